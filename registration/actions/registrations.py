"""Register and withdraw. Every path to a seat goes through `actions/seats.py`."""

from datetime import datetime

from registration.actions import (
    answers,
    arrivals,
    audit,
    brought,
    mail,
    replies,
    seats,
    sendings,
    waiting_list,
    wishes,
)
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.submissions import Submission
from registration.queries.registrations import of_same_person
from registration.rules import admission
from registration.rules.admission import Outcome
from registration.rules.letters import Letter
from registration.rules.refusals import (
    AlreadyRegistered,
    NoLongerPossible,
    RoundtableFull,
)
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def register(room: seats.Room, wish: Wish, *, key: str, at: datetime) -> Submission:
    """Take a person's registration: a seat, or a place on the waiting list.

    `key` makes a repeat harmless: the same sending gets the same answer. Raises AlreadySent for the same key with
    other answers, a refusal when registration is not open, RoundtableFull when neither seat nor list has room.
    """
    earlier = sendings.earlier(wish, key)
    if earlier is not None:
        return earlier
    kind = wish.stakeholder_type.id
    room.roundtable.check_open(at, kind)
    registration = wishes.registration(room.roundtable, wish, at=at)
    fits, decision = arrivals.look(room, registration)
    if not fits and not room.roundtable.waiting_list_open:
        raise RoundtableFull
    outcome = admission.on_arrival(room.roundtable.terms(kind), fits=fits)
    existing = of_same_person(registration, registration.email_key)
    if existing is not None:
        return _repeated(existing, registration, outcome, wish, key=key, at=at)
    # What the page says is what anybody would have been told: it does not show who is invited.
    shown = outcome.status
    if shown is not Status.UNVERIFIED and (found := arrivals.invited(room, registration, at=at)):
        fits, decision = found
        outcome = admission.on_approval(fits=fits)
    arrivals.settle(room, registration, outcome, decision, at=at)
    db.session.add(registration)
    mail.queue(arrivals.LETTERS[outcome.status], registration, at=at)
    db.session.flush()
    answers.give(registration, wish.own, at=at)
    brought.hand_over(registration, invitee=True, at=at)
    audit.record(
        Verb.REGISTERED,
        by=audit.PERSON,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
        status=registration.status,
    )
    waiting_list.go_on(room, at=at)
    return sendings.keep(registration, wish, key=key, reference=registration.reference, shown=shown, at=at)


def add(room: seats.Room, wish: Wish, *, by: audit.By, at: datetime) -> Registration:
    """An organizer registers somebody: outside the window too, by the same seats. Raises AlreadyRegistered."""
    if not room.roundtable.takes_entries(at):
        raise NoLongerPossible
    registration = wishes.registration(room.roundtable, wish, at=at)
    fits, decision = arrivals.look(room, registration)
    if of_same_person(registration, registration.email_key) is not None:
        raise AlreadyRegistered
    arrivals.settle(room, registration, admission.on_approval(fits=fits), decision, at=at)
    db.session.add(registration)
    mail.queue(Letter.ADDED, registration, at=at)
    db.session.flush()
    answers.give(registration, wish.own, at=at)
    audit.record(
        Verb.REGISTERED_BY_ORGANIZER,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
        status=registration.status,
    )
    waiting_list.go_on(room, at=at)
    return registration


def withdraw(room: seats.Room, registration: Registration, *, by: audit.By, at: datetime) -> None:
    """Give the place back and let the next one in. Raises NoLongerPossible when it was given back before.

    After the meeting only an organizer may still do so: the list says who was there.
    """
    by_person = by == audit.PERSON
    if by_person and room.roundtable.is_over(at):
        raise NoLongerPossible
    was_confirmed = registration.status is Status.CONFIRMED
    registration.move_to(Status.WITHDRAWN, at=at)
    registration.offer_expires_at = None
    freed = seats.free(room, registration)
    replies.left(registration, at=at)
    mail.queue(
        Letter.WITHDRAWN if by_person else Letter.WITHDRAWN_BY_ORGANIZER,
        registration,
        at=at,
        was_confirmed=was_confirmed,
    )
    audit.record(
        Verb.WITHDRAWN if by_person else Verb.WITHDRAWN_BY_ORGANIZER,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
    )
    db.session.flush()
    if freed:
        waiting_list.promote(room, at=at)


def _repeated(
    existing: Registration,
    attempt: Registration,
    outcome: Outcome,
    wish: Wish,
    *,
    key: str,
    at: datetime,
) -> Submission:
    """Somebody who is registered already: the page answers as to anyone, the mail tells the truth.

    It tells that to those who know of the earlier registration; whoever names this person now is only answered.
    """
    mail.queue(Letter.REPEATED, existing, at=at)
    mail.queue_passed_on(existing, attempt, at=at)
    audit.record(
        Verb.REGISTERED_AGAIN,
        by=audit.PERSON,
        at=at,
        roundtable_id=existing.roundtable_id,
        registration_id=existing.id,
    )
    return sendings.keep(existing, wish, key=key, reference=attempt.reference, shown=outcome.status, at=at)

"""Register, change answers, withdraw. Every path to a seat goes through `actions/seats.py`."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from registration.actions import addresses, audit, mail, people, seats, waiting_list, wishes
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.submissions import Submission
from registration.queries.registrations import of_same_person
from registration.rules import names, statuses
from registration.rules.letters import Letter
from registration.rules.refusals import (
    AlreadyRegistered,
    AlreadySent,
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
    earlier = db.session.scalar(select(Submission).where(Submission.key == key))
    if earlier is not None:
        if earlier.digest != wish.digest():
            raise AlreadySent
        return earlier
    room.roundtable.check_open(at)
    registration = wishes.registration(room.roundtable, wish, at=at)
    decision = _decide(room, registration, at=at)
    if registration.status is Status.WAITLISTED and not room.roundtable.waiting_list_open:
        raise RoundtableFull
    existing = of_same_person(registration, registration.email_key)
    if existing is not None:
        return _repeated(existing, registration, wish, key=key, at=at)
    _seat(room, registration, decision, at=at)
    mail.queue(
        Letter.CONFIRMED if registration.status is Status.CONFIRMED else Letter.WAITLISTED,
        registration,
        at=at,
    )
    db.session.flush()
    audit.record(
        Verb.REGISTERED,
        by=audit.PERSON,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
        status=registration.status,
    )
    return _submission(
        registration, wish, key=key, reference=registration.reference, shown=registration.status, at=at
    )


def add(room: seats.Room, wish: Wish, *, by: audit.By, at: datetime) -> Registration:
    """An organizer registers somebody: outside the window too, by the same seats. Raises AlreadyRegistered."""
    if not room.roundtable.takes_entries(at):
        raise NoLongerPossible
    registration = wishes.registration(room.roundtable, wish, at=at)
    decision = _decide(room, registration, at=at)
    if of_same_person(registration, registration.email_key) is not None:
        raise AlreadyRegistered
    _seat(room, registration, decision, at=at)
    mail.queue(Letter.ADDED, registration, at=at)
    db.session.flush()
    audit.record(
        Verb.REGISTERED_BY_ORGANIZER,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
        status=registration.status,
    )
    return registration


def edit(
    room: seats.Room, registration: Registration, answers: Mapping[str, object], *, by: audit.By, at: datetime
) -> list[str]:
    """Change answers; returns the keys that changed. Raises ChangeWouldNotFit or AlreadyRegistered: nothing changes.

    The address is not among them when the person changes it: see `actions/addresses.py`.
    """
    if not registration.is_live or room.roundtable.is_over(at):
        raise NoLongerPossible
    before, address = registration.party, registration.email
    with db.session.no_autoflush:
        changed = people.fill(registration, answers)
        if not changed:
            return changed
        if of_same_person(registration, registration.email_key) is not None:
            raise AlreadyRegistered
        if registration.status in statuses.HOLDS_A_SEAT:
            seats.change(room, before, registration.party, at=at)
    registration.updated_at = at
    if names.email_key(address) != registration.email_key:
        addresses.leave(registration, address, at=at)
    mail.queue(Letter.CHANGED, registration, at=at, changed=changed)
    audit.record(
        Verb.EDITED,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
        fields=changed,
    )
    db.session.flush()
    if registration.party != before:
        waiting_list.promote(room, at=at)
    return changed


def withdraw(room: seats.Room, registration: Registration, *, by: audit.By, at: datetime) -> None:
    """Give the place back and let the next one in. Raises NoLongerPossible when it was given back before.

    After the meeting only an organizer may still do so: the list says who was there.
    """
    by_person = by == audit.PERSON
    if by_person and room.roundtable.is_over(at):
        raise NoLongerPossible
    held = registration.status in statuses.HOLDS_A_SEAT
    was_confirmed = registration.status is Status.CONFIRMED
    registration.move_to(Status.WITHDRAWN, at=at)
    seats.free(room, registration.party, held=held)
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
    if held:
        waiting_list.promote(room, at=at)


def _decide(room: seats.Room, registration: Registration, *, at: datetime) -> dict[str, object]:
    """Set the status the rule gives to a newcomer; nothing is written yet."""
    refusal = room.refusal(registration.party, at=at)
    if refusal is None and not room.roundtable.promotion_due:
        registration.status = Status.CONFIRMED
        return seats.decision(None)
    registration.status = Status.WAITLISTED
    return seats.decision(refusal) | {"seated": False}


def _seat(room: seats.Room, registration: Registration, decision: dict[str, object], *, at: datetime) -> None:
    registration.decision = decision
    registration.decided_at = at
    if registration.status is Status.CONFIRMED:
        room.move(None, registration.party)
    else:
        registration.waiting_since = at
    db.session.add(registration)


def _repeated(
    existing: Registration, attempt: Registration, wish: Wish, *, key: str, at: datetime
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
    return _submission(existing, wish, key=key, reference=attempt.reference, shown=attempt.status, at=at)


def _submission(
    registration: Registration, wish: Wish, *, key: str, reference: str, shown: Status, at: datetime
) -> Submission:
    submission = Submission(
        key=key,
        digest=wish.digest(),
        reference=reference,
        registration_id=registration.id,
        roundtable_id=registration.roundtable_id,
        shown_status=shown,
        created_at=at,
    )
    db.session.add(submission)
    db.session.flush()
    return submission

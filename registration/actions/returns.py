"""By an organizer's decision: back after having left or been turned away, or over a limit on purpose."""

from datetime import datetime

from registration.actions import arrivals, audit, mail, offers, seats, waiting_list
from registration.models.registrations import Registration
from registration.queries.registrations import of_same_person
from registration.rules import admission
from registration.rules.letters import Letter
from registration.rules.refusals import AlreadyRegistered, NoLongerPossible
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

GONE = frozenset({Status.WITHDRAWN, Status.DECLINED})
SEATABLE = GONE | {Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.UNVERIFIED}


def reinstate(room: seats.Room, registration: Registration, *, by: audit.By, at: datetime) -> Status:
    """Take up again somebody who withdrew, let an offer pass or was declined; returns the status.

    Whoever let an offer pass is offered again. Raises NoLongerPossible, AlreadyRegistered when the same person has
    registered anew.
    """
    _check(room, registration, GONE, at=at)
    offered_before = offers.has_lapsed(registration)
    fits, decision = arrivals.look(room, registration)
    ends_at = offers.deadline(room.roundtable, at=at) if offered_before and fits else None
    if ends_at is not None:
        seats.take(room, registration)
        offers.make(registration, ends_at=ends_at, at=at)
    else:
        arrivals.settle(room, registration, admission.on_approval(fits=fits), decision, at=at)
        mail.queue(arrivals.LETTERS[registration.status], registration, at=at)
    status = registration.status
    audit.record_on(registration, Verb.REINSTATED, by=by, at=at, status=status)
    waiting_list.go_on(room, at=at)
    return status


def seat_over_limit(
    room: seats.Room, registration: Registration, reason: str, *, by: audit.By, at: datetime
) -> None:
    """Confirm somebody whatever the limits say: on purpose, with a reason, on record.

    Raises NoLongerPossible, AlreadyRegistered as above.
    """
    _check(room, registration, SEATABLE, at=at)
    refusal = None if registration.holds_seat else room.refusal(registration.party)
    registration.move_to(Status.CONFIRMED, at=at)
    registration.offer_expires_at = None
    if not registration.holds_seat:
        seats.take(room, registration)
    over = {"over_limit": True, "reason": reason} if refusal else {}
    registration.decision = seats.decision(refusal) | {"seated": True} | over
    mail.queue(Letter.CONFIRMED, registration, at=at)
    passed = {"group": [refusal.group.kind, refusal.group.key], "cap": refusal.cap} if refusal else {}
    audit.record_on(registration, Verb.SEATED_OVER_LIMIT, by=by, at=at, **passed)
    waiting_list.go_on(room, at=at)


def _check(
    room: seats.Room, registration: Registration, expected: frozenset[Status], *, at: datetime
) -> None:
    if registration.status not in expected or not room.roundtable.takes_entries(at):
        raise NoLongerPossible
    if registration.status in GONE and of_same_person(registration, registration.email_key) is not None:
        raise AlreadyRegistered

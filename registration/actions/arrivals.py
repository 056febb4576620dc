"""Somebody comes, or comes one step further: what the rules say is written, a seat goes with it or not."""

from datetime import datetime

from registration.actions import audit, brought, mail, seats, waiting_list
from registration.extensions import db
from registration.models.registrations import Registration
from registration.queries import rooms
from registration.queries.invitations import meant_for
from registration.rules import admission, schedule
from registration.rules.admission import Outcome
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.refusals import LinkExpired
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

Decision = dict[str, object]

# What a person is told who has come so far.
LETTERS = {
    Status.UNVERIFIED: Letter.CONFIRM_ADDRESS,
    Status.PENDING: Letter.PENDING,
    Status.WAITLISTED: Letter.WAITLISTED,
    Status.CONFIRMED: Letter.CONFIRMED,
}


def look(room: rooms.Room, registration: Registration) -> tuple[bool, Decision]:
    """Whether there is a seat that nobody waits for already, and why: nothing is written."""
    if registration.holds_seat:
        return True, seats.decision(None)
    kept = seats.kept_for(registration)
    refusal = room.refusal(registration.party, leaving=kept)
    # A seat that is kept for this person is not waited for by others.
    fits = refusal is None and (kept is not None or not room.roundtable.promotion_due)
    return fits, seats.decision(refusal, others_first=not fits)


def settle(
    room: seats.Room, registration: Registration, outcome: Outcome, decision: Decision, *, at: datetime
) -> None:
    """Write what was decided, for somebody new as for somebody known."""
    if registration.id is None:
        registration.status = outcome.status
        registration.decided_at = at
    else:
        registration.move_to(outcome.status, at=at)
    registration.decision = decision
    registration.offer_expires_at = None
    registration.waiting_since = at if outcome.status is Status.WAITLISTED else None
    if outcome.holds_seat and not registration.holds_seat:
        seats.take(room, registration)
    elif not outcome.holds_seat:
        seats.free(room, registration)


def confirm_address(room: seats.Room, registration: Registration, *, at: datetime) -> None:
    """Mail to the address is read: the registration counts from now on. Raises LinkExpired when it came too late."""
    over = address_is_overdue(registration, at) or room.roundtable.is_over(at)
    if registration.status is not Status.UNVERIFIED or over:
        raise LinkExpired
    terms = room.roundtable.terms(registration.stakeholder_type_id)
    if found := invited(room, registration, at=at):
        fits, decision = found
        outcome = admission.on_approval(fits=fits)
    else:
        fits, decision = look(room, registration)
        outcome = admission.on_reading(terms, fits=fits)
    settle(room, registration, outcome, decision, at=at)
    mail.queue(LETTERS[registration.status], registration, at=at)
    audit.record_on(registration, Verb.ADDRESS_CONFIRMED, by=audit.PERSON, at=at, status=registration.status)
    db.session.flush()
    brought.hand_over(registration, invitee=True, at=at)
    waiting_list.promote(room, at=at)


def invited(room: rooms.Room, registration: Registration, *, at: datetime) -> tuple[bool, Decision] | None:
    """Take up the invitation of somebody who registers without its link: that is the reply.

    Returns what `look` says then; None for somebody who is not invited, or wants more than is held.
    """
    invitation = meant_for(registration)
    if invitation is None:
        return None
    registration.invitation = invitation
    fits, decision = look(room, registration)
    if invitation.held and not fits:
        registration.invitation = None
        return None
    invitation.move_to(Reply.ACCEPTED, at=at)
    invitation.replied_at = at
    return fits, decision


def lapse_address(room: seats.Room, registration: Registration, *, at: datetime) -> None:
    """Nobody read the mail within a day: the seat, if any, is free again."""
    registration.move_to(Status.WITHDRAWN, at=at)
    seats.free(room, registration)
    registration.decision = {"because": "address_not_confirmed"}
    mail.queue(Letter.ADDRESS_LAPSED, registration, at=at)
    audit.record_on(registration, Verb.ADDRESS_NOT_CONFIRMED, by=audit.SYSTEM, at=at)


def address_is_overdue(registration: Registration, at: datetime) -> bool:
    return registration.created_at + schedule.ADDRESS_CHECK_LIFE <= at

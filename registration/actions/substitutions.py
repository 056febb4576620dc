"""Somebody else comes instead: the seat stays, the person changes, in one step."""

from datetime import datetime

from sqlalchemy import select

from registration.actions import answers, arrivals, audit, focal_points, mail, seats, waiting_list, wishes
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.queries.registrations import of_same_person
from registration.rules.admission import Outcome
from registration.rules.invitations import TAKEN_UP, Reply
from registration.rules.letters import Letter
from registration.rules.refusals import NoLongerPossible, SubstitutionNotPossible
from registration.rules.statuses import Status
from registration.rules.substitutions import CARRIED_OVER, REPLACEABLE, Substitution
from registration.rules.verbs import Verb


def substitute(
    room: seats.Room, registration: Registration, wish: Wish, *, by: audit.By, at: datetime
) -> Registration:
    """The person of the wish comes in this one's place; returns the successor.

    The seat, or the place in line, goes over as it is. Where organizers have to approve, the predecessor keeps it
    until then. A successor who is registered already takes it over. Raises NoLongerPossible for one who has no place
    or has arrived, SubstitutionNotPossible, or ChangeWouldNotFit for a party that is larger than the seat.
    """
    _check(room, registration, at=at)
    policy = policy_of(room, registration, by=by, at=at)
    with db.session.no_autoflush:
        successor = wishes.registration(room.roundtable, wish, at=at)
        same = of_same_person(successor, successor.email_key)
        if same is registration or successor.delegation != registration.delegation:
            raise SubstitutionNotPossible
        if same is not None and (same.checked_in_at or same.predecessor_id is not None):
            raise SubstitutionNotPossible
        successor = same or successor
        successor.predecessor = registration
        asks = policy is Substitution.APPROVAL and registration.status is Status.CONFIRMED
        was_seated = not asks and same is not None and same.holds_seat
        if asks:
            _ask_organizers(room, registration, successor, by=by, at=at)
        else:
            _hand_over(room, registration, successor, at=at)
    if not asks:
        _finish(room, registration, successor, by=by, at=at)
    if same is None:
        answers.carry_over(registration, successor)
        answers.give(successor, wish.own, at=at)
    if was_seated:
        waiting_list.promote(room, at=at)
    return successor


def undo(room: seats.Room, registration: Registration, *, by: audit.By, at: datetime) -> None:
    """Take the place back from whoever was named. Raises NoLongerPossible once the successor has arrived or left."""
    successor = successor_of(registration)
    if (
        registration.status is not Status.SUBSTITUTED
        or successor is None
        or not successor.is_live
        or successor.checked_in_at
        or not room.roundtable.takes_entries(at)
        or of_same_person(registration, registration.email_key) is not None
    ):
        raise NoLongerPossible
    was_confirmed = successor.status is Status.CONFIRMED
    _take_over(room, successor, registration, at=at)
    successor.move_to(Status.WITHDRAWN, at=at)
    successor.decision = {"because": "substitution_undone"}
    successor.predecessor = None
    mail.queue(Letter.WITHDRAWN_BY_ORGANIZER, successor, at=at, was_confirmed=was_confirmed)
    mail.queue(arrivals.LETTERS.get(registration.status, Letter.CONFIRMED), registration, at=at)
    audit.record_on(successor, Verb.WITHDRAWN_BY_ORGANIZER, by=by, at=at)
    audit.record_on(registration, Verb.SUBSTITUTION_UNDONE, by=by, at=at, status=registration.status)
    focal_points.note(registration, successor, by=by, at=at)
    _invitation_follows(registration, Reply.ACCEPTED, at=at)
    db.session.flush()
    waiting_list.promote(room, at=at)


def give_way(registration: Registration, *, by: audit.By, at: datetime) -> None:
    """Organizers have approved whoever was named in this person's place: the seat has gone over."""
    registration.move_to(Status.SUBSTITUTED, at=at)
    registration.offer_expires_at = None
    mail.queue(Letter.SUBSTITUTED, registration, at=at, was_confirmed=True)
    audit.record_on(registration, Verb.SUBSTITUTED, by=by, at=at)
    if (successor := successor_of(registration)) is not None:
        focal_points.note(successor, registration, by=by, at=at)
    _invitation_follows(registration, Reply.SUBSTITUTED, at=at)


def carried_over(registration: Registration) -> dict[str, object]:
    """The answers about the delegation: a successor is not asked for them again."""
    return {key: getattr(registration, key) for key in CARRIED_OVER}


def successor_of(registration: Registration) -> Registration | None:
    """Whoever was named last in this person's place."""
    return db.session.scalar(
        select(Registration)
        .where(Registration.predecessor_id == registration.id)
        .order_by(Registration.id.desc())
        .limit(1)
    )


def policy_of(
    room: seats.Room, replaced: Registration | Invitation, *, by: audit.By, at: datetime
) -> Substitution:
    """What the policy of the type makes of it; organizers decide for themselves. Raises SubstitutionNotPossible."""
    if by != audit.PERSON:
        return Substitution.AUTOMATIC
    policy = room.roundtable.substitution_terms(replaced.stakeholder_type_id).at(at)
    if policy is Substitution.NEVER:
        raise SubstitutionNotPossible
    return policy


def _check(room: seats.Room, registration: Registration, *, at: datetime) -> None:
    named = successor_of(registration)
    if (
        registration.status not in REPLACEABLE
        or registration.checked_in_at
        or not room.roundtable.takes_entries(at)
        or (named is not None and named.status is Status.PENDING)
    ):
        raise NoLongerPossible


def _hand_over(
    room: seats.Room, registration: Registration, successor: Registration, *, at: datetime
) -> None:
    """Seat and place in line go over; a seat the successor had is free."""
    if successor.id is not None:
        seats.free(room, successor)
    _take_over(room, registration, successor, at=at)
    registration.move_to(Status.SUBSTITUTED, at=at)


def _take_over(room: seats.Room, before: Registration, after: Registration, *, at: datetime) -> None:
    """Everything about the place but the person. Raises ChangeWouldNotFit for a party that needs more."""
    holds = before.holds_seat
    if holds:
        seats.change(room, before.party, after.party)
    # A smaller party may find room where the larger one waited.
    room.eased |= before.party != after.party
    before.holds_seat, after.holds_seat = False, holds
    if after.id is None:
        after.status = before.status
        after.decided_at = at
    elif after.status is not before.status:
        after.move_to(before.status, at=at)
    after.waiting_since, after.priority = before.waiting_since, before.priority
    after.offer_expires_at, before.offer_expires_at = before.offer_expires_at, None
    after.decision = dict(before.decision) | {"succeeded": True}
    after.host_id, after.invitation = before.host_id, before.invitation
    after.updated_at = before.updated_at = at


def _finish(
    room: seats.Room, registration: Registration, successor: Registration, *, by: audit.By, at: datetime
) -> None:
    was_confirmed = successor.status is Status.CONFIRMED
    db.session.add(successor)
    mail.queue(Letter.SUBSTITUTED, registration, at=at, was_confirmed=was_confirmed)
    mail.queue(Letter.SUCCEEDED, successor, at=at)
    db.session.flush()
    audit.record_on(registration, Verb.SUBSTITUTED, by=by, at=at)
    audit.record_on(successor, Verb.SUCCEEDED, by=by, at=at, status=successor.status)
    focal_points.note(successor, registration, by=by, at=at)
    _invitation_follows(registration, Reply.SUBSTITUTED, at=at)
    db.session.flush()
    waiting_list.go_on(room, at=at)


def _ask_organizers(
    room: seats.Room, registration: Registration, successor: Registration, *, by: audit.By, at: datetime
) -> None:
    """The predecessor keeps the seat until somebody has said yes."""
    if successor.id is None:
        arrivals.settle(room, successor, Outcome(Status.PENDING, holds_seat=False), {}, at=at)
        successor.host_id, successor.invitation = registration.host_id, registration.invitation
        mail.queue(Letter.PENDING, successor, at=at)
        db.session.add(successor)
        db.session.flush()
        audit.record_on(successor, Verb.REGISTERED, by=by, at=at, status=successor.status)
    audit.record_on(registration, Verb.SUBSTITUTE_NAMED, by=by, at=at)


def _invitation_follows(registration: Registration, status: Reply, *, at: datetime) -> None:
    if registration.invitation is not None and registration.invitation.status in TAKEN_UP:
        registration.invitation.move_to(status, at=at)

"""Show a roundtable to the public, take it off again, cancel it."""

from collections.abc import Iterator
from datetime import datetime

from registration.actions import audit, mail, seats, waiting_list
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.queries import invitations, registrations
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.refusals import NoLongerPossible, NotReadyToPublish
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def publish(room: seats.Room, *, undated: bool, by: audit.By, at: datetime) -> None:
    """Make a draft public. `undated`: a date to be confirmed is meant. Raises NotReadyToPublish, NoLongerPossible."""
    roundtable = room.roundtable
    if roundtable.state is not State.DRAFT:
        raise NoLongerPossible
    if missing := list(missing_to_publish(roundtable, undated=undated)):
        raise NotReadyToPublish(missing=missing)
    roundtable.state = State.PUBLISHED
    roundtable.published_at = roundtable.published_at or at
    roundtable.publish_at = None
    _record(Verb.ROUNDTABLE_PUBLISHED, roundtable, by=by, at=at)
    waiting_list.promote(room, at=at)


def schedule(room: seats.Room, publish_at: datetime, *, undated: bool, by: audit.By, at: datetime) -> None:
    """Have the worker publish a draft at this time. Raises NotReadyToPublish, NoLongerPossible."""
    roundtable = room.roundtable
    if roundtable.state is not State.DRAFT:
        raise NoLongerPossible
    if missing := list(missing_to_publish(roundtable, undated=undated)):
        raise NotReadyToPublish(missing=missing)
    roundtable.publish_at, roundtable.publish_undated = publish_at, undated
    moment = publish_at.isoformat()
    audit.record(Verb.PUBLICATION_SCHEDULED, by=by, at=at, roundtable_id=roundtable.id, publish_at=moment)


def revoke(room: seats.Room, *, by: audit.By, at: datetime) -> None:
    """Call a scheduled publication off. Raises NoLongerPossible when there is none any more."""
    if room.roundtable.publish_at is None:
        raise NoLongerPossible
    room.roundtable.publish_at = None
    _record(Verb.PUBLICATION_REVOKED, room.roundtable, by=by, at=at)


def publish_due(room: seats.Room, *, at: datetime) -> None:
    """Publish what was scheduled. What has come to lack something stays a draft, and its history says so."""
    roundtable = room.roundtable
    if roundtable.publish_at is None or roundtable.publish_at > at:
        return
    roundtable.publish_at = None
    if roundtable.state is not State.DRAFT:
        return
    undated = roundtable.publish_undated
    if missing := list(missing_to_publish(roundtable, undated=undated)):
        audit.record(
            Verb.PUBLICATION_MISSED, by=audit.SYSTEM, at=at, roundtable_id=roundtable.id, fields=missing
        )
        return
    publish(room, undated=undated, by=audit.SYSTEM, at=at)


def unpublish(room: seats.Room, *, by: audit.By, at: datetime) -> None:
    """Take it off the public pages. Registrations, seats and personal links stay. Raises NoLongerPossible."""
    if room.roundtable.state is not State.PUBLISHED:
        raise NoLongerPossible
    room.roundtable.state = State.DRAFT
    _record(Verb.ROUNDTABLE_UNPUBLISHED, room.roundtable, by=by, at=at)


def cancel(room: seats.Room, message: dict[str, str], *, by: audit.By, at: datetime) -> int:
    """Call it off, with a message by language. Everyone who holds a place or waits is told; returns how many.

    Seats are freed and nobody is promoted. Raises NoLongerPossible for what was never public, is over or cancelled.
    """
    roundtable = room.roundtable
    if not may_be_cancelled(roundtable, at):
        raise NoLongerPossible
    roundtable.state = State.CANCELLED
    roundtable.cancelled_at = at
    roundtable.cancellation = message
    roundtable.promotion_due = False
    roundtable.calendar_sequence += 1
    _record(Verb.ROUNDTABLE_CANCELLED, roundtable, by=by, at=at)
    live = registrations.live(roundtable)
    for registration in live:
        _end(registration, by=by, at=at)
    for invitation in invitations.live_sent(roundtable):
        _take_back(invitation, at=at)
    db.session.flush()
    seats.recount(room)
    return len(live)


def may_be_cancelled(roundtable: Roundtable, at: datetime) -> bool:
    """What was never announced needs no cancelling."""
    announced = roundtable.published_at is not None and roundtable.state is not State.CANCELLED
    return announced and not roundtable.is_over(at)


def missing_to_publish(roundtable: Roundtable, *, undated: bool) -> Iterator[str]:
    """The names of what a public page cannot do without."""
    if not any(roundtable.titles.values()):
        yield "titles"
    if roundtable.starts_at is None and not undated:
        yield "starts_at"
    if (
        roundtable.starts_at is not None
        and roundtable.mode is not Mode.ONLINE
        and not _any(roundtable.cities)
    ):
        yield "cities"
    if not roundtable.convenors:
        yield "convenors"
    if not roundtable.contact_email:
        yield "contact_email"


def _any(texts: dict[str, str] | None) -> bool:
    return any((texts or {}).values())


def _end(registration: Registration, *, by: audit.By, at: datetime) -> None:
    was_confirmed = registration.status is Status.CONFIRMED
    registration.move_to(Status.CANCELLED, at=at)
    # All at once: the counts are written anew at the end.
    registration.holds_seat = False
    registration.offer_expires_at = None
    mail.queue(Letter.ROUNDTABLE_CANCELLED, registration, at=at, was_confirmed=was_confirmed)
    audit.record(
        Verb.CANCELLED_WITH_ROUNDTABLE,
        by=by,
        at=at,
        roundtable_id=registration.roundtable_id,
        registration_id=registration.id,
    )


def _take_back(invitation: Invitation, *, at: datetime) -> None:
    """Nobody needs to reply any more."""
    invitation.held = 0
    if invitation.status is Reply.SENT:
        invitation.move_to(Reply.REVOKED, at=at)
        mail.queue_invitation(Letter.INVITATION_REVOKED, invitation, at=at)


def _record(verb: Verb, roundtable: Roundtable, *, by: audit.By, at: datetime) -> None:
    audit.record(verb, by=by, at=at, roundtable_id=roundtable.id)

"""What is due by the clock, done by the worker and by nothing else: releases, offers and addresses whose time is
up, links to join, publications.

All of it is found in the database, under the lock: after a pause it is made up for, and done once.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, select

from registration.actions import arrivals, audit, invitations, offers, publication, seats, waiting_list
from registration.actions import joining as joining_links
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Limit
from registration.queries import joining
from registration.rules import schedule
from registration.rules.invitations import Reply
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

# As many as one unit of work ends, so that nobody waits long for the lock.
AT_ONCE = 15


def roundtables(at: datetime) -> list[int]:
    """Those in which something is due."""
    promotion = select(Roundtable.id).where(Roundtable.promotion_due)
    releases = select(Limit.roundtable_id).where(_release_is_due(at))
    overdue = select(Registration.roundtable_id).where(_offer_is_over(at))
    unread = select(Registration.roundtable_id).where(_address_is_overdue(at))
    drafts = select(Roundtable.id).where(Roundtable.publish_at <= at)
    unanswered = select(Invitation.roundtable_id).where(_invitation_is_overdue(at))
    found = set(db.session.scalars(promotion.union(releases, overdue, unread, drafts, unanswered)))
    return sorted(found.union(joining.due_roundtables(at)))


def catch_up(room: seats.Room, *, at: datetime) -> None:
    """One unit of work in one roundtable; what is left is due again."""
    publication.publish_due(room, at=at)
    _release(room, at=at)
    for registration in _first(_offer_is_over(at), room):
        offers.lapse(room, registration, at=at)
    for registration in _first(_address_is_overdue(at), room):
        arrivals.lapse_address(room, registration, at=at)
    for invitation in _first_invitations(room, at):
        invitations.expire(room, invitation, at=at)
    db.session.flush()
    waiting_list.promote(room, at=at)
    joining_links.tell(room, at=at)


def _release(room: seats.Room, *, at: datetime) -> None:
    due = db.session.scalars(
        select(Limit).where(Limit.roundtable_id == room.roundtable.id, _release_is_due(at))
    ).all()
    for limit in due:
        limit.released_at = at
        audit.record(
            Verb.SEATS_RELEASED,
            by=audit.SYSTEM,
            at=at,
            roundtable_id=room.roundtable.id,
            group=[limit.kind, limit.key],
            seats=limit.floor,
        )
    if due:
        db.session.flush()
        room.read_limits()


def _first(condition: ColumnElement[bool], room: seats.Room) -> list[Registration]:
    wanted = (
        select(Registration)
        .where(Registration.roundtable_id == room.roundtable.id, condition)
        .order_by(Registration.id)
        .limit(AT_ONCE)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(wanted))


def _first_invitations(room: seats.Room, at: datetime) -> list[Invitation]:
    wanted = (
        select(Invitation)
        .where(Invitation.roundtable_id == room.roundtable.id, _invitation_is_overdue(at))
        .order_by(Invitation.id)
        .limit(AT_ONCE)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(wanted))


def _release_is_due(at: datetime) -> ColumnElement[bool]:
    return (Limit.release_at <= at) & Limit.released_at.is_(None) & Limit.floor.is_not(None)


def _invitation_is_overdue(at: datetime) -> ColumnElement[bool]:
    return (Invitation.respond_by <= at) & ((Invitation.status == Reply.SENT) | (Invitation.held > 0))


def _offer_is_over(at: datetime) -> ColumnElement[bool]:
    return (Registration.status == Status.OFFERED) & (Registration.offer_expires_at <= at)


def _address_is_overdue(at: datetime) -> ColumnElement[bool]:
    return (Registration.status == Status.UNVERIFIED) & (
        Registration.created_at <= at - schedule.ADDRESS_CHECK_LIFE
    )

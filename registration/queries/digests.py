"""What an organizer's daily digest counts: per roundtable and within the organizer's reach, since a moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from registration.extensions import db
from registration.models.organizers import Organizer
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import occupancy, scope
from registration.queries.occupancy import Seats
from registration.rules import digests
from registration.rules.permissions import Permission
from registration.rules.statuses import Status


def due(at: datetime) -> list[int]:
    """The ids of organizers whose digest is due."""
    rows = db.session.scalars(
        select(Organizer)
        .where(Organizer.active, Organizer.digest_hour.is_not(None), Organizer.digested_at.is_not(None))
        .order_by(Organizer.id)
    )
    return [row.id for row in rows if is_due(row, at)]


def is_due(organizer: Organizer, at: datetime) -> bool:
    return digests.is_due(organizer.digest_hour, organizer.digest_zone, organizer.digested_at, at)


def facts(organizer: Organizer, since: datetime, until: datetime) -> list[dict[str, Any]]:
    """Numbers of every roundtable in which something happened, the nearest meeting first."""
    mine = scope.roundtables(organizer, Permission.REGISTRATIONS_VIEW)
    rows = db.session.scalars(
        mine.order_by(Roundtable.starts_at.is_(None), Roundtable.starts_at, Roundtable.id)
    )
    found = [_of_roundtable(organizer, roundtable, since, until) for roundtable in rows]
    return [one for one in found if len(one) > 1]


def _of_roundtable(
    organizer: Organizer, roundtable: Roundtable, since: datetime, until: datetime
) -> dict[str, Any]:
    """Only what is not nothing."""
    within = scope.within(scope.reaches(organizer, roundtable, Permission.REGISTRATIONS_VIEW))
    here = Registration.roundtable_id == roundtable.id
    came = Registration.created_at.between(since, until)
    left = (Registration.status == Status.WITHDRAWN) & Registration.decided_at.between(since, until)
    new, pending, withdrawn = db.session.execute(
        select(_number(came), _number(came & (Registration.status == Status.PENDING)), _number(left)).where(
            here, within
        )
    ).one()
    failed = db.session.scalar(
        select(func.count())
        .select_from(Message)
        .join(Message.registration)
        .where(
            here,
            within,
            Message.delivery.in_((Delivery.FAILED, Delivery.BOUNCED)),
            Message.failed_at.between(since, until),
        )
    )
    full = (
        _reached(roundtable, since, until) if scope.may(organizer, roundtable, Permission.SEATS_VIEW) else []
    )
    numbers = {"new": new, "pending": pending, "withdrawn": withdrawn, "full": full, "failed": failed}
    return {"roundtable": roundtable.id, **{name: value for name, value in numbers.items() if value}}


def _reached(roundtable: Roundtable, since: datetime, until: datetime) -> list[list[str]]:
    """Limits that are full and in whose group somebody has taken a seat meanwhile."""
    occupied = occupancy.of(roundtable)
    rows = db.session.execute(
        select(Registration.stakeholder_type_id, Registration.mode)
        .where(
            Registration.roundtable_id == roundtable.id,
            Registration.holds_seat,
            Registration.decided_at.between(since, until),
        )
        .distinct()
    ).all()
    types, modes = {row[0] for row in rows}, {row[1] for row in rows}
    found = [["total", ""]] if rows and _is_full(occupied.total) else []
    found += [["mode", mode] for mode, seats in occupied.modes.items() if mode in modes and _is_full(seats)]
    return found + [
        ["stakeholder_type", one.stakeholder_type.code]
        for one in occupied.types
        if one.stakeholder_type.id in types and _is_full(one.seats)
    ]


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _is_full(seats: Seats) -> bool:
    return seats.cap is not None and seats.taken >= seats.cap

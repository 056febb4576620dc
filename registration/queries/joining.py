"""The link to join a meeting online: whose it is, and from when. Nothing public ever asks here."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.rules.standing import State
from registration.rules.statuses import Status

# The longest time before a meeting at which the link can be given.
MOST_HOURS = 168


def given_from(roundtable: Roundtable) -> datetime | None:
    """When it is given to those who have a seat; None while that cannot be said."""
    if not roundtable.joining_url or roundtable.starts_at is None:
        return None
    return roundtable.starts_at - timedelta(hours=roundtable.joining_hours)


def link(registration: Registration, at: datetime) -> str:
    """The link if it is this person's to have now: confirmed, online, near the meeting, not after it. Else nothing."""
    roundtable = registration.roundtable
    if registration.status is not Status.CONFIRMED or registration.mode != Mode.ONLINE:
        return ""
    return roundtable.joining_url if _is_the_time(roundtable, at) else ""


def due_roundtables(at: datetime) -> list[int]:
    """Those in which somebody has yet to be told the present link."""
    somebody = select(Registration.id).where(
        Registration.roundtable_id == Roundtable.id,
        Registration.joining_version < Roundtable.joining_version,
        _online(),
    )
    near = select(Roundtable).where(
        Roundtable.joining_url != "",
        Roundtable.state == State.PUBLISHED,
        Roundtable.starts_at <= at + timedelta(hours=MOST_HOURS),
        or_(Roundtable.ends_at.is_(None), Roundtable.ends_at > at),
        somebody.exists(),
    )
    return [found.id for found in db.session.scalars(near) if _is_the_time(found, at)]


def untold(roundtable: Roundtable, at: datetime, *, at_most: int) -> list[Registration]:
    """The first of those who have to be told now."""
    if not _is_the_time(roundtable, at):
        return []
    wanted = (
        select(Registration)
        .where(
            Registration.roundtable_id == roundtable.id,
            Registration.joining_version < roundtable.joining_version,
            _online(),
        )
        .order_by(Registration.id)
        .limit(at_most)
    )
    return list(db.session.scalars(wanted))


def numbers(roundtable: Roundtable) -> tuple[int, int]:
    """(confirmed online participants, those of them who have been told the present link)."""
    told = Registration.joining_version == roundtable.joining_version
    count = select(func.count()).where(Registration.roundtable_id == roundtable.id, _online())
    return db.session.scalar(count) or 0, db.session.scalar(count.where(told)) or 0


def _online() -> ColumnElement[bool]:
    return (Registration.status == Status.CONFIRMED) & (Registration.mode == Mode.ONLINE)


def _is_the_time(roundtable: Roundtable, at: datetime) -> bool:
    begins = given_from(roundtable)
    return begins is not None and begins <= at and not roundtable.is_over(at)

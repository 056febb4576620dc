"""What the public sees: the programme of roundtables and where each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import lazyload

from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.models.series import Series
from registration.rules import standing
from registration.rules.refusals import NotFound
from registration.rules.seats import Kind
from registration.rules.standing import Standing, State

RECENT = 12
A_WHILE = timedelta(days=30)


@dataclass(frozen=True)
class Listed:
    """A roundtable and where it stands now. `cap` is None without a limit."""

    roundtable: Roundtable
    standing: Standing
    cap: int | None
    taken: int

    @property
    def takes_registrations(self) -> bool:
        return self.standing in standing.TAKES_REGISTRATIONS


def upcoming(now: datetime) -> list[Listed]:
    """Public roundtables that are not over, by date; those without a date last."""
    rows = db.session.scalars(
        public()
        .where(_not_over(now))
        .order_by(Roundtable.starts_at.is_(None), Roundtable.starts_at, Roundtable.id)
    )
    return [
        entry
        for entry in listed(rows, now)
        if entry.standing is not Standing.CANCELLED or _still_news(entry.roundtable, now)
    ]


def recent(now: datetime) -> list[Listed]:
    """Roundtables that are over, the latest first."""
    rows = db.session.scalars(
        public()
        .where(Roundtable.ends_at <= now, Roundtable.state == State.PUBLISHED)
        .order_by(Roundtable.ends_at.desc())
        .limit(RECENT)
    )
    return listed(rows, now)


def series(slug: str) -> Series:
    """Raises NotFound for a series without a public roundtable too."""
    found = db.session.scalar(select(Series).where(Series.slug == slug))
    if found is None or db.session.scalar(public().where(Roundtable.series_id == found.id).limit(1)) is None:
        raise NotFound
    return found


def of_series(found: Series, now: datetime) -> list[Listed]:
    """All public roundtables of a series in order: by ordinal, then by date."""
    rows = db.session.scalars(
        public()
        .where(Roundtable.series_id == found.id)
        .order_by(Roundtable.ordinal.is_(None), Roundtable.ordinal, Roundtable.starts_at, Roundtable.id)
    )
    return listed(rows, now)


def find(slug: str, now: datetime) -> Listed:
    """A public roundtable. Raises NotFound for a draft as for what does not exist."""
    found = db.session.execute(_FIND, {"slug": slug}).one_or_none()
    if found is None:
        raise NotFound
    roundtable, cap, taken = found
    return _listed(roundtable, cap, taken, now)


def listed(rows: Iterable[Roundtable], now: datetime) -> list[Listed]:
    """Roundtables with where they stand, in two more queries however many there are."""
    roundtables = list(rows)
    ids = [roundtable.id for roundtable in roundtables]
    caps: dict[int, int | None] = {
        row.roundtable_id: row.cap
        for row in db.session.execute(
            select(Limit.roundtable_id, Limit.cap).where(
                Limit.roundtable_id.in_(ids), Limit.kind == Kind.TOTAL
            )
        )
    }
    taken: dict[int, int] = {
        row.roundtable_id: row.taken
        for row in db.session.execute(
            select(Count.roundtable_id, Count.taken).where(
                Count.roundtable_id.in_(ids), Count.kind == Kind.TOTAL
            )
        )
    }
    return [
        _listed(roundtable, caps.get(roundtable.id), taken.get(roundtable.id), now)
        for roundtable in roundtables
    ]


def _listed(roundtable: Roundtable, cap: int | None, taken: int | None, now: datetime) -> Listed:
    taken = taken or 0
    found = standing.standing(roundtable.facts(cap=cap, taken=taken), now)
    return Listed(roundtable, found, cap, taken)


def public() -> Select[Roundtable]:
    """Every roundtable whose page anyone may see."""
    return select(Roundtable).where(
        or_(
            Roundtable.state == State.PUBLISHED,
            and_(Roundtable.state == State.CANCELLED, Roundtable.published_at.is_not(None)),
        )
    )


# One statement, made once: every step of a registration begins with it.
_FIND = (
    public()
    .where(Roundtable.slug == bindparam("slug"))
    .outerjoin(Limit, and_(Limit.roundtable_id == Roundtable.id, Limit.kind == Kind.TOTAL))
    .outerjoin(Count, and_(Count.roundtable_id == Roundtable.id, Count.kind == Kind.TOTAL))
    .add_columns(Limit.cap, Count.taken)
    .options(lazyload(Roundtable.organizations))
)


def _not_over(now: datetime) -> ColumnElement[bool]:
    return or_(Roundtable.ends_at.is_(None), Roundtable.ends_at > now)


def _still_news(roundtable: Roundtable, now: datetime) -> bool:
    """A cancelled roundtable stays in the list until its day, or a month when it had none."""
    if roundtable.starts_at is not None:
        return roundtable.starts_at > now
    return roundtable.cancelled_at is not None and now - roundtable.cancelled_at < A_WHILE

"""The figures of many roundtables side by side, each of those whom the reader may see there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from registration.extensions import db
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.models.series import Series
from registration.queries import figures, programme, scope
from registration.queries.figures import Figures, Places
from registration.queries.programme import Listed
from registration.rules.permissions import Permission, Reaches

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A roundtable with its figures. `counted`: whether the reader may see the seats of all."""

    listed: Listed
    figures: Figures
    counted: bool


@dataclass(frozen=True)
class Page:
    rows: list[Row]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))

    @property
    def types(self) -> dict[int, Places]:
        """How many people of each stakeholder type there are on this page, by the id of the type."""
        found: dict[int, Places] = {}
        for row in self.rows:
            for type_id, places in row.figures.types.items():
                found.setdefault(type_id, Counter()).update(places)
        return found


def page(organizer: Organizer, series: Series | None, number: int, now: datetime) -> Page:
    """One page, the latest roundtable first and those without a date at the end, in a handful of statements."""
    mine = scope.roundtables(organizer, Permission.REGISTRATIONS_VIEW)
    if series is not None:
        mine = mine.where(Roundtable.series_id == series.id)
    total = db.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    number = min(max(1, number), max(1, -(-total // PER_PAGE)))
    roundtables = db.session.scalars(
        mine.options(lazyload(Roundtable.photo))
        .order_by(Roundtable.starts_at.is_(None), Roundtable.starts_at.desc(), Roundtable.id.desc())
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    ).all()
    return Page(_rows(organizer, roundtables, now), total, number)


def _rows(organizer: Organizer, roundtables: Sequence[Roundtable], now: datetime) -> list[Row]:
    seen: dict[Reaches, list[int]] = {}
    for roundtable in roundtables:
        reaches = scope.reaches(organizer, roundtable, Permission.REGISTRATIONS_VIEW)
        seen.setdefault(reaches, []).append(roundtable.id)
    numbers = figures.of_all(seen)
    listed = {entry.roundtable.id: entry for entry in programme.listed(roundtables, now)}
    return [
        Row(
            listed[one.id],
            numbers.get(one.id, Figures()),
            counted=scope.may(organizer, one, Permission.SEATS_VIEW),
        )
        for one in roundtables
    ]

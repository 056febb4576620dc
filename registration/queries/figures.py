"""How many registered, of which kind, from where and when: numbers about people, never who they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, func, or_, select

from registration.data import states
from registration.data.states import RegionalGroup
from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules import figures
from registration.rules.figures import Course
from registration.rules.permissions import Reaches
from registration.rules.statuses import Status

# How many are in each place.
Places = Counter[str]


@dataclass(frozen=True)
class Replies:
    """How many replies are outstanding: the first three by the people, the last by the organizers."""

    unverified: int
    inquired: int
    offered: int
    to_decide: int


@dataclass
class Figures:
    """Numbers of registrations in whom the reader may see. Types by id; people of no state or country under ""."""

    statuses: Counter[Status] = field(default_factory=Counter)
    total: Places = field(default_factory=Counter)
    types: dict[int, Places] = field(default_factory=dict)
    modes: dict[str, Places] = field(default_factory=dict)
    countries: dict[str, Places] = field(default_factory=dict)

    @property
    def regions(self) -> dict[RegionalGroup | None, Places]:
        """By regional group of the General Assembly; None: observer states, territories, no country at all."""
        found: dict[RegionalGroup | None, Places] = {}
        for code, places in self.countries.items():
            state = states.find(code)
            found.setdefault(state.group if state else None, Counter()).update(places)
        return found


def of(roundtable: Roundtable, reaches: Reaches) -> Figures:
    """In one statement, whatever the number of people."""
    return _by_roundtable({reaches: [roundtable.id]}).get(roundtable.id, Figures())


def of_all(rows: Mapping[Reaches, list[int]]) -> dict[int, Figures]:
    """Of several roundtables, by their ids, in one statement. `rows`: the ids by whom the reader may see there."""
    return _by_roundtable(rows) if rows else {}


def _by_roundtable(rows: Mapping[Reaches, list[int]]) -> dict[int, Figures]:
    columns = (
        Registration.roundtable_id,
        Registration.status,
        Registration.holds_seat,
        Registration.stakeholder_type_id,
        Registration.mode,
        Registration.country,
        Registration.state,
    )
    visible = (
        and_(Registration.roundtable_id.in_(ids), scope.within(reaches)) for reaches, ids in rows.items()
    )
    found: dict[int, Figures] = {}
    for roundtable_id, status, holds_seat, type_id, mode, country, state, number in db.session.execute(
        select(*columns, func.count()).where(or_(*visible)).group_by(*columns)
    ):
        one = found.setdefault(roundtable_id, Figures())
        one.statuses[status] += number
        if place := figures.place(status, holds_seat=holds_seat):
            one.total[place] += number
            one.types.setdefault(type_id, Counter())[place] += number
            one.modes.setdefault(mode, Counter())[place] += number
            one.countries.setdefault(country or state or "", Counter())[place] += number
    return found


def course(roundtable: Roundtable, reaches: Reaches, now: datetime) -> Course:
    """How registrations came in and were withdrawn, by the calendar of the meeting's city."""
    zone = ZoneInfo(roundtable.zone)
    rows = db.session.execute(
        select(Registration.created_at, Registration.status, Registration.decided_at).where(
            Registration.roundtable_id == roundtable.id, scope.within(reaches)
        )
    ).all()
    return figures.course(
        (created_at.astimezone(zone).date() for created_at, _status, _decided_at in rows),
        (
            decided_at.astimezone(zone).date()
            for _created_at, status, decided_at in rows
            if status is Status.WITHDRAWN and decided_at
        ),
        today=now.astimezone(zone).date(),
    )


def replies(roundtable: Roundtable, reaches: Reaches) -> Replies:
    """Whose turn it is, of those who are still without an answer."""
    asked = exists().where(Inquiry.registration_id == Registration.id, Inquiry.answered_at.is_(None))
    awaited = (Status.UNVERIFIED, Status.PENDING, Status.OFFERED)
    inquired = and_(Registration.status == Status.PENDING, asked).label("inquired")
    people = (
        select(Registration.status, inquired)
        .where(
            Registration.roundtable_id == roundtable.id,
            Registration.status.in_(awaited),
            scope.within(reaches),
        )
        .subquery()
    )
    rows = db.session.execute(
        select(people.c.status, people.c.inquired, func.count()).group_by(people.c.status, people.c.inquired)
    )
    counts = {(status, bool(is_inquired)): number for status, is_inquired, number in rows}
    return Replies(
        unverified=counts.get((Status.UNVERIFIED, False), 0),
        inquired=counts.get((Status.PENDING, True), 0),
        offered=counts.get((Status.OFFERED, False), 0),
        to_decide=counts.get((Status.PENDING, False), 0),
    )

"""The seats of a roundtable, limit by limit: taken, held, free, waited for, and kept free for somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import false, or_, select

from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.roundtables import Roundtable
from registration.models.seats import Count
from registration.models.stakeholder_types import StakeholderType
from registration.queries import occupancy, rooms, seat_holders
from registration.queries.seat_holders import Standings
from registration.rules import delegations, seats
from registration.rules.seats import Group, Kind, Taken
from registration.rules.statuses import Status

Limits = tuple[seats.Limit, ...]


@dataclass(frozen=True)
class Line:
    """One group. `held` are those of the taken seats that are not confirmed for good, by status."""

    group: Group
    taken: int
    cap: int | None
    floor: int | None
    unfilled: int
    release_at: datetime | None
    released: bool
    held: Mapping[str, int]
    waiting: int

    @property
    def is_limited(self) -> bool:
        return self.cap is not None or bool(self.floor)

    @property
    def is_shown(self) -> bool:
        return self.is_limited or self.taken > 0 or self.waiting > 0

    @property
    def free(self) -> int | None:
        return None if self.cap is None else max(0, self.cap - self.taken)

    @property
    def over(self) -> int:
        return 0 if self.cap is None else max(0, self.taken - self.cap)


@dataclass(frozen=True)
class Plan:
    """`rules` are the caps of every delegation of a kind; `delegations` those with a limit of their own or at theirs.

    `written` is how people of an organization write its name, by delegation.
    """

    total: Line
    modes: list[Line]
    types: list[Line]
    allotments: list[Line]
    rules: list[Line]
    delegations: list[Line]
    exceptions: frozenset[Group]
    stakeholder_types: dict[str, StakeholderType]
    organizations: dict[str, Organization]
    written: Mapping[str, str]

    @property
    def groups(self) -> list[Line]:
        return [*self.modes, *self.types, *self.allotments]

    @property
    def floors(self) -> list[Line]:
        return [line for line in (*self.groups, *self.delegations) if line.floor]

    @property
    def watched(self) -> list[Line]:
        """Delegations to look at: with a limit of their own, over theirs, or with somebody who waits."""
        return [
            line for line in self.delegations if line.group in self.exceptions or line.over or line.waiting
        ]

    @property
    def full(self) -> list[Line]:
        """The others that have all their seats."""
        watched = self.watched
        return [line for line in self.delegations if line not in watched]

    @property
    def unfilled(self) -> int:
        return sum(line.unfilled for line in self.floors)

    @property
    def lacking(self) -> int:
        """How many of the seats that are kept for groups are not there: others sit on them."""
        room = self.modes[0] if self.modes else self.total
        return 0 if room.free is None else max(0, self.unfilled - room.free)


def of(roundtable: Roundtable) -> Plan:
    """Seven statements, whatever the number of people and limits."""
    limits = rooms.limits_of(roundtable.id)
    counts = _counts(roundtable, limits)
    exceptions = frozenset(limit.group for limit in limits if limit.group.is_one_delegation)
    named = sorted(group.key for group in exceptions | counts.keys() if _is_at_its_cap(group, limits, counts))
    standings = seat_holders.standings(roundtable, named)
    types = {kind.code: kind for kind in occupancy.stakeholder_types()}
    hosts = _hosts(roundtable, limits)

    def lines(kind: Kind, keys: Iterable[str]) -> list[Line]:
        groups = (Group(kind, key) for key in keys)
        return [_line(group, limits, counts, standings, hybrid=roundtable.hybrid) for group in groups]

    return Plan(
        total=lines(Kind.TOTAL, [seats.EVERYONE])[0],
        modes=lines(Kind.MODE, (seats.IN_PERSON, seats.ONLINE) if roundtable.hybrid else ()),
        types=[
            line
            for line in lines(Kind.STAKEHOLDER_TYPE, types)
            if types[line.group.key].active or line.is_shown
        ],
        allotments=lines(Kind.HOST, hosts),
        rules=[line for line in lines(Kind.DELEGATION, delegations.RULES) if line.cap is not None],
        delegations=lines(Kind.DELEGATION, named),
        exceptions=exceptions,
        stakeholder_types=types,
        organizations=hosts,
        written=standings.written,
    )


def _line(
    group: Group, limits: Limits, counts: Mapping[Group, Taken], standings: Standings, *, hybrid: bool
) -> Line:
    limit = next((limit for limit in limits if limit.group == group), seats.Limit(group))
    people = standings.by_group.get(group, Counter())
    return Line(
        group=group,
        taken=counts.get(group, Taken()).seats,
        cap=seats.cap_of(limits, group),
        floor=limit.floor,
        unfilled=seats.unfilled_floor(limit, counts, hybrid=hybrid),
        release_at=limit.release_at,
        released=limit.released,
        held={status: people[status] for status in seat_holders.HELD if people[status]},
        waiting=people[Status.WAITLISTED],
    )


def _counts(roundtable: Roundtable, limits: Limits) -> dict[Group, Taken]:
    """Of delegations only those with a limit of their own, and those that may be at theirs: there are many."""
    own = [limit.group.key for limit in limits if limit.group.is_one_delegation]
    least = min((limit.cap for limit in limits if _is_rule(limit) and limit.cap is not None), default=None)
    shown = or_(
        Count.kind != Kind.DELEGATION,
        Count.key.in_(own),
        Count.taken >= max(1, least) if least is not None else false(),
    )
    rows = db.session.execute(
        select(Count.kind, Count.key, Count.taken, Count.in_person).where(
            Count.roundtable_id == roundtable.id, shown
        )
    )
    return {Group(kind, key): Taken(taken, in_person) for kind, key, taken, in_person in rows}


def _hosts(roundtable: Roundtable, limits: Limits) -> dict[str, Organization]:
    """Those who convene, in their order, and others that have an allotment still."""
    found = {str(organization.id): organization for organization in roundtable.convenors}
    others = {int(limit.group.key) for limit in limits if limit.group.kind is Kind.HOST} - {
        organization.id for organization in found.values()
    }
    rows = db.session.scalars(
        select(Organization).where(Organization.id.in_(others)).order_by(Organization.id)
    )
    return found | {str(organization.id): organization for organization in rows}


def _is_rule(limit: seats.Limit) -> bool:
    return limit.group.kind is Kind.DELEGATION and not limit.group.is_one_delegation


def _is_at_its_cap(group: Group, limits: Limits, counts: Mapping[Group, Taken]) -> bool:
    """Or has a limit of its own, which is shown in any case."""
    if not group.is_one_delegation:
        return False
    if any(limit.group == group for limit in limits):
        return True
    cap = seats.cap_of(limits, group)
    return cap is not None and counts.get(group, Taken()).seats >= cap

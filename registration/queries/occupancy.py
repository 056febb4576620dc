"""How full a roundtable is: seats taken against the caps, in all and for each group."""

from dataclasses import dataclass

from sqlalchemy import func, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.models.stakeholder_types import StakeholderType
from registration.rules import seats
from registration.rules.seats import Group, Kind
from registration.rules.statuses import Status


@dataclass(frozen=True)
class Seats:
    """Seats of one group. Without a cap there is no end; a floor is kept free for the group."""

    taken: int
    cap: int | None = None
    floor: int | None = None

    @property
    def over(self) -> int:
        """How many more than the cap."""
        return 0 if self.cap is None else max(0, self.taken - self.cap)

    @property
    def left(self) -> int | None:
        return None if self.cap is None else max(0, self.cap - self.taken)


@dataclass(frozen=True)
class OfType:
    """Seats of one stakeholder type, and how many of it wait."""

    stakeholder_type: StakeholderType
    seats: Seats
    waiting: int


@dataclass(frozen=True)
class Occupancy:
    """`modes` is empty unless the roundtable is hybrid."""

    total: Seats
    modes: dict[str, Seats]
    types: list[OfType]

    @property
    def waiting(self) -> int:
        return sum(of_type.waiting for of_type in self.types)


def of(roundtable: Roundtable) -> Occupancy:
    """Four queries, whatever the number of people."""
    counts = {
        Group(kind, key): taken
        for kind, key, taken in db.session.execute(
            select(Count.kind, Count.key, Count.taken).where(
                Count.roundtable_id == roundtable.id, Count.kind.in_(_SHOWN)
            )
        )
    }
    limits = {Group(limit.kind, limit.key): limit for limit in limits_of(roundtable)}

    def seats_of(group: Group) -> Seats:
        limit = limits.get(group)
        return Seats(counts.get(group, 0), limit.cap if limit else None, limit.floor if limit else None)

    modes = (seats.IN_PERSON, seats.ONLINE) if roundtable.hybrid else ()
    waiting = _waiting(roundtable)
    types = [
        OfType(kind, seats_of(Group(Kind.STAKEHOLDER_TYPE, kind.code)), waiting.get(kind.id, 0))
        for kind in stakeholder_types()
    ]
    return Occupancy(
        seats_of(seats.TOTAL),
        {mode: seats_of(Group(Kind.MODE, mode)) for mode in modes},
        [of_type for of_type in types if _is_shown(of_type)],
    )


def limits_of(roundtable: Roundtable) -> list[Limit]:
    """The limits an organizer sees and sets: in all, by mode, by stakeholder type."""
    return list(
        db.session.scalars(select(Limit).where(Limit.roundtable_id == roundtable.id, Limit.kind.in_(_SHOWN)))
    )


def stakeholder_types() -> list[StakeholderType]:
    return list(db.session.scalars(select(StakeholderType).order_by(StakeholderType.position)))


def _is_shown(of_type: OfType) -> bool:
    return of_type.stakeholder_type.active or of_type.seats.taken > 0 or of_type.waiting > 0


def _waiting(roundtable: Roundtable) -> dict[int, int]:
    rows = db.session.execute(
        select(Registration.stakeholder_type_id, func.count())
        .where(Registration.roundtable_id == roundtable.id, Registration.status == Status.WAITLISTED)
        .group_by(Registration.stakeholder_type_id)
    )
    return dict(rows.all())


_SHOWN = (Kind.TOTAL, Kind.MODE, Kind.STAKEHOLDER_TYPE)

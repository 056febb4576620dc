"""The seats of a roundtable as a decision sees them: its limits, and as many counts as it takes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, bindparam, func, select, tuple_

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.models.stakeholder_types import StakeholderType
from registration.rules import seats
from registration.rules.seats import Group, Party, Refusal, Taken

# Made once: every seat given or freed asks the same.
_LIMITS = select(Limit.kind, Limit.key, Limit.cap, Limit.floor, Limit.release_at, Limit.released_at).where(
    Limit.roundtable_id == bindparam("roundtable")
)
_COUNTS = Count.metadata.tables[Count.__tablename__]
_TAKEN = select(_COUNTS.c.kind, _COUNTS.c.key, _COUNTS.c.taken, _COUNTS.c.in_person).where(
    _COUNTS.c.roundtable_id == bindparam("roundtable"),
    tuple_(_COUNTS.c.kind, _COUNTS.c.key).in_(bindparam("groups", expanding=True)),
)


class Room:
    """Limits and counts of a roundtable. Nothing is written: what is moved here is moved on trial."""

    def __init__(self, roundtable: Roundtable, limits: Iterable[seats.Limit] | None = None) -> None:
        self.roundtable = roundtable
        self.limits = limits_of(roundtable.id) if limits is None else tuple(limits)
        self.counts: dict[Group, Taken] = {}
        # What every decision looks at, read along with the first party's own groups.
        self._always = {seats.TOTAL, seats.ROOM, *(limit.group for limit in self.limits if limit.floor)}

    def look_at(self, parties: Iterable[Party]) -> None:
        """Read at once whatever is decided about them."""
        self._load({group for party in parties for group in party.seats()})

    def refusal(self, party: Party, *, leaving: Party | None = None) -> Refusal | None:
        """The limit that refuses the party, or None when there is a seat."""
        self._load({*party.seats(), *(leaving.seats() if leaving else ())})
        return seats.refusal(self.limits, self.counts, party, hybrid=self.roundtable.hybrid, leaving=leaving)

    def move(self, leaving: Party | None, arriving: Party | None) -> None:
        """One party leaves, another arrives."""
        touched = {*(leaving.seats() if leaving else ()), *(arriving.seats() if arriving else ())}
        self._load(touched)
        after = seats.moved(self.counts, leaving, arriving)
        self._keep({group: after[group] for group in touched if after[group] != self.counts.get(group)})
        self.counts = after

    def needed(self) -> int:
        """Seats taken where floors are kept, and those kept free there."""
        self._load(set())
        return seats.needed(self.limits, self.counts, hybrid=self.roundtable.hybrid)

    def is_full(self) -> bool:
        self._load({seats.TOTAL})
        cap = seats.cap_of(self.limits, seats.TOTAL)
        return cap is not None and self.counts.get(seats.TOTAL, Taken()).seats >= cap

    def _keep(self, changed: dict[Group, Taken]) -> None:
        """On trial nothing is kept."""

    def _load(self, groups: set[Group]) -> None:
        if missing := (groups | self._always) - self.counts.keys():
            found = self._read(missing)
            self.counts |= {group: found.get(group, Taken()) for group in missing}

    def _read(self, groups: set[Group]) -> dict[Group, Taken]:
        wanted = {"roundtable": self.roundtable.id, "groups": [(group.kind, group.key) for group in groups]}
        rows = db.session.execute(_TAKEN, wanted)
        return {Group(kind, key): Taken(taken, in_person) for kind, key, taken, in_person in rows}


class Trial(Room):
    """A room of which everything is read at once: as many statements, however many groups are looked at."""

    def __init__(self, roundtable: Roundtable, limits: Iterable[seats.Limit] | None = None) -> None:
        super().__init__(roundtable, limits)
        self.counts = counts_of(roundtable.id)

    def _read(self, groups: set[Group]) -> dict[Group, Taken]:  # noqa: ARG002  (nothing is left to read)
        return {}


def limits_of(roundtable_id: int) -> tuple[seats.Limit, ...]:
    """Every limit of a roundtable, as the rule takes it."""
    rows = db.session.execute(_LIMITS, {"roundtable": roundtable_id})
    return tuple(
        seats.Limit(Group(kind, key), cap, floor, release_at, released=released_at is not None)
        for kind, key, cap, floor, release_at, released_at in rows
    )


def counts_of(roundtable_id: int, *which: ColumnElement[bool]) -> dict[Group, Taken]:
    """What is written down of the seats taken in each group."""
    rows = db.session.execute(
        select(Count.kind, Count.key, Count.taken, Count.in_person).where(
            Count.roundtable_id == roundtable_id, *which
        )
    )
    return {Group(kind, key): Taken(taken, in_person) for kind, key, taken, in_person in rows}


def alike(roundtable_id: int, *wanted: ColumnElement[bool]) -> dict[Party, int]:
    """The parties of a roundtable of which this is true, and how many there are of each: as many rows as kinds."""
    what = (
        StakeholderType.code,
        Registration.mode,
        Registration.delegation,
        Registration.host_id,
        Registration.accompanying,
    )
    rows = db.session.execute(
        select(*what, func.count())
        .select_from(Registration)
        .join(StakeholderType)
        .where(Registration.roundtable_id == roundtable_id, *wanted)
        .group_by(*what)
    )
    return {
        Party(code, mode, delegation, str(host_id) if host_id else None, accompanying): number
        for code, mode, delegation, host_id, accompanying, number in rows
    }


def invited(roundtable_id: int) -> dict[Party, int]:
    """The parties for whom invitations hold seats, and for how many of each."""
    what = (
        StakeholderType.code,
        Invitation.mode,
        Invitation.delegation,
        Invitation.host_id,
        Invitation.accompanying,
    )
    rows = db.session.execute(
        select(*what, func.sum(Invitation.held))
        .select_from(Invitation)
        .join(StakeholderType)
        .where(Invitation.roundtable_id == roundtable_id, Invitation.held > 0)
        .group_by(*what)
    )
    return {
        Party(code, mode, delegation, str(host_id) if host_id else None, accompanying): number
        for code, mode, delegation, host_id, accompanying, number in rows
    }


def holders(roundtable_id: int) -> Mapping[Party, int]:
    """Whoever holds a seat: people, and invitations that hold some until they are answered."""
    return Counter(alike(roundtable_id, Registration.holds_seat.is_(True))) + Counter(invited(roundtable_id))


def released(limits: Iterable[seats.Limit]) -> tuple[seats.Limit, ...]:
    """The same limits with every floor released, whatever its hour."""
    return tuple(replace(limit, released=True) for limit in limits)

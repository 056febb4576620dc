"""Is there a seat? One decision for every limit of a roundtable.

A party belongs to groups: everyone, its attendance mode, its stakeholder type, its delegation, the convening
organization that invited it. A limit caps a group or keeps a floor free for it. A party is seated when, counted
after it, every cap of its groups holds and the room can still meet every floor that nobody has filled yet.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a limit counts. The order is the order in which limits refuse."""

    TOTAL = "total"
    MODE = "mode"
    STAKEHOLDER_TYPE = "stakeholder_type"
    DELEGATION = "delegation"
    HOST = "host"


EVERYONE = "*"
IN_PERSON = "in_person"
ONLINE = "online"


@dataclass(frozen=True)
class Group:
    kind: Kind
    key: str

    @property
    def is_one_delegation(self) -> bool:
        """Not the rule for all of a kind."""
        return self.kind is Kind.DELEGATION and self.key != EVERYONE and not self.key.endswith(":*")


TOTAL = Group(Kind.TOTAL, EVERYONE)
ROOM = Group(Kind.MODE, IN_PERSON)


@dataclass(frozen=True)
class Party:
    """Who wants seats: one person and those who accompany them."""

    stakeholder_type: str
    mode: str
    delegation: str | None = None
    host: str | None = None
    accompanying: int = 0

    def seats(self) -> dict[Group, int]:
        """Seats taken in each group. Accompanying persons count everywhere except in a delegation."""
        people = 1 + self.accompanying
        seats = {
            TOTAL: people,
            Group(Kind.MODE, self.mode): people,
            Group(Kind.STAKEHOLDER_TYPE, self.stakeholder_type): people,
        }
        if self.delegation:
            seats[Group(Kind.DELEGATION, self.delegation)] = 1
        if self.host:
            seats[Group(Kind.HOST, self.host)] = people
        return seats


@dataclass(frozen=True)
class Limit:
    """A cap, a floor or both on one group. A delegation's key may end in `*`: the rule for each of its kind.

    A floor keeps seats free until it is released: a unit of work like any other, so that nobody overtakes those who
    wait between the hour of the release and the moment in which they are seated.
    """

    group: Group
    cap: int | None = None
    floor: int | None = None
    release_at: datetime | None = None
    released: bool = False

    @property
    def guarded_floor(self) -> int:
        return 0 if self.floor is None or self.released else self.floor


@dataclass(frozen=True)
class Taken:
    """Seats held in a group, and how many of them are in the room."""

    seats: int = 0
    in_person: int = 0

    def plus(self, seats: int, *, in_person: bool) -> "Taken":
        return Taken(self.seats + seats, self.in_person + (seats if in_person else 0))


@dataclass(frozen=True)
class Refusal:
    """Why a party is not seated: the first limit that says no, and its numbers counted before the party."""

    group: Group
    cap: int
    taken: int
    because_of_floors: int = 0


Counts = Mapping[Group, Taken]


def refusal(
    limits: Iterable[Limit],
    counts: Counts,
    party: Party,
    *,
    hybrid: bool,
    leaving: Party | None = None,
) -> Refusal | None:
    """The first limit that refuses the party, or None when it is seated.

    `leaving` is the party whose seats would be given up in the same step (a change of type, mode, delegation or
    size). A change is refused only by limits it would strain more than before.
    """
    limits = tuple(limits)
    before = dict(counts)
    after = moved(before, leaving, party)
    if found := _cap_refusal(limits, before, after, party, change=leaving is not None):
        return found
    return _floor_refusal(limits, before, after, party, hybrid=hybrid, change=leaving is not None)


def moved(counts: Counts, leaving: Party | None, arriving: Party | None) -> dict[Group, Taken]:
    """The counts after one party has left and another has arrived."""
    result = dict(counts)
    for party, sign in ((leaving, -1), (arriving, 1)):
        if party is None:
            continue
        for group, seats in party.seats().items():
            result[group] = result.get(group, Taken()).plus(sign * seats, in_person=party.mode == IN_PERSON)
    return result


def cap_of(limits: Iterable[Limit], group: Group) -> int | None:
    """The cap of a group. A named delegation is an exception to the rule for its kind, that to the rule for all."""
    by_key = {limit.group.key: limit.cap for limit in limits if limit.group.kind is group.kind}
    if group.kind is not Kind.DELEGATION:
        return by_key.get(group.key)
    for key in (group.key, group.key.split(":", 1)[0] + ":*", EVERYONE):
        if key in by_key:
            return by_key[key]
    return None


def needed(limits: Iterable[Limit], counts: Counts, *, hybrid: bool) -> int:
    """Seats taken where floors are kept, and those that must stay free there.

    Whoever meets two floors at once takes one seat and sets one free: then this becomes less.
    """
    taken = counts.get(ROOM if hybrid else TOTAL, Taken()).seats
    return taken + unfilled_floors(limits, counts, hybrid=hybrid)


def unfilled_floors(limits: Iterable[Limit], counts: Counts, *, hybrid: bool) -> int:
    """Seats that must stay free for groups that have not reached their floor."""
    return sum(unfilled_floor(limit, counts, hybrid=hybrid) for limit in limits)


def unfilled_floor(limit: Limit, counts: Counts, *, hybrid: bool) -> int:
    """Seats that must stay free for the group of this limit. In a hybrid meeting floors guard the room."""
    taken = counts.get(limit.group, Taken())
    return max(0, limit.guarded_floor - (taken.in_person if hybrid else taken.seats))


def _cap_refusal(
    limits: tuple[Limit, ...], before: Counts, after: Counts, party: Party, *, change: bool
) -> Refusal | None:
    for group in sorted(party.seats(), key=lambda group: list(Kind).index(group.kind)):
        cap = cap_of(limits, group)
        taken_before, taken_after = before.get(group, Taken()).seats, after[group].seats
        if cap is None or taken_after <= cap or (change and taken_after <= taken_before):
            continue
        return Refusal(group, cap, taken_before)
    return None


def _floor_refusal(
    limits: tuple[Limit, ...],
    before: Counts,
    after: Counts,
    party: Party,
    *,
    hybrid: bool,
    change: bool,
) -> Refusal | None:
    if hybrid and party.mode != IN_PERSON:
        return None
    room = ROOM if hybrid else TOTAL
    cap = cap_of(limits, room)
    if cap is None:
        return None
    needed_after = needed(limits, after, hybrid=hybrid)
    if needed_after <= cap or (change and needed_after <= needed(limits, before, hybrid=hybrid)):
        return None
    floors = unfilled_floors(limits, before, hybrid=hybrid)
    return Refusal(room, cap, before.get(room, Taken()).seats, because_of_floors=floors)


def recount(parties: Iterable[Party]) -> dict[Group, Taken]:
    """The counts as they should be: the seats of all holders, added up from nothing."""
    return recount_alike(Counter(parties))


def recount_alike(parties: Mapping[Party, int]) -> dict[Group, Taken]:
    """The same of parties that are alike, and how many there are of each."""
    counts: dict[Group, Taken] = {}
    for party, number in parties.items():
        for group, seats in party.seats().items():
            before = counts.get(group, Taken())
            counts[group] = before.plus(seats * number, in_person=party.mode == IN_PERSON)
    return counts


def over(limits: Iterable[Limit], counts: Counts) -> Iterator[tuple[Group, int, int]]:
    """Every group that holds more than its cap: (group, taken, cap). People only; floors are shown apart."""
    limits = tuple(limits)
    for group, taken in counts.items():
        cap = cap_of(limits, group)
        if cap is not None and taken.seats > cap:
            yield group, taken.seats, cap

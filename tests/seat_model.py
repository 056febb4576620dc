"""Seats as a child would count them: a list of people, counted anew for every question. Knows nothing of the house."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

ADDRESS_LIFE = timedelta(hours=24)
LIVE = {"unverified", "pending", "waitlisted", "offered", "confirmed"}
GONE = {"withdrawn", "declined"}
ROOM = ("mode", "in_person")
EVERYONE = ("total", "*")

Group = tuple[str, str]


@dataclass(repr=False, eq=False)
class Person:
    number: int
    kind: str
    mode: str
    delegation: str
    extra: int
    came_at: datetime
    status: str = ""
    holds: bool = False
    priority: int = 0
    since: datetime | None = None
    ends_at: datetime | None = None
    lapsed: bool = False
    history: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"{self.number} ({self.status})"

    def seats(self) -> dict[Group, int]:
        people = 1 + self.extra
        return {
            EVERYONE: people,
            ("mode", self.mode): people,
            ("stakeholder_type", self.kind): people,
            ("delegation", self.delegation): 1,
        }

    def becomes(self, status: str) -> None:
        self.status = status
        if self.history[-1:] != [status]:
            self.history.append(status)


@dataclass
class Limit:
    cap: int | None = None
    floor: int | None = None
    release_at: datetime | None = None
    released: bool = False

    @property
    def kept(self) -> int:
        return 0 if self.released else self.floor or 0


class Refused(Exception):
    """The house has to say no. The argument is the name of its refusal."""


@dataclass
class Model:
    """One roundtable. `deadline` says until when an offer made now lasts; None: the seat is confirmed at once."""

    hybrid: bool
    address_checked: bool
    pending_holds: bool
    list_open: bool
    by_approval: set[str]
    deadline: Callable[[datetime], datetime | None]
    at_once: int
    limits: dict[Group, Limit] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    due: bool = False
    state: str = "published"

    # What is asked.

    def holders(self) -> list[Person]:
        return [person for person in self.people if person.holds]

    def waiting(self) -> list[Person]:
        waiting = [person for person in self.people if person.status == "waitlisted"]
        return sorted(waiting, key=lambda person: (-person.priority, person.since, person.number))

    def of(self, *statuses: str) -> list[Person]:
        return [person for person in self.people if person.status in statuses]

    def fits(self, person: Person, instead_of: Person | None = None) -> bool:
        """Whether there is a seat; `instead_of` is the same person before a change, or whoever makes room."""
        before = self.holders()
        after = [one for one in before if one not in (person, instead_of)] + [person]
        if instead_of:
            before = [one for one in before if one not in (person, instead_of)] + [instead_of]
        for group in person.seats():
            cap, now, then = self.cap(group), count(before, group), count(after, group)
            if cap is not None and then > cap and not (instead_of and then <= now):
                return False
        room = ROOM if self.hybrid else EVERYONE
        cap, now, then = self.cap(room), self.needed(before), self.needed(after)
        if cap is None or (self.hybrid and person.mode == "online"):
            return True
        return then <= cap or (instead_of is not None and then <= now)

    def cap(self, group: Group) -> int | None:
        kind, key = group
        keys = [key, key.split(":")[0] + ":*", "*"] if kind == "delegation" else [key]
        for one in keys:
            if (kind, one) in self.limits:
                return self.limits[kind, one].cap
        return None

    def needed(self, people: list[Person]) -> int:
        """Seats taken in the room, and those kept free for groups that have not come yet."""
        there = [person for person in people if person.mode == "in_person" or not self.hybrid]
        kept = sum(max(0, limit.kept - count(there, group)) for group, limit in self.limits.items())
        return count(people, ROOM if self.hybrid else EVERYONE) + kept

    def contradicts(self, starts_at: datetime) -> bool:
        limits = self.limits.values()
        cap = self.cap(ROOM if self.hybrid else EVERYONE)
        return (
            any(
                limit.cap is not None and limit.floor is not None and limit.cap < limit.floor
                for limit in limits
            )
            or (cap is not None and sum(limit.kept for limit in limits) > cap)
            or any(limit.release_at is not None and limit.release_at > starts_at for limit in limits)
        )

    def is_due(self, at: datetime) -> bool:
        return self.due or any(self._overdue(at)) or any(_is_due(limit, at) for limit in self.limits.values())

    def something_comes(self, at: datetime) -> bool:
        releases = any(limit.release_at and limit.release_at > at for limit in self.limits.values())
        return releases or bool(self.of("offered", "unverified"))

    # What is done.

    def promote(self, at: datetime) -> None:
        """The first who fits, and again the first who fits, until nobody does."""
        self.due = False
        if self.state != "published":
            return
        for _ in range(self.at_once):
            person = next((one for one in self.waiting() if self.fits(one)), None)
            if person is None:
                return
            self._seat(person, at)
        self.due = True

    def register(self, person: Person, at: datetime) -> None:
        person.came_at = at
        fits = self._looks(person)
        if not fits and not self.list_open:
            raise Refused("RoundtableFull")
        self.people.append(person)
        if self.address_checked:
            person.holds = fits and (person.kind not in self.by_approval or self.pending_holds)
            person.becomes("unverified")
        else:
            self._read(person, fits, at)
        self._if_eased(at)

    def add(self, person: Person, at: datetime) -> None:
        person.came_at = at
        fits = self._looks(person)
        self.people.append(person)
        self._decide(person, fits, at)
        self._if_eased(at)

    def confirm_address(self, person: Person, at: datetime) -> None:
        if at >= person.came_at + ADDRESS_LIFE:
            raise Refused("LinkExpired")
        self._read(person, self._looks(person), at)
        self.promote(at)

    def edit(self, person: Person, at: datetime, **changes: object) -> None:
        before = Person(**{**vars(person), "history": []})
        for name, value in changes.items():
            setattr(person, name, value)
        if person.holds and person.seats() != before.seats() and not self.fits(person, before):
            for name in changes:
                setattr(person, name, getattr(before, name))
            raise Refused("ChangeWouldNotFit")
        if person.seats() != before.seats():
            self.promote(at)

    def leave(self, person: Person, status: str, at: datetime) -> None:
        held, person.holds, person.ends_at = person.holds, False, None
        person.lapsed = False
        person.becomes(status)
        if held:
            self.promote(at)

    def approve(self, person: Person, at: datetime, *, may_wait: bool) -> None:
        fits = self._looks(person)
        if not fits and not may_wait:
            raise Refused("NoSeatNow")
        self._decide(person, fits, at)
        self._if_eased(at)

    def accept(self, person: Person, at: datetime) -> None:
        if person.ends_at <= at:
            raise Refused("OfferLapsed")
        person.becomes("confirmed")

    def reinstate(self, person: Person, at: datetime) -> None:
        fits, ends_at = self._looks(person), self.deadline(at)
        if person.lapsed and fits and ends_at:
            self._seat(person, at)
        else:
            self._decide(person, fits, at)
        self._if_eased(at)

    def seat_over_limit(self, person: Person, at: datetime) -> None:
        person.holds = True
        person.becomes("confirmed")
        self._if_eased(at)

    def prioritize(self, person: Person, priority: int, at: datetime) -> None:
        if person.priority != priority:
            person.priority = priority
            self.promote(at)

    def set_limit(self, group: Group, limit: Limit | None, at: datetime, starts_at: datetime) -> None:
        before = dict(self.limits)
        now = before.get(group)
        if limit is None:
            self.limits.pop(group, None)
        elif now is None or (now.cap, now.floor, now.release_at) != (
            limit.cap,
            limit.floor,
            limit.release_at,
        ):
            again = (
                limit.release_at is None or limit.release_at > at or now is None or limit.floor != now.floor
            )
            limit.released = not again and now is not None and now.released
            self.limits[group] = limit
        if self.contradicts(starts_at):
            self.limits = before
            raise Refused("LimitsContradict")
        if self.limits != before:
            self.promote(at)

    def catch_up(self, at: datetime) -> None:
        """What a worker does once."""
        for limit in self.limits.values():
            limit.released |= _is_due(limit, at)
        offers, addresses = self._overdue(at)
        for person in offers[: self.at_once] + addresses[: self.at_once]:
            person.holds, person.lapsed = False, person.status == "offered"
            person.becomes("withdrawn")
        self.promote(at)

    def cancel(self) -> None:
        self.state, self.due = "cancelled", False
        for person in self.of(*LIVE):
            person.holds = False
            person.becomes("cancelled")

    # How.

    def _overdue(self, at: datetime) -> tuple[list[Person], list[Person]]:
        """Those whose offer is over, and those whose address nobody has confirmed in time."""
        offers = [one for one in self.of("offered") if one.ends_at <= at]
        return offers, [one for one in self.of("unverified") if one.came_at + ADDRESS_LIFE <= at]

    def _looks(self, person: Person) -> bool:
        return person.holds or (self.fits(person) and not self.due)

    def _read(self, person: Person, fits: bool, at: datetime) -> None:
        if person.kind in self.by_approval:
            person.holds = fits and self.pending_holds
            person.becomes("pending")
        else:
            self._decide(person, fits, at)

    def _decide(self, person: Person, fits: bool, at: datetime) -> None:
        person.holds = fits
        person.since = None if fits else at
        person.becomes("confirmed" if fits else "waitlisted")

    def _seat(self, person: Person, at: datetime) -> None:
        person.holds, person.ends_at = True, self.deadline(at)
        person.becomes("offered" if person.ends_at else "confirmed")

    def _if_eased(self, at: datetime) -> None:
        """One who meets two floors takes one seat and sets two free."""
        if not self.due and any(self.fits(one) for one in self.waiting()):
            self.promote(at)


def count(people: list[Person], group: Group) -> int:
    return sum(person.seats().get(group, 0) for person in people)


def over(model: Model) -> Iterator[Group]:
    groups = {group for person in model.holders() for group in person.seats()}
    for group in groups:
        cap = model.cap(group)
        if cap is not None and count(model.holders(), group) > cap:
            yield group


def _is_due(limit: Limit, at: datetime) -> bool:
    return (
        limit.release_at is not None
        and limit.release_at <= at
        and not limit.released
        and limit.floor is not None
    )

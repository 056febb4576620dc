"""What the figures of a roundtable count: where people stand, and in which steps time passes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from registration.rules.statuses import LIVE, Status

MOST_DAYS = 45
MOST_WEEKS = 60


class Place(StrEnum):
    """How certain somebody's place is. Whoever withdrew or was not approved has none."""

    CONFIRMED = "confirmed"
    HELD = "held"  # a seat, but not yet for good
    WAITING = "waiting"  # on the waiting list
    UNDECIDED = "undecided"  # without a seat until the address is checked or organizers decide


def place(status: Status, *, holds_seat: bool) -> Place | None:
    if status not in LIVE:
        return None
    if status is Status.CONFIRMED:
        return Place.CONFIRMED
    if holds_seat:
        return Place.HELD
    return Place.WAITING if status is Status.WAITLISTED else Place.UNDECIDED


class Unit(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Step:
    """One day, week or month: how many registered and withdrew in it, and up to its end."""

    begins: date
    received: int
    withdrawn: int
    received_so_far: int
    withdrawn_so_far: int


@dataclass(frozen=True)
class Course:
    """How registrations came in over time, every step of it, also those in which nothing happened."""

    unit: Unit
    steps: tuple[Step, ...]


def course(received: Iterable[date], withdrawn: Iterable[date], *, today: date) -> Course:
    """From the first registration until today, in steps so long that a page holds them all."""
    came, went = Counter(received), Counter(withdrawn)
    if not came:
        return Course(Unit.DAY, ())
    first, last = min(came), max(today, *came, *went)
    unit = _unit(first, last)
    came, went = _together(came, unit), _together(went, unit)
    steps, so_far, gone = [], 0, 0
    begins = _beginning(first, unit)
    while begins <= last:
        so_far, gone = so_far + came[begins], gone + went[begins]
        steps.append(Step(begins, came[begins], went[begins], so_far, gone))
        begins = _next(begins, unit)
    return Course(unit, tuple(steps))


def _unit(first: date, last: date) -> Unit:
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return Unit.DAY
    return Unit.WEEK if days <= 7 * MOST_WEEKS else Unit.MONTH


def _beginning(day: date, unit: Unit) -> date:
    """Weeks begin on Monday."""
    match unit:
        case Unit.DAY:
            return day
        case Unit.WEEK:
            return day - timedelta(days=day.weekday())
        case Unit.MONTH:
            return day.replace(day=1)


def _next(begins: date, unit: Unit) -> date:
    match unit:
        case Unit.DAY:
            return begins + timedelta(days=1)
        case Unit.WEEK:
            return begins + timedelta(days=7)
        case Unit.MONTH:
            return (begins + timedelta(days=31)).replace(day=1)


def _together(days: Counter[date], unit: Unit) -> Counter[date]:
    found: Counter[date] = Counter()
    for day, number in days.items():
        found[_beginning(day, unit)] += number
    return found

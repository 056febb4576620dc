"""Limits that cannot all be meant: named with their numbers, before anybody is turned away because of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registration.rules import seats
from registration.rules.seats import Group, Limit

MOST = 1_000_000


class Problem(StrEnum):
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    CAP_BELOW_FLOOR = "cap_below_floor"
    FLOORS_ABOVE_TOTAL = "floors_above_total"
    RELEASE_AFTER_START = "release_after_start"


@dataclass(frozen=True)
class Contradiction:
    """What is the matter with which group. Of `cap` and `floor` those that say it."""

    problem: Problem
    group: Group
    cap: int = 0
    floor: int = 0


def contradictions(
    limits: Iterable[Limit], *, hybrid: bool, starts_at: datetime | None
) -> Iterator[Contradiction]:
    """Every contradiction, group by group; at the end the floors against the seats they are kept of."""
    limits = tuple(limits)
    for limit in limits:
        yield from _within(limit, starts_at)
    room = seats.ROOM if hybrid else seats.TOTAL
    cap, floors = seats.cap_of(limits, room), sum(limit.guarded_floor for limit in limits)
    if cap is not None and cap >= 0 and floors > cap:
        yield Contradiction(Problem.FLOORS_ABOVE_TOTAL, room, cap=cap, floor=floors)


def _within(limit: Limit, starts_at: datetime | None) -> Iterator[Contradiction]:
    cap, floor = limit.cap, limit.floor
    if (cap or 0) < 0 or (floor or 0) < 0:
        yield Contradiction(Problem.NEGATIVE, limit.group, cap=cap or 0, floor=floor or 0)
    elif max(cap or 0, floor or 0) > MOST:
        yield Contradiction(Problem.TOO_LARGE, limit.group, cap=MOST)
    elif cap is not None and floor is not None and cap < floor:
        yield Contradiction(Problem.CAP_BELOW_FLOOR, limit.group, cap=cap, floor=floor)
    if limit.release_at is not None and starts_at is not None and limit.release_at > starts_at:
        yield Contradiction(Problem.RELEASE_AFTER_START, limit.group)

"""What a change of limits would bring about, before it is made. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import waiting
from registration.queries.rooms import Trial
from registration.rules import seats
from registration.rules.seats import Group

NAMED = 20
# More than ever wait: the worker goes on until nobody fits any more.
_EVERYONE = 1_000_000


@dataclass(frozen=True)
class Preview:
    """Who leaves the waiting list, the first of them by name; groups with more people than their cap; and seats
    that are still kept free for groups."""

    seated: int
    people: list[Registration]
    over: dict[Group, int]
    unfilled: dict[Group, int]


def of(roundtable: Roundtable, limits: Iterable[seats.Limit], *, at: datetime) -> Preview:
    """With these limits, and with what the clock has released by now."""
    room = Trial(roundtable, (_as_the_clock_says(limit, at) for limit in limits))
    chosen = waiting.fitting(room, most=_EVERYONE) if roundtable.takes_entries(at) else []
    unfilled = {
        limit.group: seats.unfilled_floor(limit, room.counts, hybrid=roundtable.hybrid)
        for limit in room.limits
    }
    return Preview(
        seated=len(chosen),
        people=_people(chosen[:NAMED]),
        over={group: taken - cap for group, taken, cap in seats.over(room.limits, room.counts)},
        unfilled={group: number for group, number in unfilled.items() if number},
    )


def _as_the_clock_says(limit: seats.Limit, at: datetime) -> seats.Limit:
    due = limit.release_at is not None and limit.release_at <= at
    return replace(limit, released=limit.released or due)


def _people(ids: list[int]) -> list[Registration]:
    rows = db.session.scalars(select(Registration).where(Registration.id.in_(ids))) if ids else ()
    return sorted(rows, key=lambda row: ids.index(row.id))

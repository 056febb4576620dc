"""What deciding one registration costs with few and with many registrations in the roundtable: it must stay flat."""

import statistics
import time
from collections.abc import Iterator
from uuid import uuid4

from flask import Flask

from registration import clock
from registration.actions import registrations, seats
from registration.extensions import transaction
from tests.load import crowd
from tests.load.crowd import Room
from tests.load.figures import Figure, milliseconds
from tests.load.ground import Ground

CROWDS = (100, 10_000, 1_000_000)
FLAT = 1.5


def measure(ground: Ground) -> Iterator[Figure]:
    sizes = CROWDS[:2] if ground.quick else CROWDS
    for kind in ground.kinds:
        with ground.database(kind).application() as app:
            rooms = [crowd.roundtable(size) for size in sizes]
            costs = _costs(app, rooms, times=60 if ground.quick else 300)
        for size, cost in zip(sizes[1:], costs[1:], strict=True):
            ratio = cost / costs[0]
            yield Figure(
                f"deciding one registration among {size:,}, {kind}",
                milliseconds(cost),
                f"{milliseconds(costs[0])} among {sizes[0]}",
                ratio,
                f"<= {FLAT}",
                ratio <= FLAT,
            )


def _costs(app: Flask, rooms: list[Room], *, times: int) -> list[float]:
    """Median seconds of one registration in each room, taken in turns."""
    kinds = crowd.types()
    taken: list[list[float]] = [[] for _ in rooms]
    for number in range(times):
        for room, durations in zip(rooms, taken, strict=True):
            durations.append(_register(app, room, number, kinds[number % len(kinds)]))
    # The first ones fill caches.
    return [statistics.median(durations[10:]) for durations in taken]


def _register(app: Flask, room: Room, number: int, kind: tuple[int, str]) -> float:
    began = time.perf_counter()
    with app.app_context(), transaction():
        locked = seats.lock(room.id)
        registrations.register(locked, crowd.person(number, *kind), key=str(uuid4()), at=clock.now())
    return time.perf_counter() - began

"""Registrations per second without the web, beside the same bare statements; how long writers wait and hold the row."""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import Flask

from registration import clock
from registration.actions import registrations, seats
from registration.extensions import db, transaction, writers
from tests.load import bare, crowd
from tests.load.bare import Recording
from tests.load.crowd import Room
from tests.load.figures import Figure, milliseconds
from tests.load.ground import Database, Ground

WRITERS = (1, 4, 16)
FAIR = 20.0


@dataclass(frozen=True)
class Unit:
    """Seconds one registration took from asking to commit, and how many of them it held the roundtable's row."""

    whole: float
    held: float


@dataclass(frozen=True)
class Task:
    """What one writer does, from a moment on (time.monotonic) for so many seconds."""

    room: Room
    begin_at: float
    seconds: float
    recording: Recording | None = None


Crew = Callable[[Room, Recording | None], list[Unit]]

# The application of a writer's process.
_apps: list[Flask] = []


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application() as app:
            ours, floor = crowd.limited(1000), crowd.limited(1000)
            with bare.recorded(db.engine) as recording:
                _register(app, floor)
            yield Figure(f"statements of a registration, {kind}", str(len(recording.statements)))
            for count in WRITERS:
                with _crew(database, app, count, seconds=1.0 if ground.quick else 2.0) as crew:
                    rounds = [(crew(ours, None), crew(floor, recording)) for _ in range(ground.rounds)]
                yield from _figures(f"{count} writers, {kind}", rounds, seconds=1.0 if ground.quick else 2.0)


def _figures(about: str, rounds: list[tuple[list[Unit], list[Unit]]], *, seconds: float) -> Iterator[Figure]:
    ratio = statistics.median(len(ours) / len(floor) for ours, floor in rounds)
    yield Figure(
        f"registrations a second, limits of all kinds, {about}",
        f"{statistics.median(len(ours) for ours, _ in rounds) / seconds:.0f}",
        f"bare {statistics.median(len(floor) for _, floor in rounds) / seconds:.0f}",
        ratio,
    )
    units = [unit for ours, _ in rounds for unit in ours]
    median, longest = statistics.median(unit.whole for unit in units), max(unit.whole for unit in units)
    yield Figure(
        f"longest wait, {about}",
        milliseconds(longest),
        f"median {milliseconds(median)}",
        longest / median,
        f"<= {FAIR:.0f}",
        longest / median <= FAIR,
    )
    yield Figure(f"row held, {about}", milliseconds(statistics.median(unit.held for unit in units)))


@contextmanager
def _crew(database: Database, app: Flask, count: int, *, seconds: float) -> Iterator[Crew]:
    """As the site runs: SQLite is written by threads of one process, PostgreSQL by processes."""
    if database.kind == "sqlite":
        _apps[:] = [app]
        pool: Any = ThreadPoolExecutor(count)
    else:
        pool = multiprocessing.get_context("spawn").Pool(count, _open, (database,))

    def work(room: Room, recording: Recording | None) -> list[Unit]:
        tasks = [Task(room, time.monotonic() + 0.3, seconds, recording)] * count
        # One each: a pool of processes would hand out several at once.
        taken = pool.map(_write, tasks, *([] if database.kind == "sqlite" else [1]))
        return [unit for units in taken for unit in units]

    with pool:
        # The first round opens connections and is not counted.
        pool.map(_warm, range(count), *([] if database.kind == "sqlite" else [1]))
        yield work


def _open(database: Database) -> None:
    _apps[:] = [database.application().__enter__()]


def _warm(_number: int) -> None:
    with _apps[0].app_context():
        crowd.types()
    time.sleep(0.3)


def _write(task: Task) -> list[Unit]:
    app = _apps[0]
    units: list[Unit] = []
    time.sleep(max(0.0, task.begin_at - time.monotonic()))
    end_at = task.begin_at + task.seconds
    while time.monotonic() < end_at:
        units.append(_replay(app, task.recording) if task.recording else _register(app, task.room))
    return units


def _register(app: Flask, room: Room) -> Unit:
    with app.app_context():
        began = time.perf_counter()
        with transaction():
            locked = seats.lock(room.id)
            at = time.perf_counter()
            wish = crowd.person(int(at * 1e6), *room.kind)
            registrations.register(locked, wish, key=str(uuid4()), at=clock.now())
        ended = time.perf_counter()
    return Unit(ended - began, ended - at)


def _replay(app: Flask, recording: Recording) -> Unit:
    with app.app_context():
        began = time.perf_counter()
        with writers().turn():
            connection = db.engine.raw_connection()
            recording.replay(connection.cursor(), uuid4().hex[:14])
            connection.commit()
            connection.close()
        ended = time.perf_counter()
    return Unit(ended - began, ended - began)

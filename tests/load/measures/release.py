"""Seats kept free are released, and a thousand people who wait get them: how long it takes, and holds up others."""

import statistics
import time
from collections.abc import Iterator

from sqlalchemy import func, select

from registration import clock
from registration.actions import due, seats
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.queries import rooms
from registration.rules.letters import Letter
from registration.rules.seats import Kind
from registration.rules.statuses import Status
from tests.load import crowd
from tests.load.crowd import Room
from tests.load.figures import Figure, milliseconds
from tests.load.ground import Ground

WAITING = 1000
WHOLE, HELD = 10.0, 0.1


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        with ground.database(kind).application():
            # The first one fills caches and is not counted.
            _release(60)
            runs = [_release(WAITING) for _ in range(min(3, ground.rounds))]
        whole, held = statistics.median(sum(units) for units in runs), [max(units) for units in runs]
        yield Figure(
            f"a release that seats {WAITING:,} who wait, {kind}",
            f"{whole:.1f} s in {len(runs[0])} units of work",
            aim=f"<= {WHOLE:.0f} s",
            met=whole <= WHOLE,
        )
        longest = statistics.median(held)
        yield Figure(
            f"longest hold of the row meanwhile, {kind}",
            milliseconds(longest),
            f"median {milliseconds(statistics.median(unit for units in runs for unit in units))}",
            aim=f"<= {milliseconds(HELD)}",
            met=longest <= HELD,
        )


def _release(people: int) -> list[float]:
    """Seconds for which each unit of work held the row. Raises AssertionError if not everybody is seated and told."""
    room = _room(people)
    taken: list[float] = []
    left = people
    while room.id in due.roundtables(clock.now()):
        db.session.rollback()
        with transaction():
            locked = seats.lock(room.id)
            began = time.perf_counter()
            due.catch_up(locked, at=clock.now())
        taken.append(time.perf_counter() - began)
        # Whoever looks sees how far it has come.
        before, left = left, sum(rooms.alike(room.id, Registration.status == Status.WAITLISTED).values())
        db.session.rollback()
        assert left < before or len(taken) > 1
    told = select(func.count()).where(Message.roundtable_id == room.id, Message.letter == Letter.PROMOTED)
    assert (left, db.session.scalar(told)) == (0, people)
    db.session.rollback()
    return taken


def _room(people: int) -> Room:
    """All seats are kept free for a type nobody is of, until a moment ago."""
    room = crowd.limited(0, cap=people, floors={"media": people - 10})
    crowd.waiting(room, people)
    with transaction() as session:
        for limit in session.scalars(
            select(Limit).where(Limit.roundtable_id == room.id, Limit.floor.is_not(None))
        ):
            limit.release_at = clock.now()
            assert limit.kind in (Kind.STAKEHOLDER_TYPE, Kind.HOST)
    return room

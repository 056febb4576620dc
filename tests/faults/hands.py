"""Processes of their own that do one thing of the house each: all in the same moment, or until they are killed."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from registration import clock, create_app
from registration.actions import approvals, audit, due, limits, offers, registrations, seats, waiting_list
from registration.actions.limits import Bounds
from registration.extensions import db, transaction
from registration.models.registrations import Registration
from registration.rules.refusals import Refused
from registration.rules.seats import Group
from registration.settings import Settings
from tests.faults import built, reply_hands, steps
from tests.make import Make

PATIENCE = 60.0
NUMBER = 6

# The house is read in once; every process begins as a copy of one that has nothing open.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.faults.hands"])
_MAKE = Make()


@dataclass(frozen=True)
class Deed:
    """What to do, by the name of a function below, in which roundtable, with whom; `at` is now unless said."""

    name: str
    roundtable_id: int
    registration_id: int | None = None
    at: datetime | None = None
    details: tuple[Any, ...] = ()


class Hands:
    """As many processes as are ready to work."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool

    def do(self, *deeds: Deed) -> list[str]:
        """All of them in the same moment, each by another process; what came of it, or the refusal's code."""
        idle = [None] * (NUMBER - len(deeds))
        return list(self._pool.map(_do, [*deeds, *idle]))[: len(deeds)]


@contextmanager
def ready(settings: Settings, *, unlocked: bool = False) -> Iterator[Hands]:
    barrier = _CONTEXT.Barrier(NUMBER)
    with ProcessPoolExecutor(
        NUMBER, mp_context=_CONTEXT, initializer=_open, initargs=(settings, barrier, unlocked)
    ) as pool:
        yield Hands(pool)


def killed(settings: Settings, deed: Deed, step: str) -> bool:
    """Whether a process that did this ended itself at this step of it, with kill -9."""
    process = _CONTEXT.Process(target=_die, args=(settings, deed, step))
    process.start()
    process.join(PATIENCE)
    return process.exitcode == -signal.SIGKILL


def done(deed: Deed) -> str:
    """Do it in this process; the refusal's code if it was refused."""
    at = deed.at or clock.now()
    try:
        with transaction():
            room = seats.lock(deed.roundtable_id)
            who = db.session.get(Registration, deed.registration_id) if deed.registration_id else None
            return str(_DEEDS[deed.name](room, who, *deed.details, at=at))
    except Refused as refused:
        return refused.code
    except SQLAlchemyError as error:
        return f"error: {type(error).__name__}"


def come(
    room: seats.Room, _who: Registration | None, kind: str, accompanying: int = 0, *, at: datetime
) -> str:
    unique = uuid4().hex[:12]
    wish = _MAKE.wish(
        kind, email=f"{unique}@example.org", family_name=f"Name {unique}", accompanying=accompanying
    )
    return registrations.register(room, wish, key=unique, at=at).shown_status


def withdraw(room: seats.Room, who: Registration, *, at: datetime) -> str:
    registrations.withdraw(room, who, by=audit.PERSON, at=at)
    return "withdrawn"


def approve(room: seats.Room, who: Registration, *, at: datetime) -> str:
    return approvals.approve(room, who, may_wait=True, by=audit.OPERATOR, at=at)


def accept(_room: seats.Room, who: Registration, *, at: datetime) -> str:
    offers.accept(who, at=at)
    return "accepted"


def promote(room: seats.Room, _who: Registration | None, *, at: datetime) -> str:
    return f"{waiting_list.promote(room, at=at)} promoted"


def work(room: seats.Room, _who: Registration | None, *, at: datetime) -> str:
    """As a worker that has found something due."""
    due.catch_up(room, at=at)
    return "worked"


def limit(room: seats.Room, _who: Registration | None, group: Group, cap: int, *, at: datetime) -> str:
    limits.change(room, {group: Bounds(cap)}, by=audit.OPERATOR, at=at)
    return "limited"


_DEEDS = {deed.__name__: deed for deed in (come, withdraw, approve, accept, promote, work, limit)}
_DEEDS |= reply_hands.DEEDS
_app: list[Flask] = []
_barrier: list[Any] = []


def _open(settings: Settings, barrier: Any, unlocked: bool) -> None:
    if unlocked:
        built.unlock()
    _app[:], _barrier[:] = [create_app(settings)], [barrier]


def _do(deed: Deed | None) -> str:
    with _app[0].app_context():
        _barrier[0].wait(PATIENCE)
        return done(deed) if deed else ""


def _die(settings: Settings, deed: Deed, step: str) -> None:
    def listen(reached: str) -> None:
        if reached == step:
            os.kill(os.getpid(), signal.SIGKILL)

    steps.announce(listen)
    with create_app(settings).app_context():
        done(deed)

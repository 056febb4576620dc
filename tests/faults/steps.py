"""The named steps of the work, made visible: whoever listens may pause there, or end the process."""

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from registration import worker
from registration.actions import outbox, seats
from registration.gateways.smtp import SmtpServer
from registration.models.registrations import Registration

OF_A_REGISTRATION = ("after_lock", "after_count", "after_insert", "before_commit", "after_commit")
OF_A_DECISION = ("after_lock", "after_count", "after_change", "before_commit", "after_commit")
OF_A_MESSAGE = ("after_claim", "after_deliver", "before_mark", "after_mark")

Listener = Callable[[str], None]
_SEATED = "a registration was inserted or changed"


def announce(listener: Listener) -> None:
    """Tell the listener at every step, from now on."""
    seats.lock = _followed(seats.lock, "after_lock", listener)
    seats.Room.move = _followed(seats.Room.move, "after_count", listener)
    seats.Room.follow = _followed(seats.Room.follow, "after_count", listener)
    worker._composed = _preceded(worker._composed, "after_claim", listener)
    SmtpServer.deliver = _followed(SmtpServer.deliver, "after_deliver", listener)
    outbox.mark_sent = _followed(_preceded(outbox.mark_sent, "before_mark", listener), "after_mark", listener)
    _announce_transactions(listener)


def pausing(seconds: Mapping[str, float]) -> Listener:
    """Takes its time at some steps."""

    def pause(step: str) -> None:
        time.sleep(seconds.get(step, 0.0))

    return pause


class Mortal:
    """Ends its process at a step, with kill -9, and writes that down first.

    Every process of a role takes the next step in line and dies when it gets there for the `every`th time.
    """

    def __init__(self, steps: Sequence[str], *, every: int, diary: Path) -> None:
        self.diary = diary
        self.left = every
        self.step = steps[_next_number(diary.with_suffix(".starts")) % len(steps)]
        self._guard = threading.Lock()

    def __call__(self, step: str) -> None:
        if step != self.step:
            return
        with self._guard:
            self.left -= 1
            if self.left == 0:
                with self.diary.open("a") as diary:
                    diary.write(f"{step}\n")
                os.kill(os.getpid(), signal.SIGKILL)


def _announce_transactions(listener: Listener) -> None:
    """Of the transactions that seat somebody only: a visit is stored by a transaction too."""

    @event.listens_for(Session, "after_flush")
    def flushed(session: Session, _context: object) -> None:
        if step := _step_of(session):
            session.info[_SEATED] = True
            listener(step)

    @event.listens_for(Session, "before_commit")
    def committing(session: Session) -> None:
        # What is not written yet is written by the commit itself.
        if session.info.get(_SEATED) or _step_of(session):
            listener("before_commit")

    @event.listens_for(Session, "after_commit")
    def committed(session: Session) -> None:
        if session.info.pop(_SEATED, False):
            listener("after_commit")

    @event.listens_for(Session, "after_rollback")
    def rolled_back(session: Session) -> None:
        session.info.pop(_SEATED, None)


def _step_of(session: Session) -> str:
    if any(isinstance(row, Registration) for row in session.new):
        return "after_insert"
    return "after_change" if any(isinstance(row, Registration) for row in session.dirty) else ""


def _followed(function: Callable[..., Any], step: str, listener: Listener) -> Callable[..., Any]:
    @wraps(function)
    def followed(*arguments: Any, **named: Any) -> Any:
        result = function(*arguments, **named)
        listener(step)
        return result

    return followed


def _preceded(function: Callable[..., Any], step: str, listener: Listener) -> Callable[..., Any]:
    @wraps(function)
    def preceded(*arguments: Any, **named: Any) -> Any:
        listener(step)
        return function(*arguments, **named)

    return preceded


def _next_number(path: Path) -> int:
    """0, 1, 2 … over all processes."""
    with path.open("a+") as numbers:
        fcntl.flock(numbers, fcntl.LOCK_EX)
        numbers.seek(0)
        number = len(numbers.readlines())
        numbers.write(f"{number}\n")
        return number

"""A fair line for writers: SQLite lets one write at a time and forgets who came first."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Overloaded(Exception):
    """The line did not move in time: answer 503 and ask to come back."""


class Writers:
    """Lets one thread in at a time, first come, first served. Without `one_at_a_time` everyone passes."""

    def __init__(self, *, one_at_a_time: bool, patience: float = 8.0) -> None:
        self.one_at_a_time = one_at_a_time
        self.patience = patience
        self._guard = Lock()
        self._busy = False
        self._line: deque[Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self.one_at_a_time:
            yield
            return
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        with self._guard:
            if not self._busy:
                self._busy = True
                return
            called = Event()
            self._line.append(called)
        if called.wait(self.patience):
            return
        with self._guard:
            if not called.is_set():
                self._line.remove(called)
                raise Overloaded
        # Called in the very moment of giving up: the turn is ours.

    def _leave(self) -> None:
        with self._guard:
            if self._line:
                self._line.popleft().set()
            else:
                self._busy = False

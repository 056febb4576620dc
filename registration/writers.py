"""A fair line for writers: SQLite lets one write at a time and forgets who came first."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock


class Overloaded(Exception):
    """The line did not move in time: answer 503 and ask to come back."""


class Writers:
    """Lets one thread in at a time, first come, first served. Without `one_at_a_time` everyone passes.

    Nobody stands in line longer than `patience`, nor behind a writer who has been inside for `longest_turn`: that
    one waits for somebody outside this process, and threads in line behind it would be missing for readers.
    """

    def __init__(self, *, one_at_a_time: bool, patience: float = 8.0, longest_turn: float = 2.5) -> None:
        self.one_at_a_time = one_at_a_time
        self.patience = patience
        self.longest_turn = longest_turn
        self._guard = Lock()
        self._busy = False
        self._turn_began = 0.0
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
                self._begin_turn()
                return
            called = Event()
            self._line.append(called)
        give_up_at = time.monotonic() + self.patience
        while not called.wait(self._seconds_left(give_up_at)):
            with self._guard:
                # Called in the very moment of giving up: the turn is ours.
                if not called.is_set() and self._seconds_left(give_up_at) <= 0:
                    self._line.remove(called)
                    raise Overloaded

    def _seconds_left(self, give_up_at: float) -> float:
        return max(0.0, min(give_up_at, self._turn_began + self.longest_turn) - time.monotonic())

    def _leave(self) -> None:
        with self._guard:
            self._busy = False
            if self._line:
                self._begin_turn()
                self._line.popleft().set()

    def _begin_turn(self) -> None:
        self._busy = True
        self._turn_began = time.monotonic()

"""Keeps processes running: starts them, restarts what dies, stops all of them gracefully.

They are copies of this one (fork): what was imported before is there at once, and its memory is shared.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import FrameType

import structlog

# Stopping: longer than the web server gives its requests.
PATIENCE_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 10.0
# After so long a life a death is news, not part of a series.
STEADY_SECONDS = 20.0
_TICK = 0.05
_STOPS = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger()


class NeverReady(Exception):
    """The processes did not come up."""


@dataclass
class Child:
    """One process that must run: `work` is what it does, in a copy of this process."""

    name: str
    work: Callable[[], object]
    process: ForkProcess | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    deaths: int = 0

    def start(self, environment: Mapping[str, str]) -> None:
        self.process = multiprocessing.get_context("fork").Process(
            name=self.name, target=self._live, args=(environment, os.getpid())
        )
        # Whoever is stopped before it is itself would do what its parent does, and not stop.
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        self.started_at = time.monotonic()

    def _live(self, environment: Mapping[str, str], parent: int) -> None:
        # A session of its own, so that Ctrl-C reaches only the supervisor.
        os.setsid()
        for number in _STOPS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        # What `ps` and `top` call it.
        with suppress(OSError):
            Path("/proc/self/comm").write_text(self.name)
        os.environ.clear()
        os.environ.update(environment)
        end_with(parent)
        self.work()

    def has_ended(self) -> bool:
        return self.process is not None and not self.process.is_alive()

    def plan_restart(self) -> None:
        """Soon after a first death, later and later in a series of them."""
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at > STEADY_SECONDS else self.deaths + 1
        self.start_again_at = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.deaths - 1))
        log.error(
            "process ended and is started again",
            process=self.name,
            code=self.process.exitcode if self.process else None,
        )
        self.process = None


@dataclass
class Supervisor:
    """Runs in the main thread of a process without others: a copy of it must be whole."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    stopping: bool = field(default=False, init=False)

    def run(
        self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None], patience: float = 60.0
    ) -> None:
        """Until SIGTERM or SIGINT. Raises NeverReady when a child ends, or time does, before the first answer."""
        for number in _STOPS:
            signal.signal(number, self._stop)
        # Collecting would write to what is shared.
        gc.collect()
        gc.freeze()
        try:
            for child in self.children:
                child.start(self.environment)
            if self._became_ready(is_ready, patience):
                when_ready()
            while not self.stopping:
                self._tend()
                time.sleep(_TICK)
        finally:
            self._end_all()

    def _became_ready(self, is_ready: Callable[[], bool], patience: float) -> bool:
        give_up_at = time.monotonic() + patience
        while not self.stopping:
            if ended := [child.name for child in self.children if child.has_ended()]:
                raise NeverReady(f"the {ended[0]} process ended while starting; its own message is above")
            if is_ready():
                return True
            if time.monotonic() > give_up_at:
                raise NeverReady(f"no answer within {patience:.0f} seconds")
            time.sleep(_TICK)
        return False

    def _tend(self) -> None:
        for child in self.children:
            if child.has_ended():
                child.plan_restart()
            if child.process is None and time.monotonic() >= child.start_again_at:
                child.start(self.environment)

    def _end_all(self) -> None:
        """Ask all at once, wait for each, end whoever does not listen."""
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        for process in running:
            process.join(max(0.0, give_up_at - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def end_with(parent: int) -> None:
    """Stop gracefully when the parent process is gone, however it went: nobody else would stop us."""
    threading.Thread(target=_watch, args=(parent,), name="parent watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.3)
    os.kill(os.getpid(), signal.SIGTERM)

"""Keeps processes running: starts them, restarts what dies, stops all of them gracefully."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

import structlog

# Stopping: longer than the web server gives its requests.
PATIENCE_SECONDS = 30.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 10.0
# After so long a life a death is news, not part of a series.
STEADY_SECONDS = 20.0
_TICK = 0.05

log = structlog.get_logger()


class NeverReady(Exception):
    """The processes did not come up."""


@dataclass
class Child:
    """One process that must run."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    deaths: int = 0

    def start(self, environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603  (our own command, no shell)
            self.command, env=dict(environment), start_new_session=True
        )
        self.started_at = time.monotonic()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> None:
        """Soon after a first death, later and later in a series of them."""
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at > STEADY_SECONDS else self.deaths + 1
        self.start_again_at = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.deaths - 1))
        log.error(
            "process ended and is started again",
            process=self.name,
            code=self.process.returncode if self.process else None,
        )
        self.process = None


@dataclass
class Supervisor:
    """Runs in the main thread. Children have sessions of their own, so that Ctrl-C reaches only us."""

    children: Sequence[Child]
    environment: Mapping[str, str]
    stopping: bool = field(default=False, init=False)

    def run(
        self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None], patience: float = 60.0
    ) -> None:
        """Until SIGTERM or SIGINT. Raises NeverReady when a child ends, or time does, before the first answer."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
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
            try:
                process.wait(max(0.0, give_up_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

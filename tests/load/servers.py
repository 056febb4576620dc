"""Web servers in processes of their own, set up as in production: ours, and the one that says hello."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path

from registration import listening
from registration.settings import Settings, name
from tests.source import ROOT

WEB = ("-m", "registration", "web")
SERVE = ("-m", "registration", "serve")
HELLO = ("-m", "tests.load.hello")
PATIENCE = 60.0


@dataclass(frozen=True)
class Running:
    """A server that answers, and how long it took to."""

    port: int
    process: int
    started_in: float


@contextmanager
def running(settings: Settings, command: Sequence[str] = WEB) -> Iterator[Running]:
    """Start it on a free port, wait for its first answer, stop it afterwards."""
    settings = on_free_port(settings)
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment(settings))
    try:
        _wait(settings, process)
        yield Running(settings.port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def on_free_port(settings: Settings) -> Settings:
    port = listening.any_free("127.0.0.1")
    return replace(settings, port=port, base_url=f"http://127.0.0.1:{port}")


def environment(settings: Settings) -> dict[str, str]:
    """Settings as a process finds them."""
    said = {name(known.name): str(getattr(settings, known.name)) for known in fields(settings)}
    return os.environ | {key: value for key, value in said.items() if value}


def resident(process: int) -> float:
    """Proportional set size of a process and its descendants, in MB: memory that is shared is counted once."""
    return sum(_proportional(number) for number in _family(process)) / 1024


def _wait(settings: Settings, process: "subprocess.Popen[bytes]") -> None:
    give_up_at = time.monotonic() + PATIENCE
    while not listening.answers(settings):
        if process.poll() is not None or time.monotonic() > give_up_at:
            raise RuntimeError(f"{process.args} did not come up")
        time.sleep(0.01)


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    # Children belong to the thread that started them.
    for task in Path(f"/proc/{process}/task").iterdir():
        if task.name != str(process):
            children += (task / "children").read_text().split()
    return [process, *(member for child in children for member in _family(int(child)))]


def _proportional(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0

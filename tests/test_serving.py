"""Real processes: the demonstration and `serve` start, answer, survive kill -9, and stop when asked."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from registration import listening
from registration.settings import Settings
from tests.installation import Installation

pytestmark = pytest.mark.slow

BACK_WITHIN = 2.0
# What this machine may be busy with besides; the promise is BACK_WITHIN on one that is not.
PATIENCE = 10.0


@dataclass
class Running:
    """A command of its own, with its output in files."""

    process: subprocess.Popen[bytes]
    folder: Path
    site: str = ""
    lines: list[str] = field(default_factory=list)

    @classmethod
    def start(cls, folder: Path, *words: str, **settings: str) -> "Running":
        environment = {key: value for key, value in os.environ.items() if not key.startswith("REGISTRATION_")}
        environment |= {"TMPDIR": str(folder)} | settings
        with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
            process = subprocess.Popen([sys.executable, "-m", "registration", *words], env=environment, stdout=out,
                                       stderr=err, cwd=Path(__file__).parent.parent)  # fmt: skip
        return cls(process, folder)

    @property
    def output(self) -> str:
        return (self.folder / "out").read_text("utf-8")

    @property
    def errors(self) -> str:
        return (self.folder / "err").read_text("utf-8")

    def get(self, path: str) -> tuple[int, str]:
        """Status and text; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(self.site + path, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""
        except OSError:
            return 0, ""

    def until(self, happened: object, patience: float = 30.0) -> float:
        """Wait; returns the seconds it took."""
        began = time.monotonic()
        while not happened():  # type: ignore[operator]
            assert time.monotonic() - began < patience, self.errors
            time.sleep(0.02)
        return time.monotonic() - began

    def alive(self) -> bool:
        return self.get("/health/live") == (200, "ok\n")

    def child(self, name: str) -> int:
        """The process that does this, 0 when there is none just now."""
        return next((pid for pid in children(self.process.pid) if called(pid) == name), 0)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(40)


def children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def called(pid: int) -> str:
    """The name of a process, empty when there is none."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def everyone(pid: int) -> list[int]:
    return [pid, *(further for child in children(pid) for further in everyone(child))]


def start_demo(folder: Path) -> Running:
    running = Running.start(folder, "demo", "--port", "0")
    running.until(lambda: running.output.count("\n") == 3 or running.process.poll() is not None)
    assert running.process.poll() is None, running.errors
    running.lines = running.output.splitlines()
    running.site = running.lines[0].removeprefix("Public site: ").rstrip("/")
    return running


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start_demo(tmp_path_factory.mktemp("demo"))
    yield running
    running.stop()


def test_the_demonstration_prints_three_lines_that_lead_somewhere(demo: Running) -> None:
    assert [line.split(": ")[0] for line in demo.lines] == ["Public site", "Organizer sign-in", "Mailbox"]
    for line in demo.lines:
        address = line.split(": ", 1)[1]
        assert demo.get(address.removeprefix(demo.site))[0] == 200, address
    assert re.search(r"/organizer/sign-in/[\w-]{43}$", demo.lines[1])
    assert demo.errors == ""


def test_the_demonstration_puts_its_latest_mail_in_the_mailbox(demo: Running) -> None:
    demo.until(lambda: "@example.org" in demo.get("/mailbox")[1])
    demo.until(lambda: demo.get("/health/ready")[0] == 200)


def test_a_killed_web_process_is_back_soon(demo: Running) -> None:
    demo.until(demo.alive)
    # The one that answers, the one above it, and the new one again: in whatever order they die.
    for victim in (
        lambda: children(demo.child("web"))[0],
        lambda: demo.child("web"),
        lambda: demo.child("web"),
    ):
        os.kill(victim(), signal.SIGKILL)
        took = demo.until(demo.alive, PATIENCE)
        demo.until(lambda: demo.child("web") and children(demo.child("web")), PATIENCE)
        assert took < PATIENCE


def test_a_killed_worker_is_back_soon(demo: Running) -> None:
    first = demo.child("worker")
    os.kill(first, signal.SIGKILL)
    demo.until(lambda: demo.child("worker") not in (0, first), BACK_WITHIN)


def test_a_second_demonstration_takes_another_port(demo: Running, tmp_path: Path) -> None:
    port = demo.site.rsplit(":", 1)[1]
    other = Running.start(tmp_path, "demo", "--port", port)
    assert other.process.wait(30) == 1
    assert other.errors == (f"registration: cannot listen on 127.0.0.1:{port}: address already in use; "
                            "leave out --port to take a free one\n")  # fmt: skip


def test_ctrl_c_ends_the_demonstration_and_leaves_nothing_behind(tmp_path: Path) -> None:
    running = start_demo(tmp_path)
    processes = everyone(running.process.pid)
    assert len(processes) >= 4
    assert running.stop(signal.SIGINT) == 0
    running.until(lambda: not any(called(pid) for pid in processes), 5)
    assert list(tmp_path.glob("registration-demo-*")) == []
    assert running.errors == ""


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    port = listening.any_free("127.0.0.1")
    made = Installation(tmp_path, {"REGISTRATION_PORT": str(port), "REGISTRATION_ENVIRONMENT": "production",
                                   "REGISTRATION_BASE_URL": f"http://127.0.0.1:{port}"})  # fmt: skip
    return made.settings


def serve(folder: Path, settings: dict[str, str], *words: str) -> Running:
    running = Running.start(folder, *(words or ("serve",)), **settings)
    running.site = settings["REGISTRATION_BASE_URL"]
    return running


def test_serve_prepares_its_database_says_that_it_is_ready_and_stops_on_sigterm(
    tmp_path: Path, settings: dict[str, str]
) -> None:
    running = serve(tmp_path, settings)
    running.until(lambda: '"event": "ready"' in running.errors)
    assert running.alive()
    running.until(lambda: running.get("/health/ready")[0] == 200)
    assert running.stop() == 0
    assert running.output == ""
    assert not running.alive()


def test_children_do_not_outlive_a_killed_supervisor(tmp_path: Path, settings: dict[str, str]) -> None:
    running = serve(tmp_path, settings)
    running.until(lambda: '"event": "ready"' in running.errors)
    processes = everyone(running.process.pid)
    running.process.kill()
    running.process.wait()
    running.until(lambda: not any(called(pid) for pid in processes), PATIENCE)


def test_web_and_worker_run_apart_as_well(tmp_path: Path, settings: dict[str, str]) -> None:
    subprocess.run([sys.executable, "-m", "registration", "migrate"], env=os.environ | settings, check=True,
                   capture_output=True, cwd=Path(__file__).parent.parent)  # fmt: skip
    (tmp_path / "web").mkdir()
    (tmp_path / "worker").mkdir()
    web, worker = serve(tmp_path / "web", settings, "web"), serve(tmp_path / "worker", settings, "worker")
    try:
        web.until(web.alive)
        web.until(lambda: web.get("/health/ready")[0] == 200)
    finally:
        assert (web.stop(), worker.stop()) == (0, 0)


def test_a_child_that_cannot_start_ends_serve_with_one_line(tmp_path: Path) -> None:
    script = (
        "import os, sys\n"
        "from registration.supervisor import Child, NeverReady, Supervisor\n"
        "child = Child('web', lambda: sys.exit(3))\n"
        "try:\n"
        "    Supervisor([child], os.environ).run(is_ready=lambda: False, when_ready=print)\n"
        "except NeverReady as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "the web process ended while starting; its own message is above\n"


def test_a_child_that_does_not_listen_is_ended_all_the_same(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, time\n"
        "from registration import supervisor\n"
        "from registration.supervisor import Child, Supervisor\n"
        "supervisor.PATIENCE_SECONDS = 0.5\n"
        "def be_deaf():\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    print(1, flush=True)\n"
        "    time.sleep(60)\n"
        "child = Child('web', be_deaf)\n"
        "ready = lambda: os.stat('started').st_size > 0\n"
        "stop = lambda: os.kill(os.getpid(), signal.SIGTERM)\n"
        "Supervisor([child], os.environ).run(is_ready=ready, when_ready=stop)\n"
        "print(child.process.exitcode, file=sys.stderr)\n"
    )
    with (tmp_path / "started").open("w") as started:
        done = subprocess.run([sys.executable, "-c", script], stdout=started, stderr=subprocess.PIPE, text=True,
                              timeout=30, check=True, cwd=tmp_path,
                              env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)})  # fmt: skip
    assert done.stderr == "-9\n"


def test_the_site_is_asked_where_it_listens() -> None:
    port = listening.any_free("127.0.0.1")
    assert listening.obstacle("127.0.0.1", port) is None
    assert (
        listening.obstacle("192.0.2.1", port)
        == f"cannot listen on 192.0.2.1:{port}: cannot assign requested address"
    )
    assert not listening.answers(Settings(host="0.0.0.0", port=port))

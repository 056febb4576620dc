"""A running demonstration, one Chromium and windows that note every complaint, for all tests in a browser."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import chromium
from tests.browser.face.site import Site

# Machines that run tests are busy with other tests.
PATIENCE = 30_000


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("face")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("REGISTRATION_")}
    with (folder / "out").open("w+", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "registration", "demo", "--port", "0", "--data", str(folder / "data")],
            stdout=out, env=environment,
        )  # fmt: skip
        try:
            yield Site.announced(lambda: (folder / "out").read_text("utf-8").splitlines(), process)
        finally:
            process.terminate()
            process.wait(40)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.program(), args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page in a window of its own. What it says in the console, or fetches elsewhere, fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_window(*, width: int = 1280, height: int = 900, **manner: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=site.origin, timezone_id="Europe/Stockholm",
            # Colours that are still changing cannot be measured.
            reduced_motion="reduce", **manner,
        )  # fmt: skip
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.extend(complaint(message.type, message.text)))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: complaints.extend(foreign(request.url, site.origin)))
        return page

    began = time.monotonic()
    yield open_window
    for context in opened:
        context.close()
    print(f"{time.monotonic() - began:.1f} s")
    assert complaints == []


def complaint(kind: str, text: str) -> Iterator[str]:
    # A page of refusal is an answer with a status, which the browser notes.
    if not text.startswith("Failed to load resource: the server responded with a status of 4"):
        yield f"{kind}: {text}"


def foreign(url: str, origin: str) -> Iterator[str]:
    if not url.startswith((origin + "/", "data:")):
        yield f"asked elsewhere: {url}"

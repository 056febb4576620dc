"""Programs that open every link of every mail, as gateways do, change nothing: nothing is ever pressed."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page

from tests.hostile.journey import walk
from tests.hostile.served import PATIENCE, Served, links_in, served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEFT_BY_LOOKING = ("visits", "throttles", "downloads", "heartbeats")


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("scanned")) as running:
        walk(running)
        yield running


def test_looking_at_every_link_of_every_mail_changes_nothing(browser: Browser, scanned: Served) -> None:
    own = {
        link for mail in scanned.sink.messages for link in links_in(mail) if link.startswith(scanned.origin)
    }
    for purpose in ("/my/addresses/", "/invitations/"):
        assert any(purpose in link for link in own), purpose
    before = settled(scanned)
    for link in {*own, scanned.unused}:
        for method in ("HEAD", "GET", "OPTIONS"):
            scanned.ask(link.removeprefix(scanned.origin), method=method)
        context = browser.new_context()
        wander(context.new_page(), link)
        context.close()

    assert everything(scanned) == before


def settled(site: Served) -> dict[str, list[tuple[object, ...]]]:
    """All rows once no mail is on its way: that one has gone is written down after it has come."""
    give_up_at = time.monotonic() + PATIENCE
    while rows(site, "SELECT id FROM messages WHERE delivery IN ('queued', 'sending')"):
        assert time.monotonic() < give_up_at, "mail is still on its way"
        time.sleep(0.1)
    return everything(site)


def wander(page: Page, link: str) -> None:
    """Let the scripts of a page run, then open all it leads to."""
    page.goto(link, wait_until="networkidle")
    further = page.locator("main a[href^='/']").evaluate_all("links => links.map(link => link.href)")
    for address in sorted({one for one in further if not one.endswith((".ics", ".atom"))}):
        page.goto(address, wait_until="load")
    page.go_back()


def everything(site: Served) -> dict[str, list[tuple[object, ...]]]:
    """All rows but those that looking and working leave behind."""
    names = [str(name) for (name,) in rows(site, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: rows(site, f"SELECT * FROM {name}") for name in names if name not in LEFT_BY_LOOKING}


def rows(site: Served, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{site.folder}/registration.db?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()

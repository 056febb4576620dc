"""The keys of the guest table: beside the mouse, never in the way of writing, and off for whoever turns them off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.face.site import LIMITED, Site
from tests.browser.face.test_axe import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]

TABLE = f"/organizer/roundtables/{LIMITED}/registrations"
FOCUSED = "() => document.activeElement.textContent.trim()"


def test_the_keys_of_the_guest_table(window: Window, site: Site) -> None:
    page = window()
    page.goto(site.sign_in)
    sign_in(page, "en")
    page.goto(TABLE)
    names = page.locator("tbody th a").all_inner_texts()
    ticked = page.locator("input[name=person]:checked")

    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == names[1]
    expect(ticked).to_have_count(1)

    page.keyboard.press("/")
    page.keyboard.type("jx?/k")
    expect(page.locator("#q")).to_have_value("jx?/k")
    expect(ticked).to_have_count(1)

    page.locator("tbody th a").first.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("x")
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.locator("tbody th a").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    expect(ticked).to_have_count(1)
    assert page.evaluate(FOCUSED) == names[0]

    page.reload()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) != names[0]
    page.get_by_role("button", name="Keyboard").click()
    expect(dialog.get_by_role("checkbox")).not_to_be_checked()


def test_enter_in_the_field_of_the_tag_means_the_tag(window: Window, site: Site) -> None:
    page = window()
    page.goto(site.sign_in)
    sign_in(page, "en")
    page.goto(TABLE)
    page.locator("input[name=person]").first.check()
    page.locator(".picking-bar summary", has_text="Tag").click()
    page.fill("#tag-name", "By keyboard")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Add the tag: By keyboard")

"""Two ways through the whole house: with a keyboard alone, and from an organizer's first click to the list."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.face.site import OPEN, Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]

SEND = "main form button[type=submit]"


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")


def test_a_keyboard_is_enough_to_register(window: Window) -> None:
    page = window()
    page.goto(f"/en/roundtables/{OPEN}")
    press(page, f"main a[href$='/{OPEN}/register']")
    page.wait_for_url("**/register?*")
    tab_to(page, "input[name=stakeholder_type]")
    page.keyboard.press("Space")
    press(page, SEND)
    page.wait_for_url("**/details?*")
    # The first group is that of member states: the state is found by another name for it.
    tab_to(page, "input[role=combobox]")
    page.keyboard.type("UK")
    page.locator("[role=option]").first.wait_for()
    page.keyboard.press("Enter")
    for radios in ("represented_by", "delegation_role"):
        tab_to(page, f"input[name={radios}]")
        page.keyboard.press("Space")
    for name, typed in {"given_names": "Keya", "family_name": "Board", "position": "Adviser"}.items():
        tab_to(page, f"input[name={name}]")
        page.keyboard.type(typed)
    tab_to(page, "input[name=email]")
    page.keyboard.type("keyboard@example.org")
    for radios in ("mode", "grounds_pass"):
        if page.locator(f"input[name={radios}]").count():
            tab_to(page, f"input[name={radios}]")
            page.keyboard.press("Space")
    press(page, SEND)
    page.wait_for_url("**/check?*")
    expect(page.locator(".summary-list")).to_contain_text("United Kingdom")
    press(page, SEND)
    page.wait_for_url("**/done?*")
    expect(page.locator(".reference-value")).to_be_visible()


def test_an_invitation_is_answered_from_the_mail_on_a_phone(window: Window, site: Site) -> None:
    page = window(width=375, height=740)
    page.goto(site.invitation(page))
    expect(page.locator("main")).to_contain_text("Permanent Representative of Kenya")
    button = page.get_by_role("button", name="Accept", exact=True)
    box = button.bounding_box()
    assert box
    assert box["y"] + box["height"] < 740, "the reply is below the fold"
    button.click()
    for name, typed in {"given_names": "Wanjiru", "family_name": "Kamau", "position": "Counsellor"}.items():
        page.fill(f"input[name={name}]", typed)
    for radios in ("delegation_role", "grounds_pass"):
        page.locator(f"input[name={radios}]").first.check()
    page.locator(SEND).click()
    page.wait_for_url("**/done?*")
    expect(page.locator("h1")).to_have_text("The place is confirmed")
    page.get_by_role("link", name="See the registration").click()
    expect(page.locator("h1")).to_have_text("Your place is confirmed")
    expect(page.locator("main")).to_contain_text("Wanjiru Kamau")


def test_an_organizer_signs_in_publishes_and_takes_the_list_home(
    window: Window, site: Site, tmp_path: Path
) -> None:
    page = window(accept_downloads=True)
    page.goto(site.sign_in)
    page.locator(SEND).click()
    page.wait_for_url("**/organizer/")
    page.goto("/organizer/roundtables/new")
    page.fill("input[name=titles-en]", "A journey to the list")
    page.select_option("select[name=series]", index=1)
    page.fill("input[name=starts_at]", "2030-05-14T09:00")
    page.fill("input[name=ends_at]", "2030-05-14T11:00")
    page.fill("input[name=cities-en]", "New York")
    page.fill("input[name=contact_name]", "Secretariat")
    page.fill("input[name=contact_email]", "contact@example.org")
    page.locator("main form[enctype] button[type=submit]").last.click()
    page.wait_for_url("**/organizer/roundtables/a-journey-to-the-list")
    page.locator("form[action$='/publication'] button").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    assert page.request.get("/en/roundtables/a-journey-to-the-list").status == 200

    page.goto(f"/organizer/roundtables/{OPEN}/exports")
    with page.expect_download() as download:
        page.locator("main form[method=get] button[type=submit], main a[href*='.csv']").last.click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.name.startswith(f"{OPEN}_attendees_")
    with saved.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) > 10

    page.goto("/organizer/roundtables/a-journey-to-the-list")
    page.locator("form[action$='/unpublication'] button").click()
    expect(page.locator("[role=status]").first).to_be_visible()
    # Public pages are kept for two seconds.
    page.wait_for_timeout(2500)
    assert page.request.get("/en/roundtables/a-journey-to-the-list").status == 404

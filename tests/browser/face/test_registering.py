"""Registering on a phone: in six languages, with a script and without, to the mail and one's own page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from registration.i18n import LANGUAGES, direction
from tests.browser.face import eyes
from tests.browser.face.delegate import NAMES, Delegate
from tests.browser.face.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]


@pytest.mark.parametrize("with_script", [True, False], ids=["with a script", "without a script"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_delegate_registers_on_a_phone(
    window: Window, site: Site, language: str, with_script: bool
) -> None:
    page = window(width=375, height=740, java_script_enabled=with_script, has_touch=True)
    delegate = Delegate.new(page, language)
    delegate.register()
    reference = page.locator(".reference-value").inner_text()
    if with_script:
        assert eyes.overflow(page) + eyes.cut_off(page) == []

    delegate.open_own(site)

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == direction(language)
    said = page.locator("main").inner_text()
    assert reference in said
    assert all(name in said for name in NAMES[language])
    assert delegate.email in said
    if with_script:
        assert eyes.overflow(page) + eyes.cut_off(page) == []


def test_the_language_can_be_changed_in_the_middle_of_the_form(window: Window) -> None:
    page = window(width=375, height=740)
    delegate = Delegate.new(page, "en")
    delegate.begin()
    delegate.choose_group()
    delegate.answer()
    delegate.send()
    page.locator(".summary-list").wait_for()
    page.locator(".languages a[hreflang=fr]").click()
    page.locator("html[lang=fr]").wait_for()

    said = page.locator(".summary-list").inner_text()
    assert all(name in said for name in NAMES["en"])


def test_an_arabic_list_is_searched_with_the_article_and_without(window: Window) -> None:
    page = window(width=375, height=740)
    delegate = Delegate.new(page, "ar")
    delegate.begin()
    delegate.choose_group("member_state")
    search = page.locator(".autocomplete__input").first
    for typed in ("ال", "الأر", "أرد"):
        search.fill("")
        search.press_sequentially(typed)
        page.locator(".autocomplete__option", has_text="الأر").first.wait_for()

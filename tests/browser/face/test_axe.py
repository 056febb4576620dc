"""axe finds nothing: on every page, in six languages, light and dark; targets of 24 pixels included."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from registration.i18n import LANGUAGES
from tests.browser.face import eyes
from tests.browser.face.delegate import Delegate
from tests.browser.face.site import APPROVED, Site, decision_pages, organizer_pages, public_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_what_anyone_sees(window: Window, language: str) -> None:
    page, found = window(), []
    for path in public_pages(language):
        page.goto(path)
        found += eyes.axe_light_and_dark(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_way_from_the_form_to_the_withdrawal(window: Window, site: Site, language: str) -> None:
    page = window(width=375, height=740)
    delegate, found = Delegate.new(page, language), []

    delegate.begin()
    delegate.send()
    page.locator("[data-error-summary]").wait_for()
    found += eyes.axe_light_and_dark(page)
    delegate.choose_group("member_state")
    delegate.send()
    page.locator("[data-error-summary]").wait_for()
    found += eyes.axe_light_and_dark(page)
    delegate.answer()
    delegate.send()
    page.locator(".summary-list").wait_for()
    found += eyes.axe_light_and_dark(page)
    delegate.send()
    page.locator(".outcome").wait_for()
    found += eyes.axe_light_and_dark(page)
    page.goto(site.personal_link(page, delegate.email))
    found += eyes.axe_light_and_dark(page)
    delegate.send()
    page.locator(".summary-list").wait_for()
    for path in ("", "/edit", "/group", "/substitution", "/withdrawal"):
        page.goto(f"/{language}/my/registration{path}")
        found += eyes.axe_light_and_dark(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_reply_to_an_invitation_and_who_comes_instead(
    window: Window, site: Site, language: str
) -> None:
    page, found = window(width=375, height=740), []
    link = site.invitation(page).replace("/en/", f"/{language}/")
    for path in (link, link[:-4] + "AAAA"):
        page.goto(path)
        found += eyes.axe_light_and_dark(page)
    for reply in ("accept", "nominate"):
        page.goto(link)
        page.locator(f"form:has(input[name=reply][value={reply}]) button").click()
        page.wait_for_url("**?reply=*")
        found += eyes.axe_light_and_dark(page)
        page.locator("main form button[type=submit]").click()
        page.locator("[data-error-summary]").wait_for()
        found += eyes.axe_light_and_dark(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_page_of_a_delegation(window: Window, site: Site, language: str) -> None:
    page, found = window(width=375, height=740), []
    link = site.delegation(page).replace("/en/", f"/{language}/")
    for path in (link[:-4] + "AAAA", link):
        page.goto(path)
        found += eyes.axe_light_and_dark(page)
    page.locator("main form button").click()
    page.wait_for_url("**/mine")
    found += eyes.axe_light_and_dark(page)
    people = [str(one.get_attribute("href")) for one in page.locator("main td a").all()]
    for path in ("mine/registration", "mine/registrations", *people[:2]):
        page.goto(path if path.startswith("/") else f"/{language}/delegations/{path}")
        found += eyes.axe_light_and_dark(page)
        if not path.endswith("/withdrawal"):
            page.locator("main form button").click()
            page.locator("[data-error-summary]").wait_for()
            found += eyes.axe_light_and_dark(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_what_organizers_see(window: Window, site: Site, language: str) -> None:
    page, found = window(locale=language), []
    # Colours do not depend on the language.
    look = eyes.axe_light_and_dark if language in ("en", "ar") else eyes.axe
    for path in ("/organizer/sign-in", "/organizer/sign-in/help", site.sign_in):
        page.goto(path)
        found += look(page)
    sign_in(page, language)
    for path in [*organizer_pages(), *decision_pages(page)]:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        found += look(page)
    page.goto(f"/organizer/roundtables/{APPROVED}/registrations?status=pending")
    for box in page.locator("tbody input[type=checkbox]").all():
        box.check()
    page.locator("button[value=approve]").click()
    page.wait_for_url("**/decisions*")
    found += look(page)

    assert not found, "\n".join(found)


def sign_in(page: Page, language: str) -> None:
    """With the link that is open; then speak this language."""
    page.locator("main form button[type=submit]").click()
    page.goto("/organizer/account")
    page.select_option("select[name=language]", language)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[role=status]").first.wait_for()

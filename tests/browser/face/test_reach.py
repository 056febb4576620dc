"""What axe cannot see: narrow windows, large text, the keyboard's way, what is announced."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.browser.face import eyes
from tests.browser.face.delegate import Delegate
from tests.browser.face.site import OPEN, SERIES, Site, organizer_pages, public_pages
from tests.browser.face.test_axe import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]

# The longest words, the other direction, and the script without spaces.
TELLING = ("en", "ru", "ar", "zh")


def form_pages(page: Page, language: str) -> list[str]:
    """The addresses of the form's steps, with errors where there can be any, for a member state."""
    delegate = Delegate.new(page, language)
    delegate.begin()
    first = page.url
    delegate.choose_group("member_state")
    second = page.url
    delegate.answer()
    delegate.send()
    page.locator(".summary-list").wait_for()
    return [first, second, page.url]


@pytest.mark.parametrize("language", TELLING)
def test_nothing_is_wider_than_a_window_of_320_pixels(window: Window, language: str) -> None:
    page, found = window(width=320, height=640), []
    for path in [*public_pages(language), *form_pages(page, language)]:
        page.goto(path)
        found += eyes.overflow(page) + eyes.cut_off(page) + eyes.low_buttons(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_invitation_is_answered_in_a_window_of_320_pixels(
    window: Window, site: Site, language: str
) -> None:
    page, found = window(width=320, height=640), []
    link = site.invitation(page).replace("/en/", f"/{language}/")
    for reply in (None, "accept", "nominate"):
        page.goto(link)
        if reply:
            page.locator(f"form:has(input[name=reply][value={reply}]) button").click()
            page.wait_for_url("**?reply=*")
        found += eyes.overflow(page) + eyes.cut_off(page) + eyes.low_buttons(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_organizers_need_not_scroll_sideways_on_a_phone(window: Window, site: Site, language: str) -> None:
    page, found = window(width=320, height=640, locale=language), []
    page.goto(site.sign_in)
    sign_in(page, language)
    for path in organizer_pages():
        page.goto(path)
        found += eyes.overflow(page) + eyes.cut_off(page) + eyes.low_buttons(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", TELLING)
def test_text_may_be_twice_as_large(window: Window, language: str) -> None:
    page, found = window(), []
    for path in [*public_pages(language), *form_pages(page, language)]:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += eyes.overflow(page) + eyes.cut_off(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_more_space_between_letters_words_and_lines_hides_nothing(window: Window, language: str) -> None:
    """WCAG 2.2, 1.4.12."""
    page, found = window(width=375, height=740), []
    for path in [*public_pages(language), *form_pages(page, language)]:
        page.goto(path)
        page.evaluate("""for (const one of document.querySelectorAll("body, body *")) {
          one.style.lineHeight = 1.5; one.style.letterSpacing = ".12em"; one.style.wordSpacing = ".16em"; }""")
        found += eyes.overflow(page) + eyes.cut_off(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "language"), [(375, "en"), (375, "ar"), (1280, "en")])
def test_wherever_the_keyboard_leads_the_focus_is_seen(window: Window, width: int, language: str) -> None:
    page, found = window(width=width, height=640), []
    public = [
        f"/{language}/",
        f"/{language}/series/{SERIES}",
        f"/{language}/roundtables/{OPEN}",
        f"/{language}/my/",
    ]
    for path in [*public, *form_pages(page, language)]:
        page.goto(path)
        found += eyes.focus_troubles(page)

    assert not found, "\n".join(found)


def test_wherever_the_keyboard_leads_an_organizer_the_focus_is_seen(window: Window, site: Site) -> None:
    page, found = window(height=640), []
    page.goto(site.sign_in)
    sign_in(page, "en")
    for path in (
        "/organizer/",
        f"/organizer/roundtables/{OPEN}/registrations",
        f"/organizer/roundtables/{OPEN}/edit",
    ):
        page.goto(path)
        found += eyes.focus_troubles(page)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_focus_goes_to_what_is_wrong_and_from_there_to_the_field(window: Window, language: str) -> None:
    page = window(width=375, height=640)
    delegate = Delegate.new(page, language)
    delegate.begin()
    delegate.choose_group("member_state")
    delegate.send()
    page.locator("[data-error-summary]:focus").wait_for()
    links = page.locator("[data-error-summary] a")
    assert links.count() >= 5
    for number in range(links.count()):
        target = str(links.nth(number).get_attribute("href")).removeprefix("#")
        links.nth(number).click()
        assert page.evaluate("document.activeElement.id") == target
        page.locator("[data-error-summary]").focus()


def test_what_changes_by_itself_is_announced(window: Window, site: Site) -> None:
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/en/roundtables/{OPEN}")
    page.locator("[data-copy] button").click()
    page.locator("[data-copy] [role=status]", has_text="Link copied").wait_for(state="attached")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.origin}/en/roundtables/{OPEN}"

    Delegate.new(page, "en").begin()
    Delegate.new(page, "en").choose_group("member_state")
    page.locator(".autocomplete__input").first.press_sequentially("Swe")
    said = page.locator("[role=status][aria-live=polite], [aria-live=polite]").filter(
        has_text="Suggestions: "
    )
    said.first.wait_for(state="attached")


def test_what_was_done_is_announced(window: Window, site: Site) -> None:
    page = window()
    page.goto(site.sign_in)
    sign_in(page, "en")

    assert page.locator("[role=status]").first.inner_text()


@pytest.mark.parametrize("pause", [35 * 60])
def test_no_time_limit_loses_what_was_typed(window: Window, pause: int) -> None:
    """The page of a form stays as it is: nothing in it counts the time."""
    page = window()
    page.clock.install()
    delegate = Delegate.new(page, "en")
    delegate.begin()
    delegate.choose_group()
    page.fill("input[name=given_names]", "Aoife")
    page.clock.fast_forward(pause * 1000)

    assert page.input_value("input[name=given_names]") == "Aoife"
    assert page.locator("meta[http-equiv=refresh]").count() == 0


def test_a_phone_keeps_day_place_standing_and_the_way_in_within_view(window: Window) -> None:
    page = window(width=360, height=640)
    page.goto(f"/en/roundtables/{OPEN}")
    bar = page.locator(".action-bar")
    for share in (0, 0.5, 1):
        page.evaluate(f"scrollTo(0, {share} * document.documentElement.scrollHeight)")
        page.wait_for_timeout(100)
        box = bar.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 640 - box["height"] + 1
    said = bar.inner_text()

    assert all(words in said for words in ("2026", "New York", "Open", "Register"))


@pytest.mark.parametrize(
    ("width", "media"), [(360, "screen"), (768, "screen"), (1000, "screen"), (1280, "screen"), (680, "print")]
)
def test_no_name_in_the_guest_table_is_broken_into_letters(
    window: Window, site: Site, width: int, media: Literal["screen", "print"]
) -> None:
    """680 pixels are the width of the text on a sheet of A4."""
    page = window(width=width, height=900)
    page.goto(site.sign_in)
    sign_in(page, "en")
    page.goto(f"/organizer/roundtables/{OPEN}/registrations")
    page.emulate_media(media=media)
    lines = page.evaluate("""() => [...document.querySelectorAll(".table-guests tbody th a")].map((one) =>
        new Set([...one.getClientRects()].map((box) => Math.round(box.top))).size)""")

    assert max(lines) <= 2

"""Photographs of the style guide: every part, in every manner in which people see it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.face import eyes

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]

MANNERS = {
    "wide": {},
    "narrow": {"width": 320},
    "right to left": {"locale": "ar"},
    "right to left and narrow": {"locale": "ar", "width": 375},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "print": {"width": 760},
}


@pytest.mark.parametrize("manner", MANNERS)
def test_every_part_can_be_looked_at(window: Window, tmp_path: Path, manner: str) -> None:
    page = window(**MANNERS[manner])
    if manner == "print":
        page.emulate_media(media="print")
    page.goto("/styleguide", wait_until="networkidle")

    assert page.locator("html").get_attribute("dir") == ("rtl" if "right" in manner else "ltr")
    assert eyes.overflow(page) == []
    photograph = tmp_path / "styleguide.png"
    page.screenshot(path=photograph, full_page=True)
    with Image.open(photograph) as image:
        assert image.height > 3000
        # As many colours as there are letters, accents and states; a blank page has one.
        assert (
            len(image.convert("RGB").resize((image.width // 2, image.height // 2)).getcolors(1 << 24)) > 200
        )
        brightness = image.convert("L").resize((1, 1)).getpixel((0, 0))
    # Forced colours are those of the machine.
    if manner != "forced colours":
        assert brightness < 90 if manner == "dark" else brightness > 190


def test_every_letter_fits_a_phone(window: Window) -> None:
    page, found = window(width=320, height=640), []
    for language in ("en", "ar", "ru"):
        for letter in ("confirmed", "roundtable-changed", "links", "sign-in"):
            page.goto(f"/styleguide/mail/{language}/{letter}")
            found += eyes.overflow(page)
            page.goto(f"/styleguide/mail/{language}/{letter}/1")
            found += eyes.overflow(page)

    assert not found, "\n".join(found)

"""How fast and how light pages are, on a processor four times slower; that they hold still while they load."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.face.site import OPEN, PAST, SERIES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]

LARGEST_PAINT = 1000  # milliseconds, on a machine that does nothing else
BUSY = 5  # how much longer it may take on one that runs other tests
LAYOUT_SHIFT = 0.02
BYTES = 60 * 1024  # everything but photos, as sent

OBSERVE = """
window.shifted = 0; window.painted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => { window.painted = list.getEntries().at(-1).startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""

PATHS = ("", f"roundtables/{OPEN}", f"roundtables/{PAST}", f"series/{SERIES}", "privacy", "my/",
         f"roundtables/{OPEN}/register")  # fmt: skip


@dataclass
class Weight:
    """Bytes on the wire of every answer, but of photos."""

    total: int = 0

    @classmethod
    def of(cls, devtools: CDPSession) -> "Weight":
        weight, photos = cls(), set()
        devtools.send("Network.enable")
        devtools.on("Network.responseReceived", lambda event: photos.add(event["requestId"])
                    if "/photos/" in event["response"]["url"] else None)  # fmt: skip
        devtools.on("Network.loadingFinished", lambda event: weight.add(event["encodedDataLength"])
                    if event["requestId"] not in photos else None)  # fmt: skip
        return weight

    def add(self, size: int) -> None:
        self.total += int(size)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", ["en", "ar", "ru", "zh"])
def test_pages_are_light_fast_and_hold_still(window: Window, language: str, width: int) -> None:
    found = []
    for path in PATHS:
        page = window(width=width, height=740)
        devtools = page.context.new_cdp_session(page)
        weight = Weight.of(devtools)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.add_init_script(OBSERVE)
        page.goto(f"/{language}/{path}", wait_until="networkidle")
        painted, shifted = measured(page)
        print(
            f"/{language}/{path} at {width}: {painted:.0f} ms, shift {shifted:.4f}, {weight.total / 1024:.1f} KiB"
        )
        if painted > LARGEST_PAINT * BUSY:
            found.append(f"{path}: largest paint after {painted:.0f} ms")
        if shifted > LAYOUT_SHIFT:
            found.append(f"{path}: layout shift {shifted:.4f}")
        if weight.total > BYTES:
            found.append(f"{path}: {weight.total} bytes")
        page.context.close()

    assert not found, "\n".join(found)


def measured(page: Page) -> tuple[float, float]:
    """Milliseconds to the largest paint, and how much moved. The pages' policy forbids to wait for a condition."""
    for _ in range(100):
        painted, shifted = page.evaluate("[window.painted, window.shifted]")
        if painted:
            return painted, shifted
        page.wait_for_timeout(100)
    raise AssertionError(f"{page.url} paints nothing")


def test_a_second_page_brings_only_itself(window: Window) -> None:
    page = window()
    page.goto("/en/", wait_until="networkidle")
    weight = Weight.of(page.context.new_cdp_session(page))
    page.goto("/en/privacy", wait_until="networkidle")

    assert weight.total < 8 * 1024

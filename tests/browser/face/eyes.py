"""What eyes and fingers notice on a page: measured in the browser, given as sentences about what is wrong."""

import json
from functools import cache
from importlib import resources

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Measured again for every scheme of colours; everything else is the same in light and dark.
COLOURS = ["color-contrast", "link-in-text-block"]

WIDER_THAN_THE_WINDOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const out = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > room + 1 || box.left < -1);
  });
  return out.slice(0, 5).map((one) => one.outerHTML.slice(0, 120));
}"""

CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
    const style = getComputedStyle(one);
    if (one.closest(".visually-hidden, svg, input, select, textarea, [hidden]")) return false;
    return ["hidden", "clip"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
  }).map((one) => one.outerHTML.slice(0, 120))"""

LOW_BUTTONS = """() => [...document.querySelectorAll(".button-primary, .button-secondary, .button-warning")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
  .map((one) => one.innerText + ": " + one.getBoundingClientRect().height)"""

FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  // A radio button or a card shows the focus on what encloses it.
  const shown = one.closest(".choice-card:has(:focus-visible)") ?? one;
  const box = shown.getBoundingClientRect(), style = getComputedStyle(shown);
  const seen = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top && (shown.contains(top) || top.contains(shown) || top.closest("label")?.control === one);
  };
  const middle = (part) => [part.left + part.width / 2, part.top + part.height / 2];
  // A link over two lines is several boxes.
  const points = [...[...shown.getClientRects()].map(middle), middle(box),
                  [box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]];
  const again = one.passedBefore ?? false;
  one.passedBefore = true;
  return {
    again, what: one.outerHTML.slice(0, 100),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight,
    uncovered: points.some(([x, y]) => seen(x, y)),
  };
}"""


@cache
def _axe() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def axe(page: Page, *, only_colours: bool = False) -> list[str]:
    """What axe finds wrong: rule, why, where. Targets of 24 pixels are among its rules here."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe() + "; true")
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    options["runOnly"] = (
        {"type": "rule", "values": COLOURS} if only_colours else {"type": "tag", "values": RULES}
    )
    found = page.evaluate(f"() => axe.run(document, {json.dumps(options)}).then((all) => all.violations)")
    return [
        f"{page.url}: {violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]


def axe_light_and_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="light")
    found = axe(page)
    page.emulate_media(color_scheme="dark")
    return found + axe(page, only_colours=True)


def overflow(page: Page) -> list[str]:
    """Parts that reach over the edge of the window, so that one has to scroll sideways."""
    return [f"{page.url}: {part}" for part in page.evaluate(WIDER_THAN_THE_WINDOW)]


def cut_off(page: Page) -> list[str]:
    return [f"{page.url}: {part}" for part in page.evaluate(CUT_OFF)]


def low_buttons(page: Page) -> list[str]:
    """Buttons lower than 44 pixels."""
    return [f"{page.url}: {part}" for part in page.evaluate(LOW_BUTTONS)]


def focus_troubles(page: Page, *, most: int = 150) -> list[str]:
    """Press Tab until the focus comes round; everything it rests on has to be in view, uncovered and outlined."""
    found: list[str] = []
    for passed in range(most):
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUS)
        if state is None or state["again"]:
            assert passed > 3, "the keyboard reaches next to nothing"
            break
        found += [f"{page.url}: not {trouble}: {state['what']}"
                  for trouble in ("outlined", "inside", "uncovered") if not state[trouble]]  # fmt: skip
    return found

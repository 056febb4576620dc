"""Names that are attacks, looked at in a real browser: no dialog, no complaint in the console, no request elsewhere."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from registration.rules import fields
from tests.browser.face.site import Site
from tests.hostile.names import ATTACKS, WORKED_OUT, dealt
from tests.visitor import Visitor
from tests.web.steps import TYPED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Window = Callable[..., Page]

SLUG = "attacked"
TYPES = list(TYPED)
TEXTS = ("summaries-en", "descriptions-en", "participation-en")
LINES = (
    "titles-en",
    "cities-en",
    "venues-en",
    "new_convenor",
    "new_partner",
    "photo_credit",
    "new_series-en",
)


@pytest.fixture(scope="module")
def organizer(site: Site) -> Visitor:
    visitor = Visitor(site.origin)
    visitor.submit(visitor.get(site.sign_in), {}, ending=site.sign_in.rpartition("/")[2])
    return visitor


@pytest.fixture(scope="module")
def attacked(site: Site, organizer: Visitor) -> Iterator[str]:
    """A public roundtable whose every text is an attack, with registrations made of nothing else; then hidden again."""
    starts_at = datetime.now(UTC) + timedelta(days=40)
    form = organizer.get("/organizer/roundtables/new")
    plain = {
        "slug": SLUG,
        "starts_at": f"{starts_at:%Y-%m-%d}T09:00",
        "ends_at": f"{starts_at:%Y-%m-%d}T11:00",
        "contact_name": ATTACKS[0],
        "contact_email": "contact@example.org",
    }
    lines = {name: ATTACKS[place] for place, name in enumerate(LINES)}
    texts = {name: "\n\n".join(ATTACKS) for name in TEXTS} | {
        "summaries-en": "\n".join(ATTACKS)[:500].strip()
    }
    saved = organizer.submit(form, {**plain, **lines, **texts}, ending="/new")
    assert saved.status == 200, saved.text
    address = f"/organizer/roundtables/{SLUG}"
    organizer.submit(organizer.get(address), {}, ending="/publication")
    for start in range(len(ATTACKS)):
        register(site, start)
    yield SLUG
    organizer.submit(organizer.get(address), {}, ending="/unpublication")


def register(site: Site, start: int) -> None:
    kind = TYPES[start % len(TYPES)]
    visitor = Visitor(site.origin)
    page = visitor.get(f"/en/roundtables/{SLUG}/register")
    page = visitor.submit(page, {"stakeholder_type": kind, "for_whom": "another"}, ending="/register")
    form = page.form("/details")
    asked = {
        field.key: field.longest
        for field in fields.FIELDS
        if field.asks is fields.Asks.TEXT and field.key in form.values
    }
    typed = {
        **TYPED[kind],
        **dealt(asked, start),
        "email": f"attacked{start}@example.org",
        "registrant_name": ATTACKS[start],
        "registrant_email": f"attacker{start}@example.org",
    }
    page = visitor.submit(
        page, {name: value for name, value in typed.items() if name in form_names(page)}, ending="/details"
    )
    assert "/check" in page.url, page.text
    page = visitor.submit(page, {}, ending="/check")
    assert "/done" in page.url, page.text


def form_names(page: object) -> set[str]:
    return {control.attributes["name"] for control in page.form("/details")._controls()}  # type: ignore[attr-defined]


def look(page: Page, address: str) -> str:
    """Open it, move about as scripts might be waiting for, and return what it says."""
    page.goto(address, wait_until="load")
    said = page.locator("body").inner_text()
    assert "1234000" not in said, address
    assert (
        page.locator("iframe, object, embed, base, main form[action^='//'], main img[src='x']").count() == 0
    ), address
    assert page.evaluate("() => !('alerted' in window)")
    return said


def test_on_the_pages_of_a_roundtable(window: Window, attacked: str) -> None:
    page = window()
    for address in ("/en/", f"/en/roundtables/{attacked}", f"/ar/roundtables/{attacked}"):
        said = look(page, address)
        assert ATTACKS[0] in said, address
    links = page.locator("a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:"}


def test_on_the_way_through_the_form_and_on_ones_own_page(window: Window, site: Site, attacked: str) -> None:
    page = window(width=375, height=740)
    page.goto(f"/en/roundtables/{attacked}/register")
    page.check("input[name=stakeholder_type][value=civil_society]")
    page.locator("main form button[type=submit]").last.click()
    page.locator("input[name=given_names]").wait_for()
    for name, attack in dealt(
        {"organization": 200, "honorific": 40, "given_names": 100, "position": 200}, 0
    ).items():
        page.fill(f"input[name={name}]", attack)
    page.fill("input[name=email]", "no address")
    page.check("input[name=ecosoc_status][value=none]")
    page.locator("main form button[type=submit]").last.click()
    page.locator("[data-error-summary]").wait_for()
    assert page.input_value("input[name=organization]") == ATTACKS[0]
    page.fill("input[name=email]", "through@example.org")
    page.locator("main form button[type=submit]").last.click()
    page.locator(".summary-list").wait_for()
    assert ATTACKS[0] in page.locator(".summary-list").inner_text()
    page.locator("main form button[type=submit]").last.click()
    page.locator(".outcome").wait_for()
    page.goto(site.personal_link(page, "through@example.org"))
    page.locator("main form button[type=submit]").last.click()
    page.locator(".summary-list").wait_for()
    assert ATTACKS[0] in page.locator(".summary-list").inner_text()
    for address in ("edit", "withdrawal"):
        look(page, f"/en/my/registration/{address}")


def test_on_the_pages_of_organizers(window: Window, site: Site, attacked: str) -> None:
    page = window()
    page.goto(site.sign_in)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/organizer/")
    desk = f"/organizer/roundtables/{attacked}"
    for address in (
        "",
        "/edit",
        "/history",
        "/figures",
        "/exports",
        "/downloads",
        "/registrations?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ):
        look(page, desk + address)
    said = look(page, f"{desk}/registrations")
    assert all(attack.split()[0] in said for attack in ATTACKS[:6])
    people = page.locator(f"a[href^='{desk}/registrations/']").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    people = sorted(
        {address for address in people if re.fullmatch(rf"{desk}/registrations/[0-9a-f-]{{36}}", address)}
    )
    assert len(people) >= min(len(ATTACKS), 25)
    for number, address in enumerate(people):
        look(page, address)
        if number % 8 == 0:
            look(page, f"{address}/edit")
            look(page, f"{address}/withdrawal")


def test_in_the_mail(window: Window, site: Site, attacked: str) -> None:
    page = window()
    letters: list[str] = []
    for _ in range(100):
        page.goto("/mailbox")
        letters = (
            page.locator("main tr", has_text=re.compile("attack(ed|er)"))
            .locator("a")
            .evaluate_all("links => links.map(link => link.pathname)")
        )
        if len(letters) >= len(ATTACKS):
            break
        page.wait_for_timeout(300)
    assert len(letters) >= len(ATTACKS)
    for letter in letters[:: max(1, len(letters) // 30)]:
        look(page, letter)
        page.goto(f"{letter}/page")
        html = page.content()
        assert not [word for word in WORKED_OUT if word in html], letter
        assert page.locator("a[href*='evil']").count() == 0

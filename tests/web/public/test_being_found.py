"""How public pages are found and passed on, and how closed meetings are not."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from sqlalchemy import event

from registration import create_app
from registration.extensions import db
from registration.i18n import LANGUAGES
from registration.models.roundtables import Attribution, Mode
from registration.rules.standing import Admission, State
from registration.settings import Environment
from tests.client import ORIGIN
from tests.conftest import settings_for

STARTS = datetime(2026, 10, 20, 13, 0, tzinfo=UTC)
CLOSED = [
    pytest.param({"attribution": Attribution.OFF_THE_RECORD}, id="off the record"),
    pytest.param({"admission": Admission.INVITATION}, id="by invitation"),
]
NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


def page_of(client, roundtable, language="en"):
    return client.get(f"/{language}/roundtables/{roundtable.slug}")


def meta(page, name):
    """What a page says about itself under a name or a property; None when it says nothing."""
    found = [
        tag
        for tag in page.all("meta")
        if name in (tag.attributes.get("name"), tag.attributes.get("property"))
    ]
    assert len(found) <= 1
    return found[0].attributes["content"] if found else None


def event_of(page):
    """The page as search engines read it, or None."""
    scripts = page.all("script", type="application/ld+json")
    assert len(scripts) <= 1
    return json.loads("".join(scripts[0].children)) if scripts else None


def located(client, path="/sitemap.xml"):
    root = ElementTree.fromstring(client.open("GET", path).data)
    return {
        row.findtext("map:loc", None, NAMES): {
            link.get("hreflang"): link.get("href") for link in row.findall("xhtml:link", NAMES)
        }
        for row in root.findall("map:url", NAMES)
    }


def test_a_page_names_its_one_address_and_itself_in_every_language(client, make):
    roundtable = make.roundtable()
    rest = f"roundtables/{roundtable.slug}"
    page = page_of(client, roundtable, "fr")

    assert page.one("link", rel="canonical").attributes["href"] == f"{ORIGIN}/fr/{rest}"
    alternates = {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in page.all("link", rel="alternate")
        if "hreflang" in link.attributes
    }
    assert alternates == {code: f"{ORIGIN}/{code}/{rest}" for code in LANGUAGES} | {
        "x-default": f"{ORIGIN}/{rest}"
    }


def test_what_follows_the_question_mark_is_not_part_of_a_pages_address(client):
    page = client.get("/en/privacy?from=newsletter")

    assert page.one("link", rel="canonical").attributes["href"] == f"{ORIGIN}/en/privacy"


def test_a_passed_on_link_shows_title_and_summary(client, make):
    roundtable = make.roundtable(titles={"en": 'Peace & "quiet"'}, summaries={"en": "Short <b> & sweet"})
    page = page_of(client, roundtable)

    assert meta(page, "og:title") == 'Peace & "quiet"'
    assert meta(page, "og:description") == meta(page, "description") == "Short <b> & sweet"
    assert meta(page, "og:url") == f"{ORIGIN}/en/roundtables/{roundtable.slug}"
    assert meta(page, "robots") is None


def test_search_engines_read_when_where_and_who(client, make):
    convenors = [make.organization(names={"en": "First"}, url="https://example.org"), make.organization()]
    roundtable = make.roundtable(
        starts_at=STARTS, zone="America/New_York", mode=Mode.HYBRID, convenors=convenors,
        cities={"en": "New York"}, venues={"en": "Hall"},
    )  # fmt: skip
    found = event_of(page_of(client, roundtable))

    assert (found["@type"], found["@context"]) == ("Event", "https://schema.org")
    assert (found["startDate"], found["endDate"]) == ("2026-10-20T09:00-04:00", "2026-10-20T11:00-04:00")
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in found["location"]] == ["Place", "VirtualLocation"]
    assert found["location"][0]["address"] == {"@type": "PostalAddress", "addressLocality": "New York"}
    assert found["organizer"][0] == {"@type": "Organization", "name": "First", "url": "https://example.org"}
    assert len(found["organizer"]) == 2


@pytest.mark.parametrize(
    ("mode", "attendance", "places"),
    [(Mode.IN_PERSON, "Offline", ["Place"]), (Mode.ONLINE, "Online", ["VirtualLocation"])],
)
def test_search_engines_read_whether_one_has_to_travel(client, make, mode, attendance, places):
    found = event_of(page_of(client, make.roundtable(mode=mode)))

    assert found["eventAttendanceMode"] == f"https://schema.org/{attendance}EventAttendanceMode"
    assert [place["@type"] for place in found["location"]] == places


def test_search_engines_read_that_it_was_cancelled(client, make):
    found = event_of(page_of(client, make.roundtable(state=State.CANCELLED)))

    assert found["eventStatus"] == "https://schema.org/EventCancelled"


def test_without_a_date_there_is_nothing_to_put_into_a_calendar_of_events(client, make):
    assert event_of(page_of(client, make.roundtable(starts_at=None))) is None


def test_a_title_cannot_end_the_data_and_begin_a_script(client, make):
    title = "</script><script>alert(1)</script><!--"
    page = page_of(client, make.roundtable(titles={"en": title}))

    assert event_of(page)["name"] == title
    assert "<script>alert" not in page.html


@pytest.mark.parametrize("facts", CLOSED)
def test_a_closed_meeting_is_neither_found_nor_passed_on(client, make, facts):
    roundtable = make.roundtable(**facts)
    page = page_of(client, roundtable)

    assert meta(page, "robots") == "noindex"
    assert event_of(page) is None
    assert [tag for tag in page.all("meta") if tag.attributes.get("property", "").startswith("og:")] == []
    assert page.all("section", class_name="share") == []
    assert not any(roundtable.slug in address for address in located(client))


def test_the_sitemap_lists_every_public_page_in_every_language(client, make):
    series = make.series()
    roundtable = make.roundtable(series=series)
    past = make.roundtable(series=series, starts_at=make.now() - timedelta(days=400))
    make.roundtable(state=State.DRAFT, published_at=None)
    rests = ["", f"series/{series.slug}", f"roundtables/{roundtable.slug}", f"roundtables/{past.slug}",
             "accessibility", "privacy"]  # fmt: skip

    found = located(client)

    assert set(found) == {f"{ORIGIN}/{code}/{rest}" for code in LANGUAGES for rest in rests}
    for address, translations in found.items():
        assert set(translations) == {*LANGUAGES, "x-default"}
        assert address in translations.values()


def test_every_address_in_the_sitemap_is_there_and_is_that_pages_own(client, make):
    make.roundtable()
    for address, translations in located(client).items():
        page = client.get(address)
        assert page.one("link", rel="canonical").attributes["href"] == address
        assert {link.attributes["href"] for link in page.all("link", rel="alternate") if "hreflang" in link.attributes
                } == set(translations.values())  # fmt: skip


def test_the_sitemap_asks_the_database_once_however_much_there_is(client, make):
    for _ in range(5):
        make.roundtable()
    seen = []
    listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listen)
    answer = client.open("GET", "/sitemap.xml")
    event.remove(db.engine, "before_cursor_execute", listen)

    assert len([statement for statement in seen if "FROM roundtables" in statement]) == 1
    assert "public" in answer.headers["Cache-Control"]


def test_crawlers_are_told_where_they_have_no_business(client):
    lines = client.open("GET", "/robots.txt").text.splitlines()

    assert lines[0] == "User-agent: *"
    assert {"Disallow: /organizer", "Disallow: /*/my/", "Disallow: /*/register"} <= set(lines)
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in lines


def test_a_demonstration_is_not_to_be_found(tmp_path):
    settings = replace(settings_for(f"sqlite:///{tmp_path}/r.db", tmp_path), environment=Environment.DEMO)
    app = create_app(settings)

    assert app.test_client().get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_whoever_finds_a_weakness_is_told_whom_to_write_to(client, make):
    answer = client.open("GET", "/.well-known/security.txt")
    facts = dict(line.split(": ", 1) for line in answer.text.splitlines())

    assert answer.mimetype == "text/plain"
    assert facts["Contact"] == "mailto:help@example.org"
    assert timedelta(days=30) < datetime.fromisoformat(facts["Expires"]) - make.now() < timedelta(days=365)
    assert facts["Canonical"] == f"{ORIGIN}/.well-known/security.txt"


def test_nobody_is_named_where_there_is_nobody_to_write_to(tmp_path):
    app = create_app(replace(settings_for(f"sqlite:///{tmp_path}/r.db", tmp_path), contact_email=""))

    assert app.test_client().get("/.well-known/security.txt").status_code == 404


def test_addresses_come_from_the_setting_whatever_host_the_request_names(tmp_path):
    app = create_app(settings_for(f"sqlite:///{tmp_path}/r.db", tmp_path))

    answer = app.test_client().get("/robots.txt", base_url="http://127.0.0.1:81")

    assert f"Sitemap: {ORIGIN}/sitemap.xml" in answer.text


def test_a_series_can_be_followed_by_itself(client, make):
    series = make.series(titles={"en": "Ours"})
    make.roundtable(series=series, titles={"en": "In it"})
    make.roundtable(series=series, titles={"en": "Between us"}, attribution=Attribution.OFF_THE_RECORD)
    make.roundtable(titles={"en": "Elsewhere"})
    page = client.get(f"/en/series/{series.slug}")

    for words, ending in (("Subscribe to the calendar", "calendar.ics"), ("Atom feed", "feed.atom")):
        assert page.link(words).endswith(f"/en/series/{series.slug}/{ending}")
        answer = client.open("GET", page.link(words))
        assert "In it" in answer.text
        assert "Ours" in answer.text
        assert "Between us" not in answer.text
        assert "Elsewhere" not in answer.text
        assert "Set-Cookie" not in answer.headers


def test_a_series_nobody_may_see_cannot_be_followed(client, make):
    series = make.roundtable(state=State.DRAFT, published_at=None).series.slug

    for ending in ("calendar.ics", "feed.atom"):
        assert client.open("GET", f"/en/series/{series}/{ending}").status_code == 404


def test_a_calendar_does_not_name_what_is_off_the_record(client, make):
    series = make.series(titles={"en": "The series"})
    roundtable = make.roundtable(
        series=series, titles={"en": "Between us"}, summaries={"en": "Not for others"},
        attribution=Attribution.OFF_THE_RECORD,
    )  # fmt: skip
    entry = client.open("GET", f"/en/roundtables/{roundtable.slug}/calendar.ics").text

    assert "SUMMARY:The series" in entry
    assert "CLASS:PRIVATE" in entry
    assert "Between us" not in entry
    assert "Not for others" not in entry
    assert "URL:" not in entry

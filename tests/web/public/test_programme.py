"""What is coming, what has been, and where each roundtable stands."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from registration.extensions import db
from registration.models.roundtables import Attribution, Mode
from registration.rules.standing import Admission, State


def standings(page):
    return [tag.text for tag in page.all("p", class_name="listing-standing")]


def titles(page):
    return [link.text for heading in page.all("h3") for link in heading.all("a")]


def test_the_way_in_is_in_the_readers_language(client):
    answer = client.open("GET", "/", headers={"Accept-Language": "fr-CH, fr;q=0.9, en;q=0.5"})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/fr/")
    assert {"accept-language", "cookie"} <= {name.lower() for name in answer.vary}


def test_a_remembered_language_comes_before_the_browsers(client):
    client.open("GET", "/language/ar?page=/en/")

    assert client.open("GET", "/", headers={"Accept-Language": "fr"}).headers["Location"] == "/ar/"


def test_upcoming_roundtables_come_by_date_and_those_without_a_date_last(client, make):
    make.roundtable(titles={"en": "Undated"}, starts_at=None)
    make.roundtable(titles={"en": "Later"}, starts_at=make.now() + timedelta(days=40))
    make.roundtable(titles={"en": "Sooner"}, starts_at=make.now() + timedelta(days=20))
    make.roundtable(titles={"en": "Draft"}, state=State.DRAFT, published_at=None)

    assert titles(client.get("/en/")) == ["Sooner", "Later", "Undated"]


def test_a_past_roundtable_is_listed_with_its_outcome(client, make):
    make.roundtable(
        starts_at=make.now() - timedelta(days=5), outcomes={"en": "Participants *agreed* to meet again."}
    )

    page = client.get("/en/")

    assert "Participants agreed to meet again." in page.text
    assert [heading.text for heading in page.all("h2")] == ["Upcoming", "Recent", "Stay informed"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Open"),
        ({"admission": Admission.INVITATION}, "By invitation"),
        ({"closes_at": timedelta(days=-1)}, "Registration closed"),
        ({"opens_at": timedelta(days=2)}, "Registration not yet open"),
        ({"state": State.CANCELLED}, "Cancelled"),
        ({"cap": 0}, "Waiting list"),
        ({"cap": 0, "waiting_list_open": False}, "Full"),
        ({"cap": 1}, "Few seats left"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_where_a_roundtable_stands_is_said_in_words(client, make, facts, words):
    facts = {
        key: make.now() + value if isinstance(value, timedelta) else value for key, value in facts.items()
    }
    make.roundtable(**facts)

    assert standings(client.get("/en/")) == [words]


def test_the_last_days_of_registration_are_counted_by_the_calendar_of_the_city(client, make):
    now = make.now()
    for days in (0, 1, 2):
        at = (now + timedelta(days=days)).replace(hour=23, minute=59)
        make.roundtable(
            zone="UTC",
            closes_at=max(at, now + timedelta(seconds=30)),
            starts_at=now + timedelta(days=20 + days),
        )

    assert standings(client.get("/en/")) == ["Closes today", "Closes tomorrow", "Closes in 2 days"]


def test_the_programme_is_the_same_for_everyone_and_sets_no_cookie(client, make):
    make.roundtable()
    for path in ("/en/", "/en/privacy", "/en/accessibility"):
        answer = client.open("GET", path)

        assert answer.headers["Cache-Control"] == "public, max-age=2"
        assert "Set-Cookie" not in answer.headers


def test_the_number_of_queries_does_not_grow_with_the_programme(client, make):
    def queries():
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        client.get("/en/")
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    make.roundtable(cap=5, convenors=[make.organization(), make.organization()])
    few = queries()
    for _ in range(6):
        make.roundtable(cap=5, convenors=[make.organization(), make.organization()])

    assert queries() == few <= 12


def test_a_series_lists_what_is_coming_and_then_what_has_been_the_latest_first(client, make):
    series = make.series()
    for ordinal, days in enumerate((-400, -30, 20, 40), start=1):
        make.roundtable(
            series=series,
            ordinal=ordinal,
            titles={"en": str(ordinal)},
            starts_at=make.now() + timedelta(days=days),
        )
    make.roundtable(titles={"en": "Of another series"})

    page = client.get(f"/en/series/{series.slug}")

    assert titles(page) == ["3", "4", "2", "1"]
    assert [heading.text for heading in page.all("h2")] == ["Upcoming", "Past roundtables", "Stay informed"]


def test_a_series_without_a_public_roundtable_is_not_found(client, make):
    roundtable = make.roundtable(state=State.DRAFT, published_at=None)

    client.get(f"/en/series/{roundtable.series.slug}", expect=404)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_every_public_page_is_there_in_every_language(client, make, language):
    roundtable = make.roundtable(mode=Mode.HYBRID, cap=3)
    for path in (
        "",
        f"series/{roundtable.series.slug}",
        f"roundtables/{roundtable.slug}",
        "privacy",
        "accessibility",
    ):
        assert client.get(f"/{language}/{path}").language == language


def test_an_unknown_language_is_not_found(client):
    assert client.open("GET", "/xx/").status_code == 404


def test_feeds_hold_what_is_public_and_nothing_off_the_record(client, make):
    make.roundtable(titles={"en": "Shown & told"})
    make.roundtable(titles={"en": "Between us"}, attribution=Attribution.OFF_THE_RECORD)
    make.roundtable(titles={"en": "Unfinished"}, state=State.DRAFT, published_at=None)

    feed = client.open("GET", "/en/feed.atom")
    calendar = client.open("GET", "/en/calendar.ics")

    assert "Shown &amp; told" in feed.text
    assert "Shown & told" in calendar.text
    for answer in (feed, calendar):
        assert "Between us" not in answer.text
        assert "Unfinished" not in answer.text

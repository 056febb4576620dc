"""The page of one roundtable, its picture and its calendar file."""

from datetime import datetime, timedelta

import pytest

from registration.extensions import db
from registration.models.photos import Photo
from registration.models.roundtables import Attribution, Mode, Part, RoundtableOrganization
from registration.rules.standing import Admission, State


def page_of(client, roundtable, **options):
    return client.get(f"/en/roundtables/{roundtable.slug}", **options)


def test_it_says_when_and_where_by_the_clock_of_its_city(client, make):
    starts_at = datetime.fromisoformat("2035-07-10T13:00:00+00:00")
    roundtable = make.roundtable(starts_at=starts_at, zone="America/New_York", cities={"en": "New York"})

    text = page_of(client, roundtable).text

    assert "Tuesday 10 July 2035" in text
    assert "09:00–11:00" in text
    assert "New York time, UTC-4" in text


def test_convenors_and_partners_are_two_lists_in_their_order(client, make):
    first, second, partner = (make.organization(names={"en": name}) for name in ("Zeta", "Alpha", "Friend"))
    roundtable = make.roundtable(convenors=[first, second])
    roundtable.organizations.append(
        RoundtableOrganization(organization=partner, part=Part.PARTNER, position=1)
    )
    db.session.commit()

    lists = [
        [item.text for item in section.all("li")] for section in page_of(client, roundtable).all("ol")[-2:]
    ]

    assert lists == [["Zeta", "Alpha"], ["Friend"]]


def test_markdown_is_shown_and_html_is_not(client, make):
    roundtable = make.roundtable(
        descriptions={"en": "# Why\n\n**Peace** <script>alert(1)</script> [x](javascript:y)"}
    )

    page = page_of(client, roundtable)

    assert "Peace" in [strong.text for strong in page.all("strong")]
    assert not any("alert" in script.text for script in page.all("script"))
    assert not [link for link in page.all("a") if "javascript" in link.attributes["href"]]


def test_a_picture_has_its_words_and_its_credit(client, make):
    photo = Photo(
        digest="a" * 64, width=1600, height=900, large=b"large", small=b"small", created_at=make.now()
    )
    roundtable = make.roundtable(
        photo=photo, photo_alts={"en": "Chairs in a circle"}, photo_credit="Ana López"
    )

    page = page_of(client, roundtable)
    image = page.one("img")

    assert image.attributes["alt"] == "Chairs in a circle"
    assert "Photo: Ana López" in page.text
    answer = client.open("GET", f"/photos/{'a' * 64}/small.jpg")
    assert (answer.data, answer.mimetype) == (b"small", "image/jpeg")
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.open("GET", f"/photos/{'b' * 64}/small.jpg").status_code == 404


@pytest.mark.parametrize(
    "facts", [{"attribution": Attribution.OFF_THE_RECORD}, {"admission": Admission.INVITATION}]
)
def test_a_private_roundtable_is_kept_from_search_engines_and_share_links(client, make, facts):
    page = page_of(client, make.roundtable(**facts))

    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert not page.all("section", class_name="share")


def test_an_open_one_can_be_shared_and_found(client, make):
    page = page_of(client, make.roundtable())

    assert not page.all("meta", name="robots")
    assert page.one("section", class_name="share")


def test_one_that_takes_no_registrations_has_no_button_to_register(client, make):
    roundtable = make.roundtable(closes_at=make.now() - timedelta(days=1))

    assert not [
        link for link in page_of(client, roundtable).all("a") if "register" in link.attributes["href"]
    ]


def test_a_full_one_offers_the_waiting_list_by_that_name(client, make):
    page = page_of(client, make.roundtable(cap=0))

    assert "Join the waiting list" in [link.text for link in page.all("a")]
    assert "Register" not in [link.text for link in page.all("a")]


def test_a_cancelled_one_says_so_and_why(client, make):
    roundtable = make.roundtable(state=State.CANCELLED, cancellation={"en": "The speakers are ill."})

    assert "This roundtable was cancelled" in page_of(client, roundtable).text
    assert "The speakers are ill." in page_of(client, roundtable).text


def test_a_draft_is_not_found_anywhere(client, make):
    roundtable = make.roundtable(state=State.DRAFT, published_at=None)
    for path in ("", "/register", "/calendar.ics"):
        assert client.open("GET", f"/en/roundtables/{roundtable.slug}{path}").status_code == 404


def test_a_text_in_another_language_than_the_page_is_marked(client, make):
    roundtable = make.roundtable(titles={"fr": "La table"}, summaries={"en": "Short"})

    page = page_of(client, roundtable)

    assert page.one("h1").attributes.get("lang") == "fr"


def test_the_page_without_a_language_leads_to_the_readers(client, make):
    roundtable = make.roundtable()

    answer = client.open("GET", f"/roundtables/{roundtable.slug}", headers={"Accept-Language": "es"})

    assert answer.headers["Location"] == f"/es/roundtables/{roundtable.slug}"


def test_the_calendar_file_names_no_participant(client, make):
    roundtable = make.roundtable(mode=Mode.ONLINE)

    answer = client.open("GET", f"/en/roundtables/{roundtable.slug}/calendar.ics")

    assert "METHOD:PUBLISH" in answer.text
    assert f"UID:{roundtable.uid}@localhost" in answer.text
    assert "ATTENDEE" not in answer.text


def test_there_is_no_calendar_file_before_there_is_a_date(client, make):
    roundtable = make.roundtable(starts_at=None)

    assert client.open("GET", f"/en/roundtables/{roundtable.slug}/calendar.ics").status_code == 404

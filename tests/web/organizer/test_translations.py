"""Two languages side by side: what is missing is named, what is written is kept, nobody is told by mail."""

import pytest
from sqlalchemy import select

from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.roundtables import Roundtable
from registration.rules.verbs import Verb


@pytest.fixture
def meeting(make, house):
    """Written in English, its title and city in French too."""
    roundtable = make.roundtable(
        convenors=[house],
        titles={"en": "Rivers", "fr": "Rivières"},
        summaries={"en": "Of water"},
        descriptions={"en": "## Water"},
        cities={"en": "Geneva", "fr": "Genève"},
        venues={"en": "Room 4"},
    )
    make.agenda_item(roundtable, titles={"en": "Opening"})
    make.speaker(roundtable, affiliations={"en": "Director"})
    make.registration(roundtable)
    return roundtable


def home(roundtable, page=""):
    return f"/organizer/roundtables/{roundtable.slug}{page}"


def find(roundtable):
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(Roundtable, roundtable.id)


def test_what_is_missing_is_named_by_language(desk, meeting):
    rows = desk.get(home(meeting, "/languages")).one("tbody").all("tr")
    said = {row.all("th")[0].text: [cell.text for cell in row.all("td")[:2]] for row in rows}

    assert list(said) == ["English", "Arabic", "Spanish", "French", "Russian", "Chinese"]
    assert said["English"] == ["7 of 7", "Nothing"]
    assert said["French"] == [
        "2 of 7",
        "Summary, Description, Venue, Title of the item, Position and organization",
    ]
    edit = desk.get(home(meeting, "/edit")).text
    assert "French: missing Summary, Description, Venue, Title of the item" in edit
    assert "Russian: nothing yet" in edit


def test_a_language_is_completed_beside_another_and_nobody_is_told(desk, meeting):
    page = desk.get(home(meeting, "/languages/fr"))
    assert "Of water" in page.text
    form = page.form("/fr")
    assert "cities" not in form.values
    item, speaker = find(meeting).agenda[0].id, find(meeting).speakers[0].id
    typed = {
        "summaries": "De l’eau",
        "venues": "Salle 4",
        f"item_{item}_titles": "Ouverture",
        f"speaker_{speaker}_affiliations": "Directrice",
    }
    desk.submit(page, typed, form="/fr")

    kept = find(meeting)
    assert kept.summaries == {"en": "Of water", "fr": "De l’eau"}
    assert kept.venues == {"en": "Room 4", "fr": "Salle 4"}
    assert kept.agenda[0].titles == {"en": "Opening", "fr": "Ouverture"}
    assert kept.speakers[0].affiliations == {"en": "Director", "fr": "Directrice"}
    assert (kept.version, kept.agenda[0].version, kept.calendar_sequence) == (2, 2, 0)
    assert db.session.scalars(select(Message)).all() == []
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.ROUNDTABLE_TRANSLATED)).one()
    assert entry.details["language"] == "fr"
    assert "Translation changed" in desk.get(home(meeting, "/history")).text


def test_an_emptied_translation_is_taken_away_and_other_languages_stay(desk, meeting):
    desk.submit(desk.get(home(meeting, "/languages/fr")), {"titles": ""}, form="/fr")
    assert find(meeting).titles == {"en": "Rivers"}

    page = desk.submit(desk.get(home(meeting, "/languages/en")), {"titles": ""}, form="/en", expect=422)
    assert "Enter the title in English" in page.text


def test_two_translators_of_one_language_are_told_those_of_two_languages_are_not(desk, meeting):
    mine, theirs, other = (desk.get(home(meeting, f"/languages/{code}")) for code in ("fr", "fr", "es"))
    desk.submit(theirs, {"summaries": "Leur"}, form="/fr")
    desk.submit(other, {"summaries": "Agua"}, form="/es")

    page = desk.submit(mine, {"summaries": "Mien", "venues": "Salle"}, form="/fr", expect=409)
    assert page.form("/fr").values["summaries"] == ["Mien"]
    assert find(meeting).summaries == {"en": "Of water", "fr": "Leur", "es": "Agua"}

    desk.submit(page, form="/fr")
    assert find(meeting).summaries["fr"] == "Mien"


def test_what_is_too_long_or_invisible_is_refused_with_what_was_typed(desk, meeting):
    page = desk.get(home(meeting, "/languages/ru"))

    again = desk.submit(page, {"titles": "Р" * 201, "summaries": "О воде"}, form="/ru", expect=422)

    assert "Please shorten this" in again.text
    assert again.form("/ru").values["summaries"] == ["О воде"]
    desk.submit(page, {"titles": "Реки\u202e"}, form="/ru", expect=422)


def test_the_longest_text_of_the_longest_letters_is_taken(desk, meeting):
    text = "水" * 8000

    desk.submit(desk.get(home(meeting, "/languages/zh")), {"descriptions": text}, form="/zh")

    assert find(meeting).descriptions["zh"] == text


def test_the_language_to_translate_from_is_chosen(desk, meeting):
    with transaction() as session:
        session.get(Roundtable, meeting.id).summaries = {"fr": "De l’eau"}

    assert "Not written in this language" in desk.get(home(meeting, "/languages/es")).text
    page = desk.get(home(meeting, "/languages/es?source=fr"))
    assert "De l’eau" in page.text
    assert page.heading == "Spanish, beside French"
    assert desk.get(home(meeting, "/languages/en")).heading == "English, beside French"
    desk.get(home(meeting, "/languages/de"), expect=404)

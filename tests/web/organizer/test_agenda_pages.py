"""The agenda and the speakers: filled in, put in order by buttons, checked against the meeting, shown to the public."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from registration.actions import ordering
from registration.extensions import db, transaction
from registration.models.agenda_items import AgendaItem
from registration.models.roundtables import Attribution, Roundtable
from registration.models.speakers import Speaker, SpeakerRole
from tests.hostile.names import ATTACKS

STARTS_AT = datetime(2031, 3, 14, 14, 0, tzinfo=UTC)


@pytest.fixture
def meeting(make, house):
    """From 10 to 12 in New York."""
    return make.roundtable(
        convenors=[house],
        starts_at=STARTS_AT,
        zone="America/New_York",
        attribution=Attribution.PUBLIC,
    )


def at(roundtable, page=""):
    return f"/organizer/roundtables/{roundtable.slug}/agenda{page}"


def add(desk, roundtable, title, **typed):
    return desk.submit(desk.get(at(roundtable, "/items/new")), {"titles-en": title, **typed})


def titles():
    db.session.expire_all()
    return [
        item.titles["en"] for item in db.session.scalars(select(AgendaItem).order_by(AgendaItem.position))
    ]


def test_items_come_in_the_order_of_their_times_and_are_shown_by_the_clock_of_the_meeting(
    desk, client, meeting
):
    add(desk, meeting, "Discussion", starts_at="2031-03-14T10:30", minutes="60")
    add(desk, meeting, "Opening", starts_at="2031-03-14T10:00", ends_at="2031-03-14T10:30")
    page = add(desk, meeting, "Lunch for those who stay")

    assert titles() == ["Opening", "Discussion", "Lunch for those who stay"]
    assert "10:00–10:30" in page.text
    public = client.get(f"/en/roundtables/{meeting.slug}")
    assert "10:30–11:30" in public.text
    assert "Opening" in public.text
    event = json.loads(public.one("script", type="application/ld+json").children[0])
    assert [part["startDate"] for part in event["subEvent"]] == [
        "2031-03-14T10:00-04:00",
        "2031-03-14T10:30-04:00",
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_at": "2031-03-14T09:59"}, "outside of the roundtable, which lasts from 2031-03-14 10:00"),
        ({"starts_at": "2031-03-14T12:00"}, "outside of the roundtable"),
        ({"starts_at": "2031-03-14T11:30", "minutes": "31"}, "outside of the roundtable"),
        ({"starts_at": "2031-03-14T11:30", "ends_at": "2031-03-14T12:01"}, "outside of the roundtable"),
        ({"starts_at": "2031-03-14T11:00", "ends_at": "2031-03-14T10:30"}, "The end has to be after"),
        ({"ends_at": "2031-03-14T10:30"}, "Enter when it begins"),
        (
            {"starts_at": "2031-03-14T11:00", "ends_at": "2031-03-14T11:30", "minutes": "10"},
            "Enter either when it ends or how long it lasts",
        ),
        ({"minutes": "0"}, "Enter a whole number from 1 to 1440"),
        ({"titles-en": ""}, "Enter the title in English"),
    ],
)
def test_an_item_that_does_not_fit_is_refused_beside_its_field(desk, meeting, typed, said):
    values = {"titles-en": "Opening", "notes-fr": "Une note", **typed}

    page = desk.submit(desk.get(at(meeting, "/items/new")), values, expect=422)

    assert said in page.text
    assert page.form("/new").values["notes-fr"] == ["Une note"]
    assert titles() == []


def test_times_move_with_the_meeting_and_what_does_not_fit_any_more_is_marked(desk, meeting):
    add(desk, meeting, "Opening", starts_at="2031-03-14T10:00", minutes="30")
    add(desk, meeting, "Closing", starts_at="2031-03-14T11:30", minutes="30")
    with transaction() as session:
        moved = session.get(Roundtable, meeting.id)
        moved.starts_at += timedelta(days=3, hours=1)
        moved.ends_at = moved.starts_at + timedelta(minutes=90)

    page = desk.get(at(meeting))

    assert "11:00–11:30" in page.text
    assert page.text.count("Outside of the times of the roundtable") == 1


def test_an_item_is_moved_by_buttons_edited_and_removed(desk, make, meeting):
    first, second = make.agenda_item(meeting), make.agenda_item(meeting)
    speaker = make.speaker(meeting, agenda_item_id=first.id)
    before = titles()

    desk.submit(desk.get(at(meeting)), form=f"/items/{second.id}/place", button={"direction": "up"})
    assert titles() == before[::-1]
    page = desk.submit(desk.get(at(meeting)), form=f"/items/{second.id}/place", button={"direction": "down"})
    assert titles() == before
    assert [button.text for button in page.all("button") if button.text.startswith("Move up")] == [
        f"Move up – {before[1]}"
    ]

    desk.submit(desk.get(at(meeting, f"/items/{first.id}")), {"titles-en": "Welcome"}, form=f"/{first.id}")
    assert titles() == ["Welcome", before[1]]
    desk.submit(desk.get(at(meeting, f"/items/{first.id}")), form="/removal")
    assert titles() == [before[1]]
    assert db.session.get(Speaker, speaker.id).agenda_item_id is None


def test_two_organizers_at_one_item_or_speaker_are_told(desk, make, meeting):
    item, speaker = make.agenda_item(meeting), make.speaker(meeting)
    for page, field in ((f"/items/{item.id}", "titles-en"), (f"/speakers/{speaker.id}", "name")):
        mine, theirs = desk.get(at(meeting, page)), desk.get(at(meeting, page))
        desk.submit(theirs, {field: "Theirs"}, form=page)
        answer = desk.submit(mine, {field: "Mine"}, form=page, expect=409)
        assert answer.form(page).values[field] == ["Mine"]
        assert "Theirs" in desk.submit(desk.get(at(meeting, page)), form=page).text
        desk.submit(answer, form=page, expect=409)
        assert "Mine" in desk.submit(desk.get(at(meeting, page)), {field: "Mine"}, form=page).text


def test_a_speaker_stands_on_the_public_page_with_part_and_item(desk, client, make, meeting):
    item = make.agenda_item(meeting)
    typed = {
        "name": "Amina Diallo",
        "role": "moderator",
        "affiliations-en": "Director, Lake Region Institute",
        "affiliations-fr": "Directrice, Institut des lacs",
        "agenda_item": str(item.id),
        "biographies-en": "She has mediated for twenty years.",
    }
    desk.submit(desk.get(at(meeting, "/speakers/new")), typed)

    made = db.session.scalars(select(Speaker)).one()
    assert (made.role, made.agenda_item_id) == (SpeakerRole.MODERATOR, item.id)
    public = client.get(f"/en/roundtables/{meeting.slug}")
    assert "Amina Diallo" in public.text
    assert "Director, Lake Region Institute" in public.text
    assert (
        '"jobTitle": "Directrice, Institut des lacs"'
        in client.open("GET", f"/fr/roundtables/{meeting.slug}").text
    )
    foreign = make.agenda_item(make.roundtable())
    form = desk.get(at(meeting, "/speakers/new")).form("/new")
    refused = {**form.values, **typed, "agenda_item": str(foreign.id)}
    assert desk.open("POST", form.action, data=refused).status_code == 422


def test_items_and_speakers_of_another_roundtable_are_not_found(desk, make, meeting):
    other = make.roundtable()
    item, speaker = make.agenda_item(other), make.speaker(other)

    desk.get(at(meeting, f"/items/{item.id}"), expect=404)
    desk.get(at(meeting, f"/speakers/{speaker.id}"), expect=404)
    desk.get(at(meeting, "/items/" + "9" * 40), expect=404)


def test_hostile_names_of_speakers_are_only_shown(desk, client, meeting):
    for name in ATTACKS[:12]:
        desk.submit(desk.get(at(meeting, "/speakers/new")), {"name": name, "affiliations-en": name})

    public = client.get(f"/en/roundtables/{meeting.slug}")
    assert ATTACKS[0] in public.text
    assert [script.attributes.get("type") for script in public.all("script")] == [
        "module",
        "application/ld+json",
    ]
    assert len(public.all("li", tabindex="-1")) == 0
    assert desk.get(at(meeting)).text.count(ATTACKS[2]) >= 1
    bidi = desk.submit(desk.get(at(meeting, "/speakers/new")), {"name": "Amina\u202eolla"}, expect=422)
    assert "invisible character" in bidi.text


def test_there_is_an_end_to_an_agenda(desk, make, meeting):
    with transaction() as session:
        session.add_all(
            AgendaItem(roundtable_id=meeting.id, position=number, titles={"en": "x"})
            for number in range(ordering.MOST)
        )

    page = desk.submit(desk.get(at(meeting, "/items/new")), {"titles-en": "One more"}, expect=409)

    assert "No more can be added" in page.text

"""Create a roundtable, edit it, publish it, cancel it: the pages, as an organizer uses them."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import event, select

from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.roundtables import Mode, Roundtable
from registration.models.seats import Limit
from registration.models.series import Series
from registration.rules.letters import Letter
from registration.rules.standing import State
from registration.rules.statuses import Status

TYPED = {
    "titles-en": "Regional partners",
    "titles-fr": "Partenaires régionaux",
    "new_series-en": "Sustaining peace",
    "ordinal": "7",
    "starts_at": "2027-03-15T10:00",
    "ends_at": "2027-03-15T12:00",
    "zone": "America/New_York",
    "mode": "hybrid",
    "cities-en": "New York",
    "venues-en": "Room 4",
    "descriptions-en": "## About\r\n\r\nWhat we talk about",
    "caps-total": "30",
    "caps-type_member_state": "12",
    "caps-in_person": "20",
    "contact_email": "contact@example.org",
    "more_information_url": "https://www.example.org/more",
}


def home(slug, page=""):
    return f"/organizer/roundtables/{slug}{page}"


def find(slug):
    db.session.expire_all()
    return db.session.scalars(select(Roundtable).where(Roundtable.slug == slug)).one()


def picture(width=2000, height=1000, kind="JPEG", **options):
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, kind, **options)
    file.seek(0)
    return file, f"photo.{kind.lower()}"


def test_roundtables_stand_in_groups_with_their_seats(desk, make, house):
    make.roundtable(convenors=[house], cap=5)
    make.roundtable(convenors=[house], state=State.DRAFT, published_at=None)
    make.roundtable(convenors=[house], starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    foreign = make.roundtable()

    page = desk.get("/organizer/")

    assert [heading.text for heading in page.all("h2")] == ["Upcoming", "Drafts", "Past roundtables"]
    assert "0 of 5" in page.text
    assert foreign.slug not in page.html


def test_the_number_of_queries_does_not_grow_with_the_roundtables(desk, make, house):
    def queries():
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        desk.get("/organizer/")
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    make.roundtable(convenors=[house])
    few = queries()
    for _ in range(5):
        make.roundtable(convenors=[house])

    assert queries() == few


def test_a_roundtable_is_created_with_all_that_was_typed(desk, house):
    page = desk.submit(desk.get(home("new")), TYPED)

    assert page.heading == "Regional partners"
    made = find("regional-partners")
    assert made.state is State.DRAFT
    assert made.titles == {"en": "Regional partners", "fr": "Partenaires régionaux"}
    assert made.starts_at == datetime(2027, 3, 15, 14, 0, tzinfo=UTC)
    assert made.descriptions == {"en": "## About\n\nWhat we talk about"}
    assert (made.mode, made.ordinal, made.series.titles) == (Mode.HYBRID, 7, {"en": "Sustaining peace"})
    assert [organization.id for organization in made.convenors] == [house.id]
    limits = {(limit.kind, limit.key): limit.cap for limit in db.session.scalars(select(Limit))}
    assert limits == {("total", "*"): 30, ("stakeholder_type", "member_state"): 12, ("mode", "in_person"): 20}


def test_a_title_and_a_series_are_enough_for_a_draft(desk):
    desk.submit(desk.get(home("new")), {"titles-en": "圆桌", "new_series-en": "Series"})

    assert find("roundtable").starts_at is None


def test_two_roundtables_of_one_title_have_two_addresses(desk):
    for _ in range(2):
        desk.submit(
            desk.get(home("new")), {"titles-en": "Regional partners", "new_series-en": "Sustaining peace"}
        )

    assert find("regional-partners-2").series.slug == "sustaining-peace-2"


def test_a_series_can_be_used_again(desk, roundtable):
    desk.submit(desk.get(home("new")), {"titles-en": "Second", "series": str(roundtable.series_id)})

    assert find("second").series_id == roundtable.series_id
    assert len(db.session.scalars(select(Series)).all()) == 1


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("titles-en", "", "Enter the title in English"),
        ("new_series-en", "", "Choose a series, or enter the title of a new one"),
        ("starts_at", "soon", "Enter a day and a time"),
        ("starts_at", "2027-03-14T02:30", "the clocks are set forward"),
        ("ends_at", "", "Enter when it ends"),
        ("ends_at", "2027-03-15T10:00", "The end has to be after the beginning"),
        ("closes_at", "2027-03-15T11:00", "Registration has to close before the roundtable begins"),
        ("closes_at", "2026-11-01T01:30", "the clocks show this time twice"),
        ("opens_at", "2027-03-16T11:00", "Registration has to open before it closes"),
        ("slug", "Not An Address", "Use lower-case letters"),
        ("caps-total", "-1", "Enter a whole number from 0 to 100000"),
        ("caps-total", "many", "Enter a whole number from 0 to 100000"),
        ("caps-total", "9" * 30, "Enter a whole number from 0 to 100000"),
        ("contact_email", "nobody", "Enter an e-mail address in full"),
        ("more_information_url", "http://www.example.org", "begins with https://"),
        ("more_information_url", "javascript:alert(1)", "begins with https://"),
        ("more_information_url", "https://[", "begins with https://"),
        ("venues-en", "Room\u202e4", "invisible character"),
        ("convenors-0-organization", "", "Your own organization has to be among the convenors"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(desk, field, typed, said):
    page = desk.submit(desk.get(home("new")), {**TYPED, field: typed}, expect=422)

    assert said in page.text
    assert said in page.one("div", class_name="error-summary").text
    kept = page.form("/new").values
    assert kept["titles-fr"] == ["Partenaires régionaux"]
    assert kept["cities-en"] == ["New York"]
    assert db.session.scalars(select(Roundtable)).all() == []


def test_an_address_that_another_roundtable_has_is_refused_beside_its_field(desk, roundtable):
    page = desk.submit(desk.get(home("new")), {**TYPED, "slug": roundtable.slug}, expect=422)

    assert "Another roundtable has this address" in page.one("div", class_name="error-summary").text


def test_what_the_form_does_not_offer_cannot_be_set(desk, make, roundtable):
    form = desk.get(home(roundtable.slug, "/edit")).form("/edit")
    sent = form.values | {
        "state": "cancelled",
        "seats_version": "99",
        "uid": "mine",
        "id": "1",
        "slug": "moved",
    }

    assert desk.open("POST", form.action, data=sent).status_code == 303

    kept = find(roundtable.slug)
    assert (kept.state, kept.uid) == (State.PUBLISHED, roundtable.uid)


def test_organizations_stand_in_the_order_of_their_numbers(desk, make, house):
    first, last = make.organization(), make.organization()
    desk.submit(
        desk.get(home("new")),
        TYPED
        | {"convenors-0-place": "2", "convenors-1-organization": str(first.id), "convenors-1-place": "1"}
        | {"partners-0-organization": str(last.id), "new_partner": "Friends of the Lake"},
    )

    made = find("regional-partners")
    assert [organization.id for organization in made.convenors] == [first.id, house.id]
    assert [organization.names["en"] for organization in made.partners] == [
        last.names["en"],
        "Friends of the Lake",
    ]


def test_an_organization_stands_in_the_lists_once(desk, house):
    typed = {**TYPED, "partners-0-organization": str(house.id)}

    page = desk.submit(desk.get(home("new")), typed, expect=422)

    assert "This organization stands in the lists twice" in page.text


def test_editing_begins_with_what_is_stored_and_changes_only_what_was_changed(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=9, zone="Asia/Bangkok", contact_name="Secretariat")
    before = {column.name: getattr(roundtable, column.name) for column in Roundtable.__table__.columns}

    desk.submit(desk.get(home(roundtable.slug, "/edit")), {"contact_name": "Front desk"}, form="/edit")

    kept = find(roundtable.slug)
    changed = {name for name, value in before.items() if getattr(kept, name) != value}
    assert changed == {"contact_name", "version", "updated_at", "seats_version"}


def test_saving_after_somebody_else_keeps_what_was_typed_and_says_so(desk, roundtable):
    mine, theirs = desk.get(home(roundtable.slug, "/edit")), desk.get(home(roundtable.slug, "/edit"))
    desk.submit(theirs, {"contact_name": "Theirs"}, form="/edit")

    page = desk.submit(mine, {"contact_name": "Mine"}, form="/edit", expect=409)
    assert "Someone else has saved this in the meantime" in page.text
    assert page.form("/edit").values["contact_name"] == ["Mine"]
    assert find(roundtable.slug).contact_name == "Theirs"

    desk.submit(page, form="/edit")
    assert find(roundtable.slug).contact_name == "Mine"


def test_who_will_be_told_of_another_time_is_said_before(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1)
    make.registration(roundtable)
    make.registration(roundtable, status=Status.WAITLISTED)
    make.registration(roundtable, status=Status.WITHDRAWN)

    page = desk.get(home(roundtable.slug, "/edit"))
    assert "tells everyone by mail: 1 confirmed, 1 on the waiting list" in page.text

    typed = {"starts_at": "2027-06-01T10:00", "ends_at": "2027-06-01T12:00", "contact_name": "Front desk"}
    typed["descriptions-fr"] = "Un\n\ndeux"
    asked = desk.submit(page, typed, form="/edit")
    assert asked.heading == "Who will be told of the change"
    rows = [[cell.text for cell in row.all("th", "td")] for row in asked.one("tbody").all("tr")]
    assert rows == [
        ["Confirmed", "1", "A mail that updates the entry in their calendar"],
        ["Waiting list", "1", "A mail"],
    ]
    assert db.session.scalars(select(Message)).all() == []
    assert find(roundtable.slug).contact_name == "Secretariat"

    again = desk.submit(asked, form="/edit", button={"told": "no"})
    assert again.form("/edit").values["contact_name"] == ["Front desk"]
    assert again.form("/edit").values["starts_at"] == ["2027-06-01T10:00"]

    asked = desk.submit(again, form="/edit")
    desk.submit(asked, form="/edit", button={"told": "yes"})
    assert find(roundtable.slug).descriptions["fr"] == "Un\n\ndeux"
    assert find(roundtable.slug).contact_name == "Front desk"
    told = db.session.scalars(select(Message)).all()
    assert {message.letter for message in told} == {Letter.ROUNDTABLE_CHANGED}
    assert len(told) == 2


def test_a_photo_chosen_together_with_another_time_is_kept_while_the_change_is_looked_at(
    desk, make, roundtable
):
    make.registration(roundtable)
    page = desk.get(home(roundtable.slug, "/edit"))
    typed = {"cities-en": "Geneva", "photo_alts-en": "A table"}

    asked = desk.submit(page, typed, form="/edit", files={"photo": picture()})
    again = desk.submit(asked, form="/edit", button={"told": "no"})
    assert "is kept with the form" in again.text
    desk.submit(desk.submit(again, form="/edit"), form="/edit", button={"told": "yes"})

    assert find(roundtable.slug).photo is not None
    assert find(roundtable.slug).cities["en"] == "Geneva"


def test_two_organizers_who_move_a_meeting_are_told(desk, make, roundtable):
    make.registration(roundtable)
    asked = desk.submit(desk.get(home(roundtable.slug, "/edit")), {"cities-en": "Geneva"}, form="/edit")
    desk.submit(desk.get(home(roundtable.slug, "/edit")), {"contact_name": "Theirs"}, form="/edit")

    page = desk.submit(asked, form="/edit", button={"told": "yes"}, expect=409)

    assert page.form("/edit").values["cities-en"] == ["Geneva"]
    assert db.session.scalars(select(Message)).all() == []


def test_a_place_named_in_one_more_language_tells_nobody(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cities={"en": "Geneva"}, venues={"en": "Room 4"})
    make.registration(roundtable)

    page = desk.submit(desk.get(home(roundtable.slug, "/edit")), {"cities-fr": "Genève"}, form="/edit")

    assert page.heading != "Who will be told of the change"
    assert find(roundtable.slug).cities == {"en": "Geneva", "fr": "Genève"}
    assert db.session.scalars(select(Message)).all() == []


def test_the_address_of_a_published_roundtable_stays(desk, roundtable):
    page = desk.get(home(roundtable.slug, "/edit"))

    assert "slug" not in page.form("/edit").values
    assert "It stays as it is" in page.text


def test_a_photo_is_kept_small_and_without_what_the_camera_noted(desk, roundtable):
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif[0x0112] = 6
    page = desk.get(home(roundtable.slug, "/edit"))

    file = {"photo": picture(2000, 1000, exif=exif)}
    typed = {"photo_alts-en": "A round table", "photo_credit": "Somebody"}
    desk.submit(page, typed, form="/edit", files=file)

    photo = find(roundtable.slug).photo
    large, small = Image.open(io.BytesIO(photo.large)), Image.open(io.BytesIO(photo.small))
    assert (large.size, small.size) == ((1000, 2000), (800, 1600))
    assert not dict(large.getexif())
    assert desk.get(home(roundtable.slug, "/edit")).all("img", alt="A round table")


def test_a_photo_needs_words_for_those_who_cannot_see_it(desk, roundtable):
    page = desk.get(home(roundtable.slug, "/edit"))

    again = desk.submit(page, form="/edit", files={"photo": picture()}, expect=422)

    assert "Say in English what the photo shows" in again.text
    assert "Please choose the photo again" in again.text


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"", b"\xff\xd8"]
)
def test_what_is_no_picture_is_refused_whatever_its_name(desk, roundtable, content):
    page = desk.get(home(roundtable.slug, "/edit"))
    file = {"photo": (io.BytesIO(content), "photo.jpg", "image/jpeg")}

    again = desk.submit(page, {"photo_alts-en": "A table"}, form="/edit", files=file, expect=422)

    assert "This file cannot be used as a picture" in again.text
    assert find(roundtable.slug).photo is None


def test_a_photo_can_be_removed(desk, roundtable):
    page = desk.get(home(roundtable.slug, "/edit"))
    desk.submit(page, {"photo_alts-en": "A table"}, form="/edit", files={"photo": picture()})

    desk.submit(desk.get(home(roundtable.slug, "/edit")), {"photo_removed": True}, form="/edit")

    assert find(roundtable.slug).photo is None


def test_large_files_are_taken_here_and_nowhere_else(desk, roundtable):
    form = desk.get(home(roundtable.slug, "/edit")).form("/edit")
    file = (io.BytesIO(b"x" * 300_000), "photo.jpg")
    assert desk.open("POST", form.action, data=form.values | {"photo": file}).status_code == 422

    too_large = {"data": b"x" * 10_000_000, "content_type": "multipart/form-data; boundary=x"}
    assert desk.open("POST", form.action, **too_large).status_code == 413
    assert desk.open("POST", "/organizer/account", data={"name": "x" * 100_000}).status_code == 413


def test_a_draft_is_published_and_taken_off_again(desk, make, house):
    draft = make.roundtable(convenors=[house], state=State.DRAFT, published_at=None)

    page = desk.submit(desk.get(home(draft.slug)), form="/publication")
    assert "The roundtable is public now." in page.root.text
    assert find(draft.slug).state is State.PUBLISHED

    page = desk.submit(page, form="/unpublication")
    assert "off the public pages" in page.text
    assert find(draft.slug).state is State.DRAFT


def test_a_draft_says_what_is_missing_and_cannot_be_published(desk, make, house):
    draft = make.roundtable(convenors=[house], state=State.DRAFT, published_at=None, contact_email="")
    page = desk.get(home(draft.slug))
    assert "add: E-mail address of the contact" in page.text
    assert "Publish now" not in [button.text for button in page.all("button")]

    form = desk.get("/organizer/account").form("sign-out").values
    answer = desk.open("POST", home(draft.slug, "/publication"), data=form)

    assert answer.status_code == 422
    assert "Still missing: E-mail address of the contact." in answer.text


def test_a_roundtable_without_a_date_is_published_only_on_purpose(desk, make, house):
    draft = make.roundtable(convenors=[house], state=State.DRAFT, published_at=None, starts_at=None)
    page = desk.get(home(draft.slug))

    refused = desk.submit(page, form="/publication", expect=422)
    assert "Begins" in refused.text

    desk.submit(page, {"undated": True}, form="/publication")
    assert find(draft.slug).state is State.PUBLISHED


def test_cancelling_asks_first_then_tells_everyone(desk, make, roundtable):
    somebody = make.registration(roundtable)
    page = desk.get(home(roundtable.slug, "/cancellation"))
    assert "1 person holds a place" in page.text
    assert find(roundtable.slug).state is State.PUBLISHED

    page = desk.submit(page, {"message-en": "The speakers cannot come."}, form="/cancellation")

    assert "This roundtable was cancelled" in page.text
    assert "The speakers cannot come." in page.text
    db.session.refresh(somebody)
    assert somebody.status is Status.CANCELLED
    assert [message.letter for message in db.session.scalars(select(Message))] == [
        Letter.ROUNDTABLE_CANCELLED
    ]
    desk.get(home(roundtable.slug, "/cancellation"), expect=409)


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_every_page_stands_in_the_organizers_language(desk, make, organizer, roundtable, language):
    somebody = make.registration(roundtable, "member_state")
    make.registration(roundtable, status=Status.WAITLISTED)
    with transaction() as session:
        session.merge(organizer).language = language
    person = f"/registrations/{somebody.public_id}"
    for page in (
        "", "/edit", "/seats", "/seats/edit", "/admission", "/cancellation",
        "/registrations", "/registrations/new", "/registrations/new?type=un_staff",
        person, f"{person}/edit", f"{person}/withdrawal", "/exports", "/downloads", "/history", "/figures",
    ):  # fmt: skip
        assert desk.get(home(roundtable.slug, page)).language == language
    for page in ("", "account", "downloads", "history", "figures", "roundtables/new"):
        assert desk.get(f"/organizer/{page}").language == language

"""The guest table: counts, tabs, search, sorting, pages; and registering, changing, withdrawing somebody."""

from urllib.parse import quote

import pytest
from sqlalchemy import event, select

from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from tests.web.steps import filled


def address(roundtable, page="", **options):
    asked = "&".join(f"{key}={value}" for key, value in options.items())
    return f"/organizer/roundtables/{roundtable.slug}/registrations{page}" + (f"?{asked}" if asked else "")


def names(page):
    return [link.text for row in page.all("tbody") for link in row.all("a")]


def found(public_id):
    return db.session.scalars(select(Registration).where(Registration.public_id == public_id)).one()


def test_the_counts_stand_against_the_caps_and_say_who_waits(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=2, caps={"civil_society": 1})
    make.registration(roundtable)
    make.registration(roundtable)
    make.registration(roundtable, status=Status.WAITLISTED)

    counts = [meter.text for meter in desk.get(address(roundtable)).all("div", class_name="meter")]

    assert counts[0] == "All seats 2 of 2 · 1 waiting"
    assert "Civil society 2 of 1, over by 1 · 1 waiting" in counts
    assert "Member State 0, no limit" in counts


def test_the_tabs_count_and_filter_by_status(desk, make, roundtable):
    make.registration(roundtable, family_name="Here", given_names="")
    make.registration(roundtable, family_name="Waits", given_names="", status=Status.WAITLISTED)

    page = desk.get(address(roundtable))
    assert names(page) == ["Here", "Waits"]

    waiting = desk.get(page.link("Waiting list 1"))
    assert names(waiting) == ["Waits"]


@pytest.mark.parametrize(
    ("search", "whom"),
    [
        ("müller", ["Müller"]),
        ("MÜLLER", ["Müller"]),
        ("lake", ["Müller", "O'Brien"]),
        ("lake brien", ["O'Brien"]),
        ("anna@mission.example", ["Müller"]),
        ("@mission.example.org", ["Müller"]),
        ("@example.org", ["O'Brien"]),
        ("switz", ["Delegate"]),
        ("%", []),
        ("nobody", []),
    ],
)
def test_people_are_found_by_name_address_domain_and_organization(desk, make, roundtable, search, whom):
    make.registration(roundtable, family_name="Müller", given_names="", email="anna@mission.example.org")
    make.registration(roundtable, family_name="O'Brien", given_names="", email="brien@example.org")
    make.registration(
        roundtable,
        "member_state",
        family_name="Delegate",
        given_names="",
        state="CHE",
        email="x@state.example.net",
    )

    assert sorted(names(desk.get(address(roundtable, q=quote(search))))) == whom


def test_people_are_found_by_their_reference(desk, make, roundtable):
    somebody = make.registration(roundtable, family_name="Somebody", given_names="")
    make.registration(roundtable)

    assert names(desk.get(address(roundtable, q=somebody.reference.lower()))) == ["Somebody"]


def test_nothing_found_offers_everyone_again(desk, make, roundtable):
    make.registration(roundtable)

    page = desk.get(address(roundtable, q="nobody"))

    assert "Nobody matches" in page.text
    assert page.all("a", class_name="button")


def test_filters_stay_in_the_address_from_page_to_page(desk, make, roundtable):
    for number in range(52):
        make.registration(roundtable, family_name=f"N{number:02}", given_names="")
    make.registration(roundtable, "member_state")

    first = desk.get(address(roundtable, type="civil_society", sort="name"))
    assert "1–50 of 52" in first.text
    assert names(first)[:2] == ["N00", "N01"]

    second = desk.get(first.link("Next"))
    assert names(second) == ["N50", "N51"]
    assert "type=civil_society" in second.url


@pytest.mark.parametrize("page", ["0", "-1", "99999", "9" * 40, "x", "%00"])
def test_a_page_that_does_not_exist_shows_one_that_does(desk, make, roundtable, page):
    make.registration(roundtable, family_name="Only", given_names="")

    assert names(desk.get(f"{address(roundtable)}?page={page}&q=%00&status=maybe&sort=hair")) == ["Only"]


def test_the_newest_come_first_when_asked_for(desk, make, roundtable):
    for name in ("Early", "Late"):
        make.registration(roundtable, family_name=name, given_names="")

    assert names(desk.get(address(roundtable, sort="newest"))) == ["Late", "Early"]
    assert names(desk.get(address(roundtable, sort="oldest"))) == ["Early", "Late"]


def test_the_number_of_queries_does_not_grow_with_the_guests(desk, make, roundtable):
    def queries():
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        desk.get(address(roundtable))
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    make.registration(roundtable)
    few = queries()
    for kind in ("member_state", "un_staff", "civil_society", "regional_organization"):
        make.registration(roundtable, kind)

    assert queries() == few <= 25


def test_a_name_from_afar_does_no_harm(desk, make, roundtable):
    make.registration(roundtable, family_name="<script>alert(1)</script>", given_names='"><img src=x>')

    page = desk.get(address(roundtable))

    assert "<script>alert" not in page.html
    assert "<script>alert(1)</script>" in page.text


def test_somebody_registered_by_hand_gets_a_seat_and_a_letter(desk, make, roundtable):
    choice = desk.get(address(roundtable, "/new"))
    form = desk.get(choice.link("Civil society"))

    page = desk.submit(form, filled("civil_society", family_name="Kouassi", email="kouassi@example.org"))

    assert page.heading.endswith("Kouassi")
    assert "has a confirmed place" in page.root.text
    assert "added Aya Kouassi" in page.text
    letter = db.session.scalars(select(Message)).one()
    assert (letter.letter, letter.recipient) == (Letter.ADDED, "kouassi@example.org")


def test_somebody_registered_by_hand_waits_where_there_is_no_seat(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1)
    make.registration(roundtable)

    page = desk.submit(desk.get(address(roundtable, "/new", type="un_staff")), filled("un_staff"))

    assert "is on the waiting list" in page.root.text
    assert "Waiting because there is no seat. All seats: 1 of 1 taken. Number 1 in line." in page.text


def test_an_organizer_is_not_spoken_to_like_a_participant(desk, make, house):
    roundtable = make.roundtable(convenors=[house], mode="hybrid", grounds_pass_asked=True)
    person = make.registration(roundtable)

    new = desk.get(address(roundtable, "/new", type="civil_society"))
    stored = desk.get(address(roundtable, f"/{person.public_id}"))

    for page in (new, stored):
        assert {"Attendance mode", "UN grounds pass", "Consent to be listed"} <= {
            *(label.text for label in (*page.all("legend"), *page.all("label"))),
            *(term.text for term in page.all("dt")),
        }
        assert "How will" not in page.text
        assert "We send" not in page.text
        assert "unless you agree" not in page.text


def test_somebody_registered_already_is_not_registered_again(desk, make, roundtable):
    form = desk.get(address(roundtable, "/new", type="civil_society"))
    desk.submit(form, filled("civil_society"))

    page = desk.submit(form, filled("civil_society"), expect=422)

    assert "This person is already registered" in page.text
    assert len(names(desk.get(page.link("Show who is registered with this address")))) == 1


def test_what_was_typed_stays_when_something_is_wrong(desk, roundtable):
    form = desk.get(address(roundtable, "/new", type="civil_society"))

    page = desk.submit(form, filled("civil_society", email="not an address", family_name="Typed"), expect=422)

    assert page.form("/new").values["family_name"] == ["Typed"]
    assert "Enter an e-mail address in full" in page.text


def test_nobody_is_added_to_a_roundtable_that_is_not_public(desk, make, house):
    draft = make.roundtable(convenors=[house], state="draft", published_at=None)

    desk.get(address(draft, "/new"), expect=409)


def test_withdrawing_somebody_confirms_the_next_who_waits(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1)
    gone = make.registration(roundtable)
    waits = make.registration(roundtable, status=Status.WAITLISTED)

    asked = desk.get(address(roundtable, f"/{gone.public_id}/withdrawal"))
    assert found(gone.public_id).status is Status.CONFIRMED
    desk.submit(asked, form="withdrawal")

    db.session.expire_all()
    assert found(gone.public_id).status is Status.WITHDRAWN
    assert found(waits.public_id).status is Status.CONFIRMED
    told = {message.letter for message in db.session.scalars(select(Message))}
    assert told == {Letter.WITHDRAWN_BY_ORGANIZER, Letter.PROMOTED}


def test_withdrawing_twice_is_refused(desk, make, roundtable):
    gone = make.registration(roundtable)
    asked = desk.get(address(roundtable, f"/{gone.public_id}/withdrawal"))
    desk.submit(asked, form="withdrawal")

    desk.submit(asked, form="withdrawal", expect=409)


def test_answers_can_be_changed_and_the_person_is_told(desk, make, roundtable):
    somebody = make.registration(roundtable)
    form = desk.get(address(roundtable, f"/{somebody.public_id}/edit"))
    assert form.form("/edit").values["family_name"] == [somebody.family_name]

    page = desk.submit(form, {"family_name": "Renamed"}, form="/edit")

    assert page.heading.endswith("Renamed")
    assert "Family name" in page.one("ol", class_name="timeline").text
    assert [message.letter for message in db.session.scalars(select(Message))] == [Letter.CHANGED]


def test_a_change_that_needs_a_seat_that_is_not_there_is_refused(desk, make, house):
    roundtable = make.roundtable(convenors=[house], mode="hybrid", modes={"online": 0})
    somebody = make.registration(roundtable)
    form = desk.get(address(roundtable, f"/{somebody.public_id}/edit"))

    page = desk.submit(form, {"mode": "online"}, form="/edit", expect=409)

    assert "There is no seat for this change" in page.text
    assert found(somebody.public_id).mode == "in_person"


def test_a_letter_can_be_sent_again(desk, make, roundtable):
    page = desk.submit(desk.get(address(roundtable, "/new", type="civil_society")), filled("civil_society"))
    letter = db.session.scalars(select(Message)).one()

    again = desk.submit(page, form=f"/messages/{letter.id}")

    assert "The mail is being sent again." in again.root.text
    assert "sent a letter to" in again.text


def test_the_history_of_a_roundtable_names_who_did_what(desk, make, roundtable, organizer):
    form = desk.get(address(roundtable, "/new", type="civil_society"))
    desk.submit(form, filled("civil_society", family_name="Ndiaye"))

    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/history")

    assert f"{organizer.name} added Aya Ndiaye" in page.text


def test_those_whom_somebody_brings_stay_when_fewer_are_allowed_by_now(desk, make, roundtable):
    person = make.registration(roundtable, accompanying=2)
    edit = address(roundtable, f"/{person.public_id}/edit")

    page = desk.get(edit)
    assert page.form("/edit").values["accompanying"] == ["2"]

    desk.submit(page, {"position": "Director"}, form="/edit")
    assert db.session.get_one(Registration, person.id).accompanying == 2

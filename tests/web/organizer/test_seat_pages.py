"""Limits of a roundtable: the plan, the form, the preview before it is saved, and the release of reserved seats."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registration import clock
from registration.actions import due, seats
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.models.seats import Limit
from registration.rules.letters import Letter
from registration.rules.statuses import Status

SAVE, PREVIEW = None, {"preview": "yes"}


def plan(roundtable, page=""):
    return f"/organizer/roundtables/{roundtable.slug}/seats{page}"


def row(page, name):
    return next(row for row in page.all("tr") if row.all("th") and row.all("th")[0].text == name)


def limits(roundtable):
    rows = db.session.scalars(select(Limit).where(Limit.roundtable_id == roundtable.id))
    return {f"{limit.kind}:{limit.key}": (limit.cap, limit.floor) for limit in rows}


def statuses(roundtable):
    db.session.expire_all()
    rows = db.session.scalars(
        select(Registration).where(Registration.roundtable_id == roundtable.id).order_by(Registration.id)
    )
    return [one.status for one in rows]


def the_worker_comes_by(roundtable):
    for _ in range(5):
        with transaction():
            due.catch_up(seats.lock(roundtable.id), at=clock.now())


@pytest.fixture
def waited_for(make, house):
    """Two seats, one of them reserved for member states; a UN person sits, another one waits."""
    roundtable = make.roundtable(convenors=[house], cap=2, floors={"member_state": 1})
    make.registration(roundtable, "un_staff")
    make.registration(roundtable, "un_staff", status=Status.WAITLISTED, family_name="Waiting")
    return roundtable


def test_every_limit_stands_there_with_what_is_taken_held_free_and_waited_for(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=6, caps={"civil_society": 2})
    make.registration(roundtable)
    make.registration(roundtable, status=Status.OFFERED)
    make.registration(roundtable, status=Status.WAITLISTED)
    make.registration(roundtable, "un_staff", facts={"accompanying": 1}, accompanying=1)

    page = desk.get(plan(roundtable))

    assert row(page, "All seats").text == "All seats 4 of 6 1 Seat offered 2 1"
    assert row(page, "Civil society").text == "Civil society 2 of 2 1 Seat offered 0 1"


def test_more_people_than_seats_are_shown_apart_from_reserved_seats_that_are_missing(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=3, caps={"un_staff": 1}, floors={"member_state": 2})
    for _ in range(2):
        make.registration(roundtable, "un_staff")

    page = desk.get(plan(roundtable))

    assert "2 of 1, over by 1" in row(page, "United Nations staff").text
    assert "1 seat is reserved, but somebody else sits on it" in page.text


def test_delegations_are_shown_by_rule_by_exception_and_when_they_are_full(desk, make, house):
    roundtable = make.roundtable(convenors=[house])
    with transaction() as session:
        for key, cap in (("state:*", 1), ("state:FRA", 5), ("organization:*", 4)):
            session.add(Limit(roundtable_id=roundtable.id, kind="delegation", key=key, cap=cap))
    make.registration(roundtable, "member_state", state="SWE")
    make.registration(roundtable, "civil_society")

    page = desk.get(plan(roundtable))

    assert "Each state at most 1 seat" in page.text
    assert "0 of 5" in row(page, "France").text
    assert "1 delegation has all its seats" in page.text
    assert "Sweden: 1 of 1" in page.text
    assert "Lake Region" not in page.text


def test_a_waiting_list_that_is_being_gone_through_says_so(desk, make, house):
    roundtable = make.roundtable(convenors=[house], promotion_due=True)

    assert "Seats are being given out" in desk.get(plan(roundtable)).text


def test_all_kinds_of_limits_are_set_in_one_form(desk, make, house):
    roundtable = make.roundtable(convenors=[house], mode=Mode.HYBRID)
    typed = {
        "total": "30",
        "in_person": "20",
        "online": "15",
        "types-civil_society-cap": "10",
        "types-civil_society-floor": "4",
        "types-civil_society-release_at": "2020-01-01T10:00",
        "state": "2",
        "un_entity": "1",
        "organization": "3",
        "further-0-delegation": "state:SWE",
        "further-0-cap": "4",
        "further-1-organization": "  Lake   REGION Forum ",
        "further-1-cap": "5",
        f"hosts-{house.id}-floor": "3",
        f"hosts-{house.id}-cap": "6",
    }

    page = desk.submit(desk.get(plan(roundtable, "/edit")), typed, form="/edit")

    assert page.heading == roundtable.titles["en"]
    assert limits(roundtable) == {
        "total:*": (30, None),
        "mode:in_person": (20, None),
        "mode:online": (15, None),
        "stakeholder_type:civil_society": (10, 4),
        "delegation:state:*": (2, None),
        "delegation:un_entity:*": (1, None),
        "delegation:organization:*": (3, None),
        "delegation:state:SWE": (4, None),
        "delegation:organization:lake region forum": (5, None),
        f"host:{house.id}": (6, 3),
    }
    again = desk.get(plan(roundtable, "/edit")).form("/edit").values
    assert again["types-civil_society-release_at"] == ["2020-01-01T10:00"]
    assert again["exceptions-1-cap"] == ["4"]


def test_an_emptied_exception_goes_and_what_is_not_asked_about_stays(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5)
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind="delegation", key="state:SWE", cap=2))
        session.add(Limit(roundtable_id=roundtable.id, kind="delegation", key="*", cap=3))

    desk.submit(desk.get(plan(roundtable, "/edit")), {"exceptions-0-cap": ""}, form="/edit")

    assert limits(roundtable) == {"total:*": (5, None), "delegation:*": (3, None)}


def test_saving_without_touching_anything_changes_nothing(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5, floors={"un_staff": 1}, caps={"un_staff": 3})
    version = roundtable.version

    desk.submit(desk.get(plan(roundtable, "/edit")), form="/edit")

    db.session.expire_all()
    assert db.session.get_one(Roundtable, roundtable.id).version == version
    assert limits(roundtable) == {"total:*": (5, None), "stakeholder_type:un_staff": (3, 1)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"total": "-1"}, "Enter a whole number from 0 to 100000"),
        ({"total": "100001"}, "Enter a whole number from 0 to 100000"),
        (
            {"types-un_staff-cap": "2", "types-un_staff-floor": "3"},
            "United Nations staff: at most 2, but 3 are reserved",
        ),
        (
            {"total": "4", "types-un_staff-floor": "3", "types-civil_society-floor": "2"},
            "All seats: 5 are reserved in all, but there are only 4",
        ),
        (
            {"types-un_staff-floor": "3", "types-un_staff-release_at": "2099-01-01T10:00"},
            "United Nations staff: reserved seats have to be released before the roundtable begins",
        ),
        ({"types-un_staff-release_at": "2020-01-01T10:00"}, "Enter how many seats are reserved"),
        (
            {"types-un_staff-floor": "1", "types-un_staff-release_at": "2026-03-08T02:30"},
            "the clocks are set",
        ),
        ({"further-0-cap": "3"}, "Choose a delegation, or enter the name of one"),
        ({"further-0-delegation": "state:SWE"}, "Enter how many seats this delegation may have"),
        (
            {"further-0-delegation": "state:SWE", "further-0-organization": "Sweden", "further-0-cap": "1"},
            "Choose from the list or enter a name, not both",
        ),
        (
            {"further-0-organization": "A", "further-0-cap": "1"}
            | {"further-1-organization": "a", "further-1-cap": "2"},
            "There is an exception for this delegation already",
        ),
    ],
)
@pytest.mark.parametrize("button", [SAVE, PREVIEW], ids=["save", "preview"])
def test_what_cannot_all_be_meant_is_said_with_its_numbers_and_nothing_typed_is_lost(
    desk, make, house, typed, said, button
):
    roundtable = make.roundtable(convenors=[house])
    page = desk.get(plan(roundtable, "/edit"))

    again = desk.submit(page, typed, form="/edit", button=button, expect=422)

    assert said in again.one("div", class_name="error-summary").text
    assert len([error for error in again.all("p", class_name="error") if said in error.text]) == 1
    kept = again.form("/edit").values
    assert {name: kept[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert limits(roundtable) == {}


def test_floors_of_a_hybrid_meeting_are_measured_by_the_room(desk, make, house):
    roundtable = make.roundtable(convenors=[house], mode=Mode.HYBRID)
    typed = {"total": "90", "in_person": "2", "types-un_staff-floor": "3"}

    page = desk.submit(desk.get(plan(roundtable, "/edit")), typed, form="/edit", expect=422)

    assert "In person: 3 are reserved in all, but there are only 2" in page.text


def test_saving_after_somebody_else_keeps_what_was_typed_and_says_so(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5)
    mine, theirs = desk.get(plan(roundtable, "/edit")), desk.get(plan(roundtable, "/edit"))
    desk.submit(theirs, {"total": "6"}, form="/edit")

    page = desk.submit(mine, {"total": "7"}, form="/edit", expect=409)
    assert "Someone else has saved this in the meantime" in page.text
    assert page.form("/edit").values["total"] == ["7"]
    assert limits(roundtable) == {"total:*": (6, None)}

    desk.submit(page, form="/edit")
    assert limits(roundtable) == {"total:*": (7, None)}


def test_the_form_of_the_roundtable_is_out_of_date_once_limits_have_changed(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5)
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/edit")
    desk.submit(desk.get(plan(roundtable, "/edit")), {"total": "6"}, form="/edit")

    desk.submit(page, {"contact_name": "Somebody"}, form="/edit", expect=409)

    assert limits(roundtable) == {"total:*": (6, None)}


def test_a_preview_names_those_who_would_be_seated_and_writes_nothing(desk, waited_for):
    before = db.session.scalar(select(func.count()).select_from(Message))
    version = waited_for.version

    page = desk.submit(desk.get(plan(waited_for, "/edit")), {"total": "3"}, form="/edit", button=PREVIEW)

    shown = page.one("section", class_name="preview")
    assert "1 person on the waiting list would be confirmed" in shown.text
    assert "Waiting" in shown.text
    assert "Member State: 1" in shown.text
    assert page.form("/edit").values["total"] == ["3"]
    assert limits(waited_for)["total:*"] == (2, None)
    assert statuses(waited_for) == [Status.CONFIRMED, Status.WAITLISTED]
    assert db.session.scalar(select(func.count()).select_from(Message)) == before
    assert db.session.get_one(Roundtable, waited_for.id).version == version


def test_a_preview_says_how_many_would_be_over(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5)
    for _ in range(3):
        make.registration(roundtable, "un_staff")

    page = desk.submit(desk.get(plan(roundtable, "/edit")), {"total": "1"}, form="/edit", button=PREVIEW)

    assert "All seats: 2" in page.one("section", class_name="preview").text
    assert "Nobody on the waiting list would get a seat" in page.text


@pytest.mark.parametrize("offer_hours", [None, 48])
def test_what_the_preview_says_is_what_then_happens(desk, make, house, offer_hours):
    roundtable = make.roundtable(convenors=[house], cap=0, offer_hours=offer_hours, floors={"un_staff": 0})
    for number in range(9):
        kind = ("un_staff", "civil_society", "member_state")[number % 3]
        make.registration(roundtable, kind, status=Status.WAITLISTED, family_name=f"Number{number}")
    typed = {"total": "6", "types-un_staff-cap": "1", "types-member_state-floor": "4"}

    page = desk.submit(desk.get(plan(roundtable, "/edit")), typed, form="/edit", button=PREVIEW)
    shown = [person.text for person in page.one("ol", class_name="preview-people").all("a")]
    desk.submit(page, form="/edit")

    seated = Status.CONFIRMED if offer_hours is None else Status.OFFERED
    rows = db.session.scalars(
        select(Registration)
        .where(Registration.roundtable_id == roundtable.id, Registration.status == seated)
        .order_by(Registration.id)
    )
    assert shown == [one.full_name for one in rows] != []
    assert ("would be offered a seat" in page.text) is (offer_hours is not None)


def test_reserved_seats_are_released_by_the_worker_when_an_organizer_says_now(desk, waited_for):
    page = desk.get(plan(waited_for))
    assert "1 person on the waiting list would be confirmed" in page.one("div", class_name="preview").text

    page = desk.submit(page, form="/release")
    assert statuses(waited_for) == [Status.CONFIRMED, Status.WAITLISTED]
    the_worker_comes_by(waited_for)

    assert statuses(waited_for) == [Status.CONFIRMED, Status.CONFIRMED]
    assert [message.letter for message in db.session.scalars(select(Message))] == [Letter.PROMOTED]
    assert "released on" in desk.get(plan(waited_for)).text


def test_what_is_not_reserved_cannot_be_released(desk, waited_for):
    form = desk.get(plan(waited_for)).form("/release")
    for changed in ({"key": "un_staff"}, {"kind": "nonsense"}, {"kind": "", "key": ""}):
        sent = form.values | {name: [value] for name, value in changed.items()}
        assert desk.open("POST", form.action, data=sent).status_code == 409

    assert limits(waited_for)["stakeholder_type:member_state"] == (None, 1)


def test_a_start_before_a_release_is_refused_beside_the_start(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=9, floors={"un_staff": 2})
    with transaction() as session:
        limit = session.scalars(select(Limit).where(Limit.floor == 2)).one()
        limit.release_at = roundtable.starts_at - timedelta(days=1)
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/edit")
    sooner = (roundtable.starts_at - timedelta(days=5)).strftime("%Y-%m-%dT10:00")

    again = desk.submit(page, {"starts_at": sooner}, form="/edit", expect=422)

    assert (
        "United Nations staff: reserved seats have to be released before the roundtable begins" in again.text
    )
    assert 'href="#starts_at"' in again.html


def test_a_cap_below_what_is_reserved_is_refused_beside_the_cap(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=9, floors={"un_staff": 3})
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/edit")

    again = desk.submit(page, {"caps-type_un_staff": "2"}, form="/edit", expect=422)
    assert "United Nations staff: at most 2, but 3 are reserved" in again.text
    assert 'href="#caps-type_un_staff"' in again.html

    again = desk.submit(page, {"caps-total": "2"}, form="/edit", expect=422)
    assert "All seats: 3 are reserved in all, but there are only 2" in again.text

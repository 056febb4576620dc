"""How people come in: settings for all and for single stakeholder types, on one page."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.roundtables import Roundtable
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution, Terms
from registration.rules.verbs import Verb


def address(roundtable):
    return f"/organizer/roundtables/{roundtable.slug}/admission"


def find(roundtable):
    db.session.expire_all()
    return db.session.get_one(Roundtable, roundtable.id)


@pytest.fixture
def roundtable(make, house):
    return make.roundtable(
        convenors=[house],
        zone="UTC",
        opens_at=datetime(2027, 1, 1, 9, tzinfo=UTC),
        closes_at=datetime(2027, 3, 1, 9, tzinfo=UTC),
        starts_at=datetime(2027, 4, 1, 9, tzinfo=UTC),
    )


def test_whether_and_until_when_somebody_else_may_come_is_set_for_all_and_for_a_type(desk, make, roundtable):
    typed = {
        "substitution": "approval",
        "substitution_until": "2027-03-30T12:00",
        "types-civil_society-substitution": "never",
        "types-un_staff-substitution_until": "2027-03-20T12:00",
    }
    page = desk.get(address(roundtable))
    assert page.form("/admission").values["substitution"] == ["automatic"]

    desk.submit(page, typed, form="/admission")

    kept = find(roundtable)
    ends = datetime(2027, 3, 30, 12, tzinfo=UTC)
    terms = {
        code: kept.substitution_terms(make.stakeholder_type(code).id)
        for code in ("civil_society", "un_staff")
    }
    assert (kept.substitution, kept.substitution_until) == (Substitution.APPROVAL, ends)
    assert terms["civil_society"] == Terms(Substitution.NEVER, ends)
    assert terms["un_staff"] == Terms(Substitution.APPROVAL, datetime(2027, 3, 20, 12, tzinfo=UTC))
    again = desk.get(address(roundtable)).form("/admission").values
    assert {name: again[name] for name in typed} == {name: [value] for name, value in typed.items()}


def test_everything_is_set_and_on_record(desk, make, roundtable):
    typed = {
        "address_checked": True,
        "pending_holds": True,
        "offers": "offered",
        "offer_hours": "24",
        "place_shown": True,
        "types-civil_society-admission": "approval",
        "types-civil_society-opens_at": "2027-01-02T10:00",
        "types-civil_society-closes_at": "2027-02-02T10:00",
        "types-un_staff-accompanying": "2",
    }

    desk.submit(desk.get(address(roundtable)), typed, form="/admission")

    kept = find(roundtable)
    assert (kept.address_checked, kept.pending_holds, kept.offer_hours, kept.place_shown) == (
        True,
        True,
        24,
        True,
    )
    civil_society = kept.policy(make.stakeholder_type().id)
    assert civil_society.admission is Admission.APPROVAL
    assert civil_society.opens_at == datetime(2027, 1, 2, 10, tzinfo=UTC)
    assert civil_society.closes_at == datetime(2027, 2, 2, 10, tzinfo=UTC)
    assert kept.accompanying(make.stakeholder_type("un_staff").id) == 2
    assert kept.policy(make.stakeholder_type("member_state").id) is None
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.ADMISSION_CHANGED)).one()
    assert set(entry.details["fields"]) == {
        "address_checked", "pending_holds", "offer_hours", "place_shown", "policies"
    }  # fmt: skip


def test_what_is_emptied_is_as_for_everyone_again(desk, make, roundtable):
    desk.submit(
        desk.get(address(roundtable)),
        {"types-un_staff-accompanying": "2", "offers": "offered"},
        form="/admission",
    )

    page = desk.get(address(roundtable))
    desk.submit(page, {"types-un_staff-accompanying": "", "offers": "at_once"}, form="/admission")

    kept = find(roundtable)
    assert kept.policies == []
    assert kept.offer_hours is None


def test_saving_without_touching_anything_changes_nothing(desk, roundtable):
    version = roundtable.version

    desk.submit(desk.get(address(roundtable)), form="/admission")

    assert find(roundtable).version == version


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"types-un_staff-opens_at": "2026-12-31T09:00"}, "Registration opens on"),
        ({"types-un_staff-closes_at": "2027-03-02T09:00"}, "Registration closes on"),
        (
            {"types-un_staff-opens_at": "2027-02-02T09:00", "types-un_staff-closes_at": "2027-02-01T09:00"},
            "Registration has to open before it closes",
        ),
        ({"types-un_staff-accompanying": "10"}, "Enter a whole number from 0 to 9"),
        ({"offers": "offered", "offer_hours": "0"}, "Enter a whole number from 1 to 336"),
        ({"offers": "offered", "offer_hours": "337"}, "Enter a whole number from 1 to 336"),
        ({"offers": "offered", "offer_hours": ""}, "Enter how many hours people have to answer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(desk, roundtable, typed, said):
    typed = {"types-civil_society-accompanying": "1", **typed}

    page = desk.submit(desk.get(address(roundtable)), typed, form="/admission", expect=422)

    assert said in page.one("div", class_name="error-summary").text
    kept = page.form("/admission").values
    assert {name: kept[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert find(roundtable).policies == []


def test_saving_after_somebody_else_keeps_what_was_typed_and_says_so(desk, roundtable):
    mine, theirs = desk.get(address(roundtable)), desk.get(address(roundtable))
    desk.submit(theirs, {"place_shown": True}, form="/admission")

    page = desk.submit(mine, {"types-un_staff-accompanying": "1"}, form="/admission", expect=409)
    assert "Someone else has saved this in the meantime" in page.text
    assert find(roundtable).policies == []

    desk.submit(page, form="/admission")
    assert len(find(roundtable).policies) == 1


def test_whoever_awaits_approval_still_awaits_it(desk, make, roundtable):
    somebody = make.registration(roundtable, status=Status.PENDING)

    desk.submit(desk.get(address(roundtable)), {"pending_holds": True}, form="/admission")

    db.session.refresh(somebody)
    assert (somebody.status, somebody.holds_seat) == (Status.PENDING, False)
    assert (
        "changed the rules of admission" in desk.get(f"/organizer/roundtables/{roundtable.slug}/history").text
    )


def test_the_form_of_the_roundtable_offers_approval(desk, roundtable):
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/edit")

    desk.submit(page, {"admission": "approval"}, form="/edit")

    assert find(roundtable).admission is Admission.APPROVAL
    assert "Anyone may register, organizers approve" in desk.get(address(roundtable)).text

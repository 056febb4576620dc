"""Belong to another group: offered of those open now, the seat follows, and what was approved stays approved."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.rules.letters import Letter
from registration.rules.seats import Kind
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from tests.web.steps import TYPED


def again(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id)


def offered(page):
    return [box.attributes["value"] for box in page.all("input", name="stakeholder_type")]


def errors(page):
    return [link.text for link in page.one("div", class_name="error-summary").all("li")]


@pytest.fixture
def to_questions(client, enter):
    """The questions of the other group, prefilled."""

    def to_questions(registration, code):
        edit = client.get(enter(registration).link("Change the answers"))
        return client.submit(client.get(edit.link("Belong to another group?")), {"stakeholder_type": code})

    return to_questions


def test_another_group_is_chosen_and_its_questions_answered(client, make, to_questions):
    registration = make.registration(position="Director")
    page = to_questions(registration, "member_state")
    assert page.form(["/edit", "group=member_state"][0]).values["position"] == ["Director"]

    page = client.submit(page, TYPED["member_state"], form="/edit")

    assert "Your changes are saved." in page.root.text
    found = again(registration)
    assert (found.stakeholder_type.code, found.state, found.organization) == ("member_state", "SWE", "")
    assert found.status is Status.CONFIRMED
    assert list(db.session.scalars(select(Message.letter))) == [Letter.CHANGED]


def test_sending_it_twice_changes_it_once(client, make, to_questions):
    page = to_questions(make.registration(), "un_staff")

    client.submit(page, TYPED["un_staff"], form="/edit")
    after = client.submit(page, TYPED["un_staff"], form="/edit")

    assert "Nothing was changed." in after.root.text


def test_only_groups_that_are_open_now_are_offered(client, enter, make):
    roundtable = make.roundtable()
    make.policy(roundtable, "member_state", admission=Admission.INVITATION)
    make.policy(roundtable, "un_staff", closes_at=make.now() - timedelta(days=1))
    enter(make.registration(roundtable))

    page = client.get("/en/my/registration/group")

    assert offered(page) == ["regional_organization"]
    assert "by invitation only" in page.text
    assert "registration closed on" in page.text


def test_a_group_that_closed_in_the_meantime_is_refused_and_everything_typed_is_kept(
    client, make, to_questions
):
    roundtable = make.roundtable()
    registration = make.registration(roundtable)
    page = to_questions(registration, "member_state")
    stale = client.get("/en/my/registration/group")
    make.policy(roundtable, "member_state", closes_at=make.now() - timedelta(days=1))

    refused = client.submit(
        page, {**TYPED["member_state"], "phone": "+41 22 917 00 00"}, form="/edit", expect=422
    )

    [error] = errors(refused)
    assert error.startswith("Member State")
    assert "registration closed on" in error
    assert refused.form("/edit").values["phone"] == ["+41 22 917 00 00"]
    assert again(registration).stakeholder_type.code == "civil_society"
    assert errors(client.submit(stale, {"stakeholder_type": "member_state"}, expect=422)) == [error]


def test_without_a_seat_in_the_other_group_the_old_one_stays(client, make, to_questions):
    registration = make.registration(make.roundtable(caps={"member_state": 0}))

    page = client.submit(
        to_questions(registration, "member_state"), TYPED["member_state"], form="/edit", expect=422
    )

    assert "the present seat is kept" in page.text
    assert page.form("/edit").values["state"] == ["SWE"]
    assert again(registration).stakeholder_type.code == "civil_society"


def test_who_waits_may_wait_in_another_group(client, make, to_questions):
    registration = make.registration(make.roundtable(caps={"civil_society": 0}), status=Status.WAITLISTED)

    page = client.submit(to_questions(registration, "un_staff"), TYPED["un_staff"], form="/edit")

    assert page.heading == "Your place is confirmed"


def test_what_was_approved_is_not_changed_without_the_organizers(client, enter, make):
    roundtable = make.roundtable(admission=Admission.APPROVAL)
    registration = make.registration(roundtable)
    enter(registration)

    edit = client.get("/en/my/registration/edit")
    assert "Belong to another group?" not in edit.text
    client.get("/en/my/registration/group", expect=409)
    client.get("/en/my/registration/edit?group=un_staff", expect=409)
    page = client.submit(edit, {"organization": "Another network"}, form="/edit", expect=422)

    assert errors(page)[0].startswith("This answer was part of the approval")
    assert page.form("/edit").values["organization"] == ["Another network"]


def test_who_awaits_approval_may_still_choose(client, make, to_questions):
    registration = make.registration(make.roundtable(admission=Admission.APPROVAL), status=Status.PENDING)

    client.submit(to_questions(registration, "un_staff"), TYPED["un_staff"], form="/edit")

    assert again(registration).stakeholder_type.code == "un_staff"
    assert again(registration).status is Status.PENDING


def test_nobody_gets_past_the_organizers_through_another_group(client, enter, make):
    roundtable = make.roundtable()
    make.policy(roundtable, "member_state", admission=Admission.APPROVAL)
    enter(make.registration(roundtable))

    page = client.get("/en/my/registration/group")
    assert offered(page) == ["un_staff", "regional_organization"]
    assert "Member State: the organizers approve each registration" in page.text
    client.get("/en/my/registration/edit?group=member_state", expect=409)


@pytest.mark.parametrize("group", ["", "galactic", "%00"])
def test_an_unknown_group_is_none(client, enter, make, group):
    enter(make.registration())

    client.get(f"/en/my/registration/edit?group={group}", expect=409)


def test_nothing_chosen_is_refused(client, enter, make):
    enter(make.registration())

    page = client.submit(client.get("/en/my/registration/group"), form="/group", expect=422)

    assert errors(page) == ["Choose the group that fits best"]


def test_where_a_delegation_is_complete_nobody_joins_it(client, enter, make):
    roundtable = make.roundtable()
    db.session.add(Limit(roundtable_id=roundtable.id, kind=Kind.DELEGATION, key="state:NOR", cap=0))
    db.session.commit()
    registration = make.registration(roundtable, "member_state")
    enter(registration)

    page = client.submit(client.get("/en/my/registration/edit"), {"state": "NOR"}, form="/edit", expect=422)

    assert errors(page)[0].startswith("There is no seat for this change")
    assert page.all("p", id="state-error")


def test_persons_brought_along_may_stay_when_fewer_are_allowed_by_now(client, enter, make):
    roundtable = make.roundtable()
    make.policy(roundtable, "civil_society", accompanying=1)
    registration = make.registration(roundtable, accompanying=3)
    assert "Accompanying persons 3" in enter(registration).text

    client.submit(client.get("/en/my/registration/edit"), {"phone": "+41 22 917 00 00"}, form="/edit")

    assert again(registration).accompanying == 3

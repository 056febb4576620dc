"""Groups that come in otherwise than the others: what the pages say, offer and refuse."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.models.seats import Limit
from registration.rules.letters import Letter
from registration.rules.seats import Kind
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from tests.web import steps

DAY = timedelta(days=1)
TYPES = ("member_state", "un_staff", "civil_society", "regional_organization")


def registered():
    return db.session.scalars(select(Registration).order_by(Registration.id)).all()


def errors(page):
    return [link.text for link in page.one("div", class_name="error-summary").all("li")]


def offered(page):
    return [box.attributes["value"] for box in page.all("input", name="stakeholder_type")]


def buttons(page):
    return [button.text for button in page.one("main").all("button")]


def public_page(client, roundtable):
    return client.get(f"/en/roundtables/{roundtable.slug}").one("div", class_name="facts").text


def test_a_roundtable_by_approval_says_so_and_is_open(client, make):
    roundtable = make.roundtable(admission=Admission.APPROVAL)

    text = public_page(client, roundtable)

    assert "The organizers approve each registration" in text
    assert "Open" in text
    assert "Open" in client.get("/en/").text


def test_where_nothing_differs_nothing_is_said(client, make):
    text = public_page(client, make.roundtable())

    assert "Civil society" not in text
    assert "approve" not in text


def test_what_differs_by_group_is_said_in_one_line_each(client, make):
    now = make.now()
    roundtable = make.roundtable(opens_at=now - DAY, closes_at=now + 20 * DAY)
    for code in ("civil_society", "regional_organization"):
        make.policy(roundtable, code, admission=Admission.APPROVAL)
    make.policy(roundtable, "un_staff", admission=Admission.INVITATION, opens_at=now + DAY)
    make.policy(roundtable, "member_state", closes_at=now + 9 * DAY)

    text = public_page(client, roundtable)

    assert "Civil society, Regional" in text
    assert text.count("the organizers approve each registration") == 1
    assert "United Nations staff: by invitation only" in text
    assert "registration closes on" in text
    assert "opens" not in text


def test_a_roundtable_by_invitation_with_an_open_group_is_found_by_everyone(client, make):
    roundtable = make.roundtable(admission=Admission.INVITATION)
    make.policy(roundtable, "member_state", admission=Admission.APPROVAL)

    page = client.get(f"/en/roundtables/{roundtable.slug}")

    assert "Member States" not in page.title
    assert "Civil society" in page.text
    assert "by invitation only" in page.text
    assert page.all("script", type="application/ld+json")
    assert roundtable.slug in client.open("GET", "/sitemap.xml").text


def test_groups_that_are_not_open_are_no_cards_and_it_is_said_why(client, make):
    now = make.now()
    roundtable = make.roundtable()
    make.policy(roundtable, "civil_society", admission=Admission.INVITATION)
    make.policy(roundtable, "un_staff", opens_at=now + DAY)
    make.policy(roundtable, "regional_organization", closes_at=now - DAY)

    page = client.get(steps.address(roundtable))

    assert offered(page) == ["member_state"]
    assert "Civil society: by invitation only" in page.text
    assert "United Nations staff: registration opens on" in page.text
    assert "registration closed on" in page.text


def test_a_group_chosen_on_a_stale_page_is_refused_beside_the_field_with_why(client, make):
    roundtable = make.roundtable()
    first = client.get(steps.address(roundtable))
    make.policy(roundtable, "civil_society", closes_at=make.now() - DAY)

    page = client.submit(first, {"stakeholder_type": "civil_society", "for_whom": "another"}, expect=422)

    [error] = errors(page)
    assert error.startswith("Civil society: registration closed on")
    assert page.form().values["for_whom"] == ["another"]


@pytest.mark.parametrize("step", ["details", "check"])
def test_a_group_that_closes_on_the_way_leads_back_to_the_choice_and_nothing_typed_is_lost(
    client, make, step
):
    roundtable = make.roundtable()
    at_step = (steps.to_details if step == "details" else steps.to_check)(client, roundtable)
    if step == "check":
        make.policy(roundtable, "civil_society", admission=Admission.INVITATION)
        page = client.submit(at_step, expect=422)
    else:
        check = client.submit(at_step, steps.filled("civil_society"))
        make.policy(roundtable, "civil_society", admission=Admission.INVITATION)
        page = client.get(check.link("Change Position"), expect=422)

    assert errors(page) == ["Civil society: by invitation only"]
    details = client.submit(page, {"stakeholder_type": "member_state"})
    assert details.form().values["given_names"] == ["Aya"]
    assert registered() == []


def test_a_form_sent_before_its_group_closed_is_answered_as_before(client, make):
    roundtable = make.roundtable()
    check = steps.to_check(client, roundtable)
    client.submit(check)
    make.policy(roundtable, "civil_society", closes_at=make.now() - DAY)

    assert client.submit(check).heading == "Your place is confirmed"
    assert client.get(check.url).heading == "Check the answers"


def test_if_no_group_is_open_the_page_says_so_with_the_contact(client, make):
    roundtable = make.roundtable()
    for code in TYPES:
        make.policy(roundtable, code, admission=Admission.INVITATION)

    page = client.get(steps.address(roundtable), expect=409)

    assert page.heading == "Registration is not open to any group at present"
    assert "Civil society: by invitation only" in page.text
    assert "contact@example.org" in page.text
    assert offered(page) == []


def test_by_approval_one_asks_and_is_told_that_nothing_is_confirmed(client, make):
    roundtable = make.roundtable(admission=Admission.APPROVAL)
    check = steps.to_check(client, roundtable)
    assert buttons(check) == ["Ask for approval"]

    page = client.submit(check)

    assert page.heading == "Awaiting approval"
    assert "This is not a confirmation." in page.text
    assert [one.status for one in registered()] == [Status.PENDING]


def test_where_addresses_are_checked_one_step_is_left(client, make):
    roundtable = make.roundtable(address_checked=True)
    check = steps.to_check(client, roundtable)
    assert buttons(check) == ["Send the registration"]
    assert "within 24 hours" in check.text

    page = client.submit(check)

    assert page.heading == "One step is left"
    assert "within 24 hours" in page.text
    assert [one.status for one in registered()] == [Status.UNVERIFIED]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"cap": 0}, "All seats are taken."),
        ({"cap": 5, "caps": {"civil_society": 0}}, "All seats for this group are taken."),
        ({"cap": 2, "floors": {"member_state": 2}}, "kept for groups that are not yet represented"),
        ({"mode": Mode.HYBRID, "modes": {"in_person": 0}}, "All seats in the room are taken."),
        ({"promotion_due": True}, "Others who wait are asked first."),
    ],
)
def test_who_would_wait_joins_the_waiting_list_and_reads_why(client, make, facts, why):
    hybrid = {"mode": "in_person"} if "mode" in facts else {}
    check = steps.to_check(client, make.roundtable(**facts), **hybrid)
    assert why in check.text
    assert buttons(check) == ["Join the waiting list"]

    page = client.submit(check)

    assert page.heading == "On the waiting list"


def test_a_delegation_that_is_complete_waits(client, make):
    roundtable = make.roundtable()
    db.session.add(Limit(roundtable_id=roundtable.id, kind=Kind.DELEGATION, key="state:*", cap=1))
    db.session.commit()
    steps.register(client, roundtable, "member_state")

    check = steps.to_check(client, roundtable, "member_state", given_names="Bo")

    assert "All seats for this delegation or organization are taken." in check.text
    assert buttons(check) == ["Join the waiting list"]


def test_without_a_waiting_list_a_full_group_is_told_before_sending(client, make):
    roundtable = make.roundtable(caps={"civil_society": 0}, waiting_list_open=False)

    details = steps.to_details(client, roundtable)
    page = client.submit(details, steps.filled("civil_society"), expect=409)

    assert page.heading == "All seats are taken"


@pytest.mark.parametrize("facts", [{"admission": Admission.APPROVAL}, {"address_checked": True}])
def test_the_pages_do_not_tell_whether_somebody_was_registered_before(client, make, facts):
    roundtable = make.roundtable(**facts)
    first = steps.register(client, roundtable)
    [registration] = registered()

    client.forget_cookies()
    second = steps.register(client, roundtable)

    def read(page):
        return page.text.replace(page.one("bdi", class_name="reference-value").text, "")

    assert read(first) == read(second)
    assert registered() == [registration]
    letters = list(db.session.scalars(select(Message.letter).order_by(Message.id)))
    assert letters[1:] == [Letter.REPEATED]


def test_who_may_bring_others_along_is_asked_how_many_and_they_take_seats(client, make):
    roundtable = make.roundtable(cap=3)
    make.policy(roundtable, "civil_society", accompanying=2)
    details = steps.to_details(client, roundtable)
    assert "Accompanying persons" in details.text
    assert "They take seats too" in details.text
    assert details.form().values["accompanying"] == ["0"]
    alone = client.submit(details, steps.filled("civil_society"))
    assert "Accompanying persons Nobody" in alone.text

    check = client.submit(client.get(alone.link("Change Accompanying persons")), {"accompanying": "2"})
    client.submit(check)

    assert [one.accompanying for one in registered()] == [2]
    assert steps.to_details(client, roundtable, "un_staff").text.count("Accompanying") == 0
    full = steps.to_check(client, roundtable, "un_staff")
    assert buttons(full) == ["Join the waiting list"]


@pytest.mark.parametrize("number", ["3", "-1", "many", "1.5"])
def test_nobody_brings_more_than_are_allowed(client, make, number):
    roundtable = make.roundtable()
    make.policy(roundtable, "civil_society", accompanying=2)
    details = steps.to_details(client, roundtable).form()
    typed = details.filled(steps.filled("civil_society"))

    answer = client.open("POST", details.action, data={**typed, "accompanying": number})

    assert answer.status_code == 422
    assert "Choose one of the numbers of accompanying persons" in answer.text


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_every_outcome_can_be_read_in_every_language(client, make, language):
    for facts in ({"admission": Admission.APPROVAL}, {"address_checked": True}, {"cap": 0}):
        page = steps.register(client, make.roundtable(**facts), language=language)
        assert page.language == language

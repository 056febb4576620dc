"""A person who waits, is offered a seat, is asked something, or was turned away: what the page says and takes."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration import clock, links
from registration.actions import approvals, audit
from registration.extensions import db, transaction
from registration.models.inquiries import Inquiry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules.letters import Letter
from registration.rules.standing import Admission
from registration.rules.statuses import Status


def letters():
    return list(db.session.scalars(select(Message.letter).order_by(Message.id)))


def again(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id)


def offer(make, roundtable=None, **facts):
    until = clock.now() + timedelta(hours=30)
    return make.registration(roundtable, status=Status.OFFERED, facts={"offer_expires_at": until, **facts})


def ask(make, registration, question):
    with transaction():
        approvals.ask(again(registration), question, by=audit.SYSTEM, at=make.now())


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"cap": 0}, "All seats are taken."),
        ({"caps": {"civil_society": 0}}, "All seats for this group are taken."),
        ({"cap": 1, "floors": {"un_staff": 1}}, "kept for groups that are not yet represented"),
        ({}, "Others who wait are asked first."),
    ],
)
def test_who_waits_reads_why_and_may_leave_the_list(client, enter, make, facts, why):
    registration = make.registration(make.roundtable(**facts), status=Status.WAITLISTED)
    page = enter(registration)
    assert why in page.text
    assert "Place in line" not in page.text

    question = client.get(page.link("Leave the waiting list"))
    assert question.heading == "Leave the waiting list?"
    client.submit(question, form="/withdrawal")

    assert again(registration).status is Status.WITHDRAWN


def test_the_place_in_line_is_shown_where_organizers_want_it(enter, make):
    roundtable = make.roundtable(cap=0, place_shown=True)
    make.registration(roundtable, status=Status.WAITLISTED)

    page = enter(make.registration(roundtable, status=Status.WAITLISTED))

    assert "Place in line: 2" in page.text


def test_an_offered_seat_is_accepted_with_one_button(client, enter, make):
    registration = offer(make)
    page = enter(registration)
    assert "It is held until" in page.text
    assert page.all("p", data_local="")

    accepted = client.submit(page, form="/acceptance")

    assert accepted.heading == "Your place is confirmed"
    assert letters() == [Letter.CONFIRMED]
    assert client.submit(page, form="/acceptance").heading == "Your place is confirmed"
    assert letters() == [Letter.CONFIRMED]


def test_an_offered_seat_can_be_let_go_and_goes_to_the_next(client, enter, make):
    roundtable = make.roundtable(cap=1)
    registration = offer(make, roundtable)
    waiting = make.registration(roundtable, status=Status.WAITLISTED)

    question = client.get(enter(registration).link("Let it go"))
    assert question.heading == "Let the seat go?"
    client.submit(question, form="/withdrawal")

    assert again(registration).status is Status.WITHDRAWN
    assert again(waiting).status is Status.CONFIRMED


def test_an_offer_that_is_over_says_so_before_and_after_the_button(client, enter, make):
    registration = offer(make)
    page = enter(registration)

    with time_machine.travel(clock.now() + timedelta(hours=31), tick=False):
        late = enter(registration)
        token = late.form("/leave").values["csrf_token"]
        refused = client.submit(page, {"csrf_token": token}, form="/acceptance", expect=409)

    assert late.heading == "The offered seat has gone to the next person"
    assert "Accept the seat" not in late.text
    assert refused.heading == "The time to take this seat is over"
    assert refused.link("See the registration").endswith("/en/my/registration")
    assert again(registration).status is Status.OFFERED


def test_who_was_never_offered_a_seat_cannot_accept_one(client, enter, make):
    registration = make.registration(make.roundtable(cap=0), status=Status.WAITLISTED)
    page = enter(registration)
    token = page.form("/leave").values["csrf_token"]

    answer = client.open("POST", "/en/my/registration/acceptance", data={"csrf_token": token})

    assert answer.status_code == 409
    assert again(registration).status is Status.WAITLISTED


@pytest.mark.parametrize(
    ("because", "heading"),
    [
        ("offer_lapsed", "The offered seat has gone to the next person"),
        ("address_not_confirmed", "The registration has ended"),
    ],
)
def test_what_ended_by_the_clock_says_so(enter, make, because, heading):
    page = enter(make.registration(status=Status.WITHDRAWN, facts={"decision": {"because": because}}))

    assert page.heading == heading
    assert page.link("Register again")


@pytest.mark.parametrize("shown", [True, False])
def test_the_reason_for_a_no_is_shown_if_it_was_meant_to_be(enter, make, shown):
    facts = {"reason": "One person of each network.", "reason_shown": shown}

    page = enter(make.registration(status=Status.DECLINED, facts=facts))

    assert ("One person of each network." in page.text) is shown
    assert ("Their reason:" in page.text) is shown


def test_a_question_of_the_organizers_is_answered_on_the_page(client, enter, make):
    registration = make.registration(status=Status.PENDING)
    ask(make, registration, "For the whole network?\n\nOr for one office?")
    page = enter(registration)
    assert "For the whole network?" in page.text

    page = client.submit(page, {"answer": "For the network.\nAll of it."}, form="/answer")

    [inquiry] = db.session.scalars(select(Inquiry)).all()
    assert inquiry.answer == "For the network.\nAll of it."
    assert "Your answer has gone to the organizers." in page.root.text
    assert "For the network." in page.text
    assert not page.all("textarea")


def test_sending_an_answer_twice_is_sending_it_once(client, enter, make):
    registration = make.registration(status=Status.PENDING)
    ask(make, registration, "Alone?")
    form = enter(registration).form("/answer")

    for _ in range(2):
        client.submit(form, {"answer": "Yes."})

    client.submit(form, {"answer": "No."}, expect=409)
    assert db.session.scalars(select(Inquiry)).one().answer == "Yes."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write an answer to the organizers"),
        ("x" * 2001, "the limit is 2,000 characters"),
        ("a\x00b", "invisible character (U+0000)"),
    ],
    ids=["empty", "long", "invisible"],
)
def test_an_answer_that_cannot_be_kept_is_refused_beside_the_field(client, enter, make, typed, message):
    registration = make.registration(status=Status.PENDING)
    ask(make, registration, "Alone?")

    page = client.submit(enter(registration), {"answer": typed}, form="/answer", expect=422)

    assert message.replace("2,000", "2000") in page.text.replace("2,000", "2000")
    assert db.session.scalars(select(Inquiry)).one().answered_at is None


def test_an_answer_does_not_go_to_another_question(client, enter, make):
    registration = make.registration(status=Status.PENDING)
    ask(make, registration, "Alone?")
    page = enter(registration)
    ask(make, registration, "Until when?")

    refused = client.submit(page, {"answer": "Yes."}, form="/answer", expect=422)

    assert "Until when?" in refused.text
    assert refused.form("/answer").values["answer"] == ["Yes."]
    assert {one.answer for one in db.session.scalars(select(Inquiry))} == {""}


def test_a_flood_of_answers_is_stopped(client, enter, make, monkeypatch):
    monkeypatch.setattr("registration.web.my.inquiry.PER_NETWORK", 0)
    registration = make.registration(status=Status.PENDING)
    ask(make, registration, "Alone?")

    client.submit(enter(registration), {"answer": "Yes."}, form="/answer", expect=429)


def test_the_link_of_the_first_letter_confirms_the_address(client, make):
    roundtable = make.roundtable(admission=Admission.APPROVAL, address_checked=True)
    registration = make.registration(roundtable, status=Status.UNVERIFIED)
    token = links.address_token(registration.public_id, 1, registration.email)
    page = client.get(f"/en/my/addresses/{token}")
    assert again(registration).status is Status.UNVERIFIED

    after = client.submit(page)

    assert "A message that says how things stand is on its way to this address." in after.root.text
    assert again(registration).status is Status.PENDING
    assert letters() == [Letter.PENDING]


def test_the_link_of_the_first_letter_works_for_a_day(client, make):
    registration = make.registration(make.roundtable(address_checked=True), status=Status.UNVERIFIED)
    token = links.address_token(registration.public_id, 1, registration.email)
    page = client.get(f"/en/my/addresses/{token}")

    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=1), tick=False):
        refused = client.submit(client.get(page.url), expect=410)

    assert refused.heading == "This link no longer works"
    assert again(registration).status is Status.UNVERIFIED

"""Approve, decline, ask: who gets which status, what is kept, who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import approvals, waiting_list
from registration.actions.registrations import withdraw
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.queries import inquiries, registrations, waiting
from registration.rules.letters import Calendar, Letter
from registration.rules.refusals import NoLongerPossible, NoSeatNow
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

pytestmark = pytest.mark.usefixtures("promises_kept")


@pytest.fixture
def ask(make, by):
    def ask(registration, question):
        with transaction():
            return approvals.ask(registration, question, by=by, at=make.now())

    return ask


@pytest.fixture
def by_approval(make):
    """A roundtable with one seat for which organizers say yes or no."""

    def made(cap=1, **facts):
        return make.roundtable(cap=cap, admission=Admission.APPROVAL, **facts)

    return made


def letters():
    return [message.letter for message in db.session.scalars(select(Message).order_by(Message.id))]


def details(verb):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.verb == verb)).one().details


def test_approving_gives_the_seat_that_is_free(by_approval, arrive, act):
    somebody = arrive(by_approval())
    assert (somebody.status, somebody.holds_seat) == (Status.PENDING, False)

    assert act(approvals.approve, somebody, may_wait=False) is Status.CONFIRMED

    assert somebody.decision == {"seated": True, "approved": True}
    assert letters() == [Letter.PENDING, Letter.CONFIRMED]
    assert details(Verb.APPROVED) == {"status": "confirmed"}


def test_without_a_seat_nobody_is_put_on_the_waiting_list_unless_it_is_meant(by_approval, arrive, act):
    roundtable = by_approval()
    first, second = arrive(roundtable), arrive(roundtable)
    act(approvals.approve, first, may_wait=False)

    with pytest.raises(NoSeatNow):
        act(approvals.approve, second, may_wait=False)
    assert second.status is Status.PENDING

    assert act(approvals.approve, second, may_wait=True) is Status.WAITLISTED
    assert second.decision["kind"] == "total"
    assert (second.decision["taken"], second.decision["cap"]) == (1, 1)
    assert waiting.place(second) == 1


def test_a_seat_that_is_held_meanwhile_is_the_one_that_is_given(by_approval, arrive, act):
    roundtable = by_approval(pending_holds=True)
    first, second = arrive(roundtable), arrive(roundtable)
    assert (first.holds_seat, second.holds_seat) == (True, False)

    assert act(approvals.approve, first, may_wait=False) is Status.CONFIRMED


def test_declining_gives_the_seat_to_the_next_who_waits(by_approval, arrive, act):
    roundtable = by_approval(pending_holds=True)
    first, second = arrive(roundtable), arrive(roundtable)
    act(approvals.approve, second, may_wait=True)

    act(approvals.decline, first, "No mandate", shown=True)

    assert (first.status, first.reason, first.reason_shown) == (Status.DECLINED, "No mandate", True)
    assert second.status is Status.CONFIRMED
    assert letters()[-2:] == [Letter.DECLINED, Letter.PROMOTED]


def test_declining_somebody_confirmed_takes_the_entry_out_of_the_calendar(make, arrive, act):
    somebody = arrive(make.roundtable())

    act(approvals.decline, somebody, "", shown=False)

    declined = db.session.scalars(select(Message).where(Message.letter == Letter.DECLINED)).one()
    assert declined.calendar is Calendar.CANCEL


@pytest.mark.parametrize("deed", [approvals.approve, approvals.decline])
def test_a_second_decision_is_refused(by_approval, arrive, act, deed):
    somebody = arrive(by_approval())
    act(approvals.decline, somebody, "", shown=False)

    arguments = {"may_wait": True} if deed is approvals.approve else {"shown": False}
    with pytest.raises(NoLongerPossible):
        act(deed, somebody, *([] if deed is approvals.approve else [""]), **arguments)


def test_nothing_is_decided_after_the_meeting(by_approval, arrive, act):
    roundtable = by_approval()
    somebody = arrive(roundtable)
    with transaction():
        roundtable.starts_at -= timedelta(days=60)
        roundtable.ends_at -= timedelta(days=60)

    with pytest.raises(NoLongerPossible):
        act(approvals.approve, somebody, may_wait=True)


def test_a_question_waits_for_its_answer_once(by_approval, arrive, act, make, ask):
    somebody = arrive(by_approval())
    ask(somebody, "Who sends you?")
    assert inquiries.answered([somebody]) == {somebody.id: False}

    with transaction():
        approvals.answer(somebody, "The ministry", at=make.now())

    assert inquiries.answered([somebody]) == {somebody.id: True}
    assert [(one.question, one.answer) for one in inquiries.of(somebody)] == [
        ("Who sends you?", "The ministry")
    ]
    with pytest.raises(NoLongerPossible), transaction():
        approvals.answer(somebody, "Again", at=make.now())
    # What was typed stays out of the trail, which outlives the personal data.
    assert details(Verb.INFORMATION_ASKED) == {}


def test_who_is_decided_about_is_not_asked(by_approval, arrive, act, make, by):
    somebody = arrive(by_approval())
    act(approvals.approve, somebody, may_wait=False)

    with pytest.raises(NoLongerPossible), transaction():
        approvals.ask(somebody, "Who sends you?", by=by, at=make.now())


def test_an_earlier_no_is_found_when_the_same_person_asks_again(by_approval, arrive, act):
    roundtable = by_approval()
    person = {"email": "aya@example.org", "given_names": "Aya", "family_name": "Koné"}
    first = arrive(roundtable, **person)
    act(approvals.decline, first, "No mandate", shown=False)
    act(withdraw, arrive(roundtable, **person))

    again = arrive(roundtable, **{**person, "email": "AYA@example.org", "family_name": "KONÉ"})
    other = arrive(roundtable, **{**person, "given_names": "Bo"})

    assert registrations.declined_before(again) == [first]
    assert registrations.declined_before(other) == []


def test_the_order_of_the_waiting_list_can_be_changed_and_changed_back(make, arrive, act):
    roundtable = make.roundtable(cap=1)
    _seated, first, second = (arrive(roundtable) for _ in range(3))

    act(waiting_list.prioritize, second, waiting_list.FIRST)
    assert (waiting.place(second), waiting.place(first)) == (1, 2)
    assert details(Verb.PRIORITY_CHANGED) == {"priority": 1}

    act(waiting_list.prioritize, second, waiting_list.USUAL)
    assert (waiting.place(first), waiting.place(second)) == (1, 2)


def test_only_those_who_wait_have_a_place(make, arrive, act):
    somebody = arrive(make.roundtable())

    with pytest.raises(NoLongerPossible):
        act(waiting_list.prioritize, somebody, waiting_list.FIRST)

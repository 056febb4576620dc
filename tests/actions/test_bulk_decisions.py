"""One decision about many people: each looked at again, nobody told anything else than was meant."""

import pytest
from sqlalchemy import select

from registration.actions import approvals, bulk_decisions, seats
from registration.actions.bulk_decisions import Decision, Deed, Result
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.queries import selections, waiting
from registration.rules.letters import Letter
from registration.rules.permissions import EVERYBODY
from registration.rules.standing import Admission
from registration.rules.statuses import Status

pytestmark = pytest.mark.usefixtures("promises_kept")


@pytest.fixture
def decide(make, by):
    """Decides about people through a selection; returns the results."""

    def decide(roundtable, people, deed, **options):
        with transaction():
            room = seats.lock(roundtable.id)
            chosen = selections.of(room.roundtable, [one.public_id for one in people], (EVERYBODY,))
            results = bulk_decisions.decide(room, chosen, Decision(deed, **options), by=by, at=make.now())
        db.session.expire_all()
        return results

    return decide


@pytest.fixture
def pending(make, arrive):
    """People who await approval for so many seats."""

    def made(number, *, cap, **facts):
        roundtable = make.roundtable(cap=cap, admission=Admission.APPROVAL, **facts)
        return roundtable, [arrive(roundtable) for _ in range(number)]

    return made


def letters():
    return [message.letter for message in db.session.scalars(select(Message).order_by(Message.id))]


def test_seats_go_to_those_who_came_first(pending, decide):
    roundtable, people = pending(3, cap=2)
    waits = frozenset({people[2].public_id})

    results = decide(roundtable, reversed(people), Deed.APPROVE, may_wait=waits)

    assert results == [Result.CONFIRMED, Result.CONFIRMED, Result.WAITING]
    assert [one.status for one in people] == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]


def test_nobody_waits_who_was_to_be_confirmed(pending, decide):
    roundtable, people = pending(2, cap=1)

    assert decide(roundtable, people, Deed.APPROVE) == [Result.CONFIRMED, Result.NO_SEAT]

    assert people[1].status is Status.PENDING
    assert letters().count(Letter.WAITLISTED) == 0


def test_whoever_is_decided_about_meanwhile_is_left_alone(pending, decide, act):
    roundtable, people = pending(2, cap=2)
    act(approvals.decline, people[0], "No mandate", shown=False)

    assert sorted(decide(roundtable, people, Deed.APPROVE)) == [Result.CHANGED_MEANWHILE, Result.CONFIRMED]

    assert people[0].status is Status.DECLINED
    assert decide(roundtable, people, Deed.APPROVE) == [Result.CHANGED_MEANWHILE] * 2


def test_declining_many_confirms_none_of_them(pending, decide, act):
    roundtable, people = pending(2, cap=1, pending_holds=True)
    act(approvals.approve, people[1], may_wait=True)
    assert [one.status for one in people] == [Status.PENDING, Status.WAITLISTED]

    decide(roundtable, people, Deed.DECLINE, text="Full", shown=True)

    assert [(one.status, one.reason, one.reason_shown) for one in people] == [
        (Status.DECLINED, "Full", True)
    ] * 2
    assert Letter.PROMOTED not in letters()


def test_a_question_goes_to_each(pending, decide):
    roundtable, people = pending(2, cap=2)

    assert decide(roundtable, people, Deed.ASK, text="Who sends you?") == [Result.ASKED] * 2

    assert letters().count(Letter.INQUIRY) == 2


def test_the_order_changes_for_those_for_whom_it_is_another(make, arrive, decide):
    roundtable = make.roundtable(cap=1)
    _seated, first, second, third = (arrive(roundtable) for _ in range(4))

    assert decide(roundtable, [second, third], Deed.FIRST) == [Result.MOVED] * 2
    assert [waiting.place(one) for one in (first, second, third)] == [3, 1, 2]
    assert decide(roundtable, [first, second], Deed.USUAL) == [Result.CHANGED_MEANWHILE, Result.MOVED]
    assert [waiting.place(one) for one in (first, second, third)] == [2, 3, 1]


def test_people_of_another_roundtable_are_not_found(make, arrive, decide, pending):
    roundtable, people = pending(1, cap=1)
    _other, others = pending(1, cap=1)

    assert decide(roundtable, [*people, *others], Deed.APPROVE) == [Result.CONFIRMED]
    assert others[0].status is Status.PENDING

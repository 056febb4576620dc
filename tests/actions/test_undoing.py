"""What was done to many is undone for those whom nobody has touched since, and whom no mail has reached."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import approvals, registrations, seats, undoing
from registration.actions.bulk_decisions import Decision, Deed, Result
from registration.extensions import db, transaction
from registration.models.bulk_deeds import BulkDeed
from registration.models.inquiries import Inquiry
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.queries import selections
from registration.rules import schedule
from registration.rules.permissions import EVERYBODY
from registration.rules.refusals import NoLongerPossible
from registration.rules.standing import Admission
from registration.rules.statuses import Status

pytestmark = pytest.mark.usefixtures("promises_kept")


@pytest.fixture
def by_approval(make):
    return make.roundtable(cap=2, admission=Admission.APPROVAL)


@pytest.fixture
def decide(make, by):
    """Decide about people; returns the id of the record and what became of each."""

    def decide(people, decision):
        with transaction():
            room = seats.lock(people[0].roundtable_id)
            record = undoing.begin(
                room.roundtable, decision.deed, organizer_id=by.organizer_id, at=make.now()
            )
            found = selections.of(room.roundtable, [one.public_id for one in people], (EVERYBODY,))
            results = undoing.decide(room, found, decision, record=record, by=by)
        db.session.expire_all()
        return record, results

    return decide


@pytest.fixture
def undo(make, by):
    def undo(record, *, after=timedelta(seconds=1)):
        with transaction() as session:
            deed = session.get_one(BulkDeed, record)
            room = seats.lock(deed.roundtable_id)
            done = undoing.undo_some(room, deed, by=by, at=max(make.now(), deed.at + after))
        db.session.expire_all()
        return done

    return undo


def statuses(people):
    return [db.session.get_one(Registration, one.id).status for one in people]


def waiting_letters():
    return list(db.session.scalars(select(Message.letter).order_by(Message.id)))


def test_approvals_are_taken_back_with_their_letters(by_approval, arrive, decide, undo):
    people = [arrive(by_approval) for _ in range(3)]
    before = waiting_letters()
    may_wait = frozenset(one.public_id for one in people)

    record, results = decide(people, Decision(Deed.APPROVE, may_wait=may_wait))
    assert results == [Result.CONFIRMED, Result.CONFIRMED, Result.WAITING]
    held = db.session.scalars(select(Message).order_by(Message.id)).all()[len(before) :]
    assert {one.due_at - one.created_at for one in held} == {schedule.MAIL_HELD}

    assert undo(record)[:2] == (3, 0)
    assert statuses(people) == [Status.PENDING] * 3
    assert waiting_letters() == before
    with pytest.raises(NoLongerPossible):
        undo(record)


def test_whom_somebody_has_touched_since_is_left_alone(by_approval, arrive, act, decide, undo):
    people = [arrive(by_approval) for _ in range(2)]
    record, _ = decide(people, Decision(Deed.APPROVE))
    act(registrations.withdraw, people[0])

    assert undo(record)[:2] == (1, 1)
    assert statuses(people) == [Status.WITHDRAWN, Status.PENDING]


def test_whoever_has_been_told_is_left_alone(by_approval, arrive, decide, undo):
    person = arrive(by_approval)
    record, _ = decide([person], Decision(Deed.APPROVE))
    with transaction() as session:
        for message in session.scalars(select(Message)):
            message.delivery = Delivery.SENT

    assert undo(record)[:2] == (0, 1)
    assert statuses([person]) == [Status.CONFIRMED]


def test_it_is_too_late_once_the_mail_goes_out(by_approval, arrive, decide, undo):
    record, _ = decide([arrive(by_approval)], Decision(Deed.APPROVE))

    with pytest.raises(NoLongerPossible):
        undo(record, after=schedule.MAIL_HELD)


def test_a_decline_is_taken_back_to_the_seat_that_was_held_if_it_is_still_there(
    make, arrive, act, decide, undo
):
    roundtable = make.roundtable(cap=1, admission=Admission.APPROVAL, pending_holds=True)
    held, waits = arrive(roundtable), arrive(roundtable)
    assert held.holds_seat
    record, _ = decide([held], Decision(Deed.DECLINE, "Too late", shown=True))

    assert undo(record)[:2] == (1, 0)
    again = db.session.get_one(Registration, held.id)
    assert (again.status, again.holds_seat, again.reason) == (Status.PENDING, True, "")

    record, _ = decide([held], Decision(Deed.DECLINE))
    act(approvals.approve, waits, may_wait=True)
    assert undo(record)[:2] == (0, 1)
    assert statuses([held, waits]) == [Status.DECLINED, Status.CONFIRMED]


def test_a_question_that_nobody_has_read_is_taken_back(by_approval, arrive, decide, undo):
    people = [arrive(by_approval) for _ in range(2)]
    record, _ = decide(people, Decision(Deed.ASK, "Who sends you?"))

    assert undo(record)[:2] == (2, 0)
    assert db.session.scalars(select(Inquiry)).all() == []


def test_places_on_the_waiting_list_are_put_back(make, arrive, act, decide, undo):
    roundtable = make.roundtable(cap=0)
    people = [arrive(roundtable) for _ in range(3)]
    record, _ = decide(people[1:], Decision(Deed.FIRST))

    assert undo(record)[:2] == (2, 0)
    assert [db.session.get_one(Registration, one.id).priority for one in people] == [0, 0, 0]


def test_only_who_has_no_seat_is_put_on_the_waiting_list(by_approval, arrive, decide):
    people = [arrive(by_approval) for _ in range(2)]

    _, results = decide(people, Decision(Deed.WAIT))
    assert results == [Result.HAS_SEAT] * 2
    assert statuses(people) == [Status.PENDING] * 2


def test_tags_are_taken_off_those_only_who_did_not_have_them(make, arrive, by, undo):
    roundtable = make.roundtable()
    people = [arrive(roundtable) for _ in range(3)]

    def tag(some, kind):
        with transaction() as session:
            found = [session.get_one(Registration, one.id) for one in some]
            record = undoing.begin(found[0].roundtable, kind, organizer_id=by.organizer_id, at=make.now())
            return record, undoing.tag(found[0].roundtable, found, "vip", record=record, by=by)

    assert tag(people[:1], undoing.TAG)[1] == 1
    record, number = tag(people, undoing.TAG)
    assert number == 2

    assert undo(record)[:2] == (2, 0)
    record, number = tag(people, undoing.UNTAG)
    assert number == 1
    assert undo(record)[:2] == (1, 0)

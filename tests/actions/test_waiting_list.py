"""Freed seats go to those who wait: in order, to the first that fit."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import audit, registrations, seats, waiting_list
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.models.seats import Limit
from registration.queries import invariants
from registration.queries.broken import Code
from registration.rules.letters import Letter
from registration.rules.seats import Kind
from registration.rules.standing import State
from registration.rules.statuses import Status


@pytest.fixture
def promote(make):
    def promote(roundtable, at=None):
        with transaction():
            return waiting_list.promote(seats.lock(roundtable.id), at=at or make.now())

    return promote


@pytest.fixture
def withdraw(make):
    def withdraw(registration):
        with transaction():
            registrations.withdraw(seats.lock_of(registration), registration, by=audit.PERSON, at=make.now())

    return withdraw


def waiting(make, roundtable, type_code="civil_society", **facts):
    return make.registration(roundtable, type_code, status=Status.WAITLISTED, **facts)


def confirmed(*registrations):
    db.session.expire_all()
    return [one.status is Status.CONFIRMED for one in registrations]


def test_a_seat_given_up_goes_to_the_person_who_waited_longest(make, withdraw):
    roundtable = make.roundtable(cap=1)
    seated = make.registration(roundtable)
    first, second = waiting(make, roundtable), waiting(make, roundtable)

    withdraw(seated)

    assert confirmed(first, second) == [True, False]
    assert db.session.scalars(select(Message.recipient).where(Message.letter == Letter.PROMOTED)).all() == [
        first.email
    ]


def test_a_raised_priority_comes_before_a_longer_wait(make, promote):
    roundtable = make.roundtable(cap=1)
    first, second = waiting(make, roundtable), waiting(make, roundtable, facts={"priority": 1})

    promote(roundtable)

    assert confirmed(first, second) == [False, True]


def test_whoever_does_not_fit_is_passed_over_and_keeps_the_place(make, withdraw):
    roundtable = make.roundtable(cap=2, caps={"member_state": 1})
    make.registration(roundtable, "member_state")
    leaving = make.registration(roundtable, "un_staff")
    state, staff = waiting(make, roundtable, "member_state"), waiting(make, roundtable, "un_staff")

    withdraw(leaving)

    assert confirmed(state, staff) == [False, True]


def test_the_worked_example_of_floors(make, withdraw):
    """Total 10, floors civil society 4 and member states 3: whichever of five states leaves, the UN person fits."""
    roundtable = make.roundtable(cap=10, floors={"civil_society": 4, "member_state": 3})
    states = [make.registration(roundtable, "member_state") for _ in range(5)]
    make.registration(roundtable, "un_staff")
    staff = waiting(make, roundtable, "un_staff")

    withdraw(states[2])

    assert confirmed(staff) == [True]


@pytest.fixture
def swedes_are_kept_a_seat(make):
    """Three seats: one is kept for member states, one for Sweden; a UN person has the third."""
    roundtable = make.roundtable(cap=3, floors={"member_state": 1})
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind=Kind.DELEGATION, key="state:SWE", floor=1))
    make.registration(roundtable, "un_staff")
    return roundtable


def test_whoever_meets_two_floors_at_once_makes_room_for_one_who_waits(make, swedes_are_kept_a_seat):
    staff = waiting(make, swedes_are_kept_a_seat, "un_staff")

    with transaction():
        room = seats.lock(swedes_are_kept_a_seat.id)
        registrations.register(room, make.wish("member_state", state="SWE"), key="a", at=make.now())

    assert confirmed(staff) == [True]
    assert [broken for broken in invariants.broken(make.now()) if broken.code is Code.WAITS_FOR_NOTHING] == []


def test_whoever_was_passed_over_is_looked_at_again_once_there_is_room(make, promote, swedes_are_kept_a_seat):
    first, second = (waiting(make, swedes_are_kept_a_seat, "un_staff") for _ in range(2))
    swede = waiting(make, swedes_are_kept_a_seat, "member_state", state="SWE")

    assert promote(swedes_are_kept_a_seat) == 2
    assert confirmed(first, second, swede) == [True, False, True]


def test_a_seat_kept_for_one_delegation_is_seen_behind_another_of_its_type(make, promote):
    roundtable = make.roundtable(cap=1)
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind=Kind.DELEGATION, key="state:SWE", floor=1))
    kenyan = waiting(make, roundtable, "member_state", state="KEN")
    swede = waiting(make, roundtable, "member_state", state="SWE")

    promote(roundtable)

    assert confirmed(kenyan, swede) == [False, True]


def test_the_room_and_the_screen_are_different_queues(make, withdraw):
    roundtable = make.roundtable(mode=Mode.HYBRID, cap=3, modes={"in_person": 1, "online": 1})
    make.registration(roundtable, mode="in_person")
    online = make.registration(roundtable, mode="online")
    for_the_room, for_the_screen = (
        waiting(make, roundtable, mode="in_person"),
        waiting(make, roundtable, mode="online"),
    )

    withdraw(online)

    assert confirmed(for_the_room, for_the_screen) == [False, True]


@pytest.mark.parametrize(
    "facts", [{"state": State.DRAFT}, {"state": State.CANCELLED}, {"starts_at": timedelta(days=-2)}]
)
def test_nobody_is_confirmed_for_what_does_not_take_place(make, promote, facts):
    facts = {
        key: make.now() + value if isinstance(value, timedelta) else value for key, value in facts.items()
    }
    roundtable = make.roundtable(cap=5, **facts)
    person = waiting(make, roundtable)

    assert promote(roundtable) == 0
    assert confirmed(person) == [False]


def test_only_so_many_at_once_and_the_rest_is_left_for_the_worker(make, promote, monkeypatch):
    monkeypatch.setattr(waiting_list, "AT_ONCE", 3)
    roundtable = make.roundtable(cap=10)
    people = [waiting(make, roundtable) for _ in range(5)]

    assert promote(roundtable) == 3
    assert confirmed(*people) == [True, True, True, False, False]
    db.session.refresh(roundtable)
    assert roundtable.promotion_due

    assert promote(roundtable) == 2
    db.session.refresh(roundtable)
    assert not roundtable.promotion_due


def test_nobody_waits_while_a_seat_that_fits_is_free(make, promote):
    roundtable = make.roundtable(cap=4, caps={"member_state": 2})
    for type_code in ("member_state", "member_state", "member_state", "un_staff", "civil_society"):
        waiting(make, roundtable, type_code)

    promote(roundtable)

    seated = db.session.scalars(
        select(Registration).where(Registration.status == Status.CONFIRMED).order_by(Registration.id)
    ).all()
    assert [one.stakeholder_type.code for one in seated] == [
        "member_state",
        "member_state",
        "un_staff",
        "civil_society",
    ]
    assert promote(roundtable) == 0

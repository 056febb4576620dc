"""A freed seat is offered: taken, let go, or passed on when nobody answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import audit, due, offers, registrations, seats
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.rules.letters import Calendar, Letter
from registration.rules.refusals import NoLongerPossible, OfferLapsed
from registration.rules.statuses import Status


@pytest.fixture
def offered(make):
    """Two wait for the one seat, it becomes free and is offered to the first: (the first, the second)."""
    roundtable = make.roundtable(cap=1, offer_hours=48)
    leaving = make.registration(roundtable)
    first, second = (make.registration(roundtable, status=Status.WAITLISTED) for _ in range(2))
    with transaction():
        registrations.withdraw(seats.lock_of(leaving), leaving, by=audit.PERSON, at=make.now())
    db.session.expire_all()
    return first, second


def accept(registration, at):
    with transaction():
        seats.lock_of(registration)
        offers.accept(registration, at=at)


def letters(registration):
    return [
        (one.letter, one.calendar)
        for one in db.session.scalars(
            select(Message).where(Message.registration_id == registration.id).order_by(Message.id)
        )
    ]


def test_a_freed_seat_is_held_for_the_first_in_line(offered):
    first, second = offered

    assert (first.status, first.holds_seat) == (Status.OFFERED, True)
    assert (second.status, second.holds_seat) == (Status.WAITLISTED, False)
    assert letters(first) == [(Letter.OFFERED, Calendar.NONE)]


def test_an_accepted_seat_is_confirmed_with_an_entry_for_the_calendar(make, offered):
    first, _ = offered

    accept(first, make.now())

    assert (first.status, first.offer_expires_at) == (Status.CONFIRMED, None)
    assert letters(first)[1:] == [(Letter.CONFIRMED, Calendar.REQUEST)]
    with pytest.raises(NoLongerPossible):
        accept(first, make.now())


def test_a_seat_let_go_is_offered_to_the_next(make, offered):
    first, second = offered

    with transaction():
        registrations.withdraw(seats.lock_of(first), first, by=audit.PERSON, at=make.now())
    db.session.expire_all()

    assert (first.status, first.offer_expires_at) == (Status.WITHDRAWN, None)
    assert second.status is Status.OFFERED


def test_past_its_time_an_offer_cannot_be_taken_whether_or_not_the_worker_has_looked(make, offered):
    first, second = offered
    ends_at = first.offer_expires_at

    with pytest.raises(OfferLapsed):
        accept(first, ends_at)
    with transaction():
        due.catch_up(seats.lock(first.roundtable_id), at=ends_at)
    with pytest.raises(OfferLapsed):
        accept(first, ends_at + timedelta(minutes=1))

    db.session.expire_all()
    assert (first.status, first.decision) == (Status.WITHDRAWN, {"because": "offer_lapsed"})
    assert second.status is Status.OFFERED
    assert letters(first)[1:] == [(Letter.OFFER_LAPSED, Calendar.NONE)]

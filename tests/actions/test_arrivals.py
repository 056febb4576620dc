"""Somebody confirms the address, or does not: what becomes of the registration and its seat."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from registration import links
from registration.actions import addresses, audit, due, edits, registrations, seats
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules.letters import Letter
from registration.rules.refusals import LinkExpired
from registration.rules.standing import Admission
from registration.rules.statuses import Status


@pytest.fixture
def arrive(make):
    """Somebody sends the form where addresses are checked."""

    def arrive(roundtable, **answers):
        with transaction():
            room = seats.lock(roundtable.id)
            registrations.register(room, make.wish(**answers), key=str(uuid4()), at=make.now())
        return db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()

    return arrive


@pytest.fixture
def confirm(make):
    def confirm(registration, at=None):
        token = links.address_token(registration.public_id, registration.link_version, registration.email)
        with transaction():
            addresses.confirm(seats.lock_of(registration), registration, token, at=at or make.now())

    return confirm


def letters():
    return list(db.session.scalars(select(Message.letter).order_by(Message.id)))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Status.CONFIRMED),
        ({"cap": 0}, Status.WAITLISTED),
        ({"admission": Admission.APPROVAL}, Status.PENDING),
    ],
)
def test_a_confirmed_address_leads_to_where_the_roundtable_says(make, arrive, confirm, facts, expected):
    registration = arrive(make.roundtable(address_checked=True, **facts))
    assert registration.status is Status.UNVERIFIED

    confirm(registration)

    assert registration.status is expected
    assert registration.holds_seat is (expected is Status.CONFIRMED)
    assert letters() == [Letter.CONFIRM_ADDRESS, Letter(expected.value)]


def test_confirming_twice_is_confirming_once(make, arrive, confirm):
    registration = arrive(make.roundtable(address_checked=True))

    confirm(registration)
    confirm(registration)

    assert letters() == [Letter.CONFIRM_ADDRESS, Letter.CONFIRMED]


def test_after_a_day_the_link_confirms_nothing_even_before_the_worker_has_looked(make, arrive, confirm):
    registration = arrive(make.roundtable(address_checked=True))

    with pytest.raises(LinkExpired):
        confirm(registration, at=registration.created_at + timedelta(hours=24))

    assert registration.status is Status.UNVERIFIED


def test_the_seat_of_an_address_nobody_confirmed_goes_to_the_next(make, arrive, confirm):
    roundtable = make.roundtable(cap=1, address_checked=True)
    silent, waiting = arrive(roundtable), arrive(roundtable)
    confirm(waiting)
    assert waiting.status is Status.WAITLISTED

    later = silent.created_at + timedelta(hours=24)
    with transaction():
        due.catch_up(seats.lock(roundtable.id), at=later)
    with pytest.raises(LinkExpired):
        confirm(silent, at=later)

    assert (silent.status, silent.decision) == (Status.WITHDRAWN, {"because": "address_not_confirmed"})
    assert waiting.status is Status.CONFIRMED


def test_a_new_address_given_before_the_first_was_confirmed_confirms_both(make, arrive):
    registration = arrive(make.roundtable(address_checked=True))
    first = links.address_token(registration.public_id, 1, registration.email)
    with transaction():
        addresses.propose(registration, "new@example.org", at=make.now())
    token = links.address_token(registration.public_id, 1, "new@example.org")

    with transaction():
        addresses.confirm(seats.lock_of(registration), registration, token, at=make.now())

    assert (registration.email, registration.status) == ("new@example.org", Status.CONFIRMED)
    with pytest.raises(LinkExpired), transaction():
        addresses.confirm(seats.lock_of(registration), registration, first, at=make.now())


def test_no_address_is_confirmed_by_reading_another_persons_mail(make, arrive):
    roundtable = make.roundtable(address_checked=True)
    person = {"given_names": "Aya", "family_name": "Koné"}
    registration = arrive(roundtable, email="mine@example.org", **person)
    arrive(roundtable, email="taken@example.org", **person)
    with transaction():
        addresses.propose(registration, "taken@example.org", at=make.now())
    token = links.address_token(registration.public_id, 1, "taken@example.org")

    with transaction():
        addresses.confirm(seats.lock_of(registration), registration, token, at=make.now())

    assert (registration.email, registration.status) == ("mine@example.org", Status.UNVERIFIED)


def test_those_who_accompany_one_do_not_come_along_into_another_group(make):
    roundtable = make.roundtable(cap=3)
    make.policy(roundtable, "civil_society", accompanying=2)
    registration = make.registration(roundtable, accompanying=2)
    waiting = make.registration(roundtable, status=Status.WAITLISTED)
    answers = make.answers("un_staff", email=registration.email)

    with transaction():
        room, kind = seats.lock_of(registration), make.stakeholder_type("un_staff")
        edits.edit(room, registration, answers, kind=kind, by=audit.PERSON, at=make.now())

    assert registration.accompanying == 0
    assert waiting.status is Status.CONFIRMED

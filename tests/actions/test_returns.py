"""Taken up again after having gone; confirmed over a limit on purpose."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import approvals, due, registrations, returns, seats
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.refusals import AlreadyRegistered, NoLongerPossible
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

pytestmark = pytest.mark.usefixtures("promises_kept")


def last_letter():
    return db.session.scalars(select(Message.letter).order_by(Message.id.desc())).first()


def details(verb):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.verb == verb)).one().details


def test_whoever_was_declined_gets_the_seat_that_is_free(make, arrive, act):
    somebody = arrive(make.roundtable(cap=1))
    act(approvals.decline, somebody, "By mistake", shown=False)

    assert act(returns.reinstate, somebody) is Status.CONFIRMED

    assert last_letter() is Letter.CONFIRMED
    assert details(Verb.REINSTATED) == {"status": "confirmed"}


def test_whoever_left_joins_the_end_of_the_line_where_there_is_no_seat(make, arrive, act):
    roundtable = make.roundtable(cap=1)
    gone = arrive(roundtable)
    act(registrations.withdraw, gone)
    arrive(roundtable)
    waits = arrive(roundtable)

    assert act(returns.reinstate, gone) is Status.WAITLISTED

    assert gone.waiting_since > waits.waiting_since
    assert last_letter() is Letter.WAITLISTED


def test_whoever_let_an_offer_pass_is_offered_again(make, arrive, act):
    roundtable = make.roundtable(cap=1, offer_hours=24)
    first, second = arrive(roundtable), arrive(roundtable)
    act(registrations.withdraw, first)
    assert second.status is Status.OFFERED
    with transaction():
        due.catch_up(seats.lock(roundtable.id), at=make.now() + timedelta(days=5))
    assert second.status is Status.WITHDRAWN

    assert act(returns.reinstate, second) is Status.OFFERED

    assert second.holds_seat
    assert last_letter() is Letter.OFFERED


@pytest.mark.parametrize("deed", ["reinstate", "seat_over_limit"])
def test_whoever_has_registered_anew_is_not_taken_up_twice(make, arrive, act, deed):
    roundtable = make.roundtable()
    person = {"email": "aya@example.org", "given_names": "Aya", "family_name": ""}
    gone = arrive(roundtable, **person)
    act(registrations.withdraw, gone)
    arrive(roundtable, **person)

    with pytest.raises(AlreadyRegistered):
        act(getattr(returns, deed), gone, *(["Why not"] if deed == "seat_over_limit" else []))


def test_only_those_who_have_gone_are_taken_up(make, arrive, act):
    somebody = arrive(make.roundtable())

    with pytest.raises(NoLongerPossible):
        act(returns.reinstate, somebody)


def test_over_the_limit_the_reason_and_the_numbers_are_kept(make, arrive, act):
    roundtable = make.roundtable(caps={"civil_society": 1})
    arrive(roundtable)
    waits = arrive(roundtable)

    act(returns.seat_over_limit, waits, "The minister comes in person")

    assert (waits.status, waits.holds_seat) == (Status.CONFIRMED, True)
    assert waits.decision["over_limit"] is True
    assert waits.decision["reason"] == "The minister comes in person"
    assert (waits.decision["key"], waits.decision["taken"], waits.decision["cap"]) == ("civil_society", 1, 1)
    # The trail names the limit; the reason, which somebody typed, stays with the registration.
    assert details(Verb.SEATED_OVER_LIMIT) == {"group": ["stakeholder_type", "civil_society"], "cap": 1}


def test_where_there_is_a_seat_no_limit_is_passed(make, arrive, act):
    roundtable = make.roundtable(cap=1, offer_hours=24)
    first, second = arrive(roundtable), arrive(roundtable)
    act(registrations.withdraw, first)
    assert second.status is Status.OFFERED

    act(returns.seat_over_limit, second, "Said yes on the phone")

    assert (second.status, second.offer_expires_at) == (Status.CONFIRMED, None)
    assert not second.decision.get("over_limit")
    assert details(Verb.SEATED_OVER_LIMIT) == {}


def test_confirmed_twice_is_refused(make, arrive, act):
    somebody = arrive(make.roundtable())

    with pytest.raises(NoLongerPossible):
        act(returns.seat_over_limit, somebody, "Again")

"""Somebody else comes instead: the seat stays, the person changes."""

import pytest
from sqlalchemy import select

from registration.actions import approvals, audit, registrations, seats, substitutions
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.queries import rooms
from registration.rules.letters import Calendar, Letter
from registration.rules.refusals import NoLongerPossible, SubstitutionNotPossible
from registration.rules.seats import TOTAL
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution

pytestmark = pytest.mark.usefixtures("promises_kept")


@pytest.fixture
def substitute(make):
    """Names somebody for a registration, as the person does; returns the successor."""

    def substitute(registration, by=audit.PERSON, **answers):
        with transaction():
            registration = db.session.get(Registration, registration.id)
            room = seats.lock_of(registration)
            wish = make.wish(
                registration.stakeholder_type.code, **substitutions.carried_over(registration) | answers
            )
            found = substitutions.substitute(room, registration, wish, by=by, at=make.now())
        db.session.expire_all()
        return found

    return substitute


def letters(registration):
    wanted = select(Message).where(Message.registration_id == registration.id).order_by(Message.id)
    return [(one.letter, one.calendar) for one in db.session.scalars(wanted)]


def state(registration):
    found = db.session.get(Registration, registration.id, populate_existing=True)
    return found.status, found.holds_seat


def taken(roundtable):
    return rooms.counts_of(roundtable.id)[TOTAL].seats


def test_the_seat_stays_and_both_calendars_know(arrive, substitute, make):
    roundtable = make.roundtable(cap=1)
    leaving, waiting = arrive(roundtable, "member_state"), arrive(roundtable)

    coming = substitute(leaving, given_names="Eva")

    assert state(leaving) == (Status.SUBSTITUTED, False)
    assert state(coming) == (Status.CONFIRMED, True)
    assert state(waiting) == (Status.WAITLISTED, False)
    assert coming.predecessor_id == leaving.id
    assert letters(leaving)[-1] == (Letter.SUBSTITUTED, Calendar.CANCEL)
    assert letters(coming) == [(Letter.SUCCEEDED, Calendar.REQUEST)]


def test_a_place_in_line_goes_over_with_its_time(arrive, substitute, make):
    roundtable = make.roundtable(cap=1)
    arrive(roundtable)
    first, second = arrive(roundtable), arrive(roundtable)
    since = first.waiting_since

    coming = substitute(first)

    assert (state(coming), coming.waiting_since) == ((Status.WAITLISTED, False), since)
    assert state(second) == (Status.WAITLISTED, False)


def test_where_it_needs_approval_the_predecessor_keeps_the_seat_until_then(arrive, substitute, make, act):
    roundtable = make.roundtable(cap=1, substitution=Substitution.APPROVAL)
    leaving = arrive(roundtable)

    coming = substitute(leaving)
    assert (state(leaving), state(coming)) == ((Status.CONFIRMED, True), (Status.PENDING, False))
    with pytest.raises(NoLongerPossible):
        substitute(leaving)
    db.session.rollback()

    act(approvals.approve, db.session.get(Registration, coming.id), may_wait=False)
    assert (state(leaving), state(coming)) == ((Status.SUBSTITUTED, False), (Status.CONFIRMED, True))
    assert taken(roundtable) == 1


def test_declined_the_predecessor_comes_after_all(arrive, substitute, make, act):
    roundtable = make.roundtable(cap=1, substitution=Substitution.APPROVAL)
    leaving = arrive(roundtable)
    coming = substitute(leaving)

    act(approvals.decline, db.session.get(Registration, coming.id), "", shown=False)

    assert (state(leaving), state(coming)) == ((Status.CONFIRMED, True), (Status.DECLINED, False))


@pytest.mark.parametrize("reason", ["never", "another delegation", "oneself", "arrived"])
def test_not_everybody_can_be_named(arrive, substitute, make, reason):
    never = {"substitution": Substitution.NEVER} if reason == "never" else {}
    leaving = arrive(make.roundtable(**never), "member_state")
    if reason == "arrived":
        with transaction():
            db.session.get(Registration, leaving.id).checked_in_at = make.now()
    answers = {
        "another delegation": {"state": "NOR"},
        "oneself": {key: getattr(leaving, key) for key in ("given_names", "family_name", "email")},
    }.get(reason, {})

    with pytest.raises(NoLongerPossible if reason == "arrived" else SubstitutionNotPossible):
        substitute(leaving, **answers)
    db.session.rollback()


def test_a_successor_who_waits_already_takes_the_seat(arrive, substitute, make):
    roundtable = make.roundtable(cap=1)
    leaving = arrive(roundtable, "member_state")
    waiting = arrive(roundtable, "member_state")
    person = {key: getattr(waiting, key) for key in ("given_names", "family_name", "email")}

    coming = substitute(leaving, **person)

    assert coming.id == waiting.id
    assert (state(leaving), state(waiting)) == ((Status.SUBSTITUTED, False), (Status.CONFIRMED, True))


def test_a_successor_who_has_a_seat_already_leaves_one_free(arrive, substitute, make):
    roundtable = make.roundtable(cap=2)
    leaving, there = arrive(roundtable, "member_state"), arrive(roundtable, "member_state")
    waiting = arrive(roundtable)
    person = {key: getattr(there, key) for key in ("given_names", "family_name", "email")}

    substitute(leaving, **person)

    assert (state(there), state(waiting)) == ((Status.CONFIRMED, True), (Status.CONFIRMED, True))


def test_the_place_can_be_taken_back_until_the_successor_has_arrived(arrive, substitute, make, act):
    roundtable = make.roundtable(cap=1)
    leaving = arrive(roundtable)
    coming = substitute(leaving)

    act(substitutions.undo, db.session.get(Registration, leaving.id))

    assert (state(leaving), state(coming)) == ((Status.CONFIRMED, True), (Status.WITHDRAWN, False))
    assert letters(leaving)[-1] == (Letter.CONFIRMED, Calendar.REQUEST)
    assert letters(coming)[-1] == (Letter.WITHDRAWN_BY_ORGANIZER, Calendar.CANCEL)
    again = substitute(leaving)
    with transaction():
        db.session.get(Registration, again.id).checked_in_at = make.now()
    with pytest.raises(NoLongerPossible):
        act(substitutions.undo, db.session.get(Registration, leaving.id))
    db.session.rollback()


def test_whoever_succeeded_can_withdraw_like_anybody(arrive, substitute, make, act):
    roundtable = make.roundtable(cap=1)
    leaving, waiting = arrive(roundtable), arrive(roundtable)

    act(registrations.withdraw, db.session.get(Registration, substitute(leaving).id))

    assert state(waiting) == (Status.CONFIRMED, True)


def notes(focal_point):
    """Who comes and instead of whom, as the focal point was told."""
    wanted = select(Message).where(
        Message.recipient == focal_point.email, Message.letter == Letter.FOCAL_POINT_NOTE
    )
    return [
        (one.facts["comes"], one.facts["instead_of"])
        for one in db.session.scalars(wanted.order_by(Message.id))
    ]


def test_the_focal_point_is_told_once_organizers_have_approved(arrive, substitute, make, act):
    roundtable = make.roundtable(cap=1, substitution=Substitution.APPROVAL)
    leaving = arrive(roundtable, "member_state")
    focal_point = make.focal_point(leaving)

    coming = substitute(leaving)
    assert notes(focal_point) == []

    act(approvals.approve, db.session.get(Registration, coming.id), may_wait=False)
    assert notes(focal_point) == [(coming.id, leaving.id)]


def test_the_focal_point_is_told_when_the_place_is_taken_back(arrive, substitute, make, act):
    leaving = arrive(make.roundtable(cap=1), "member_state")
    focal_point = make.focal_point(leaving)

    coming = substitute(leaving)
    act(substitutions.undo, db.session.get(Registration, leaving.id))

    assert notes(focal_point) == [(coming.id, leaving.id), (leaving.id, coming.id)]

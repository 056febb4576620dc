"""Register, change, withdraw: who gets a seat, what is written down, who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import audit, edits, registrations, seats
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.models.seats import Count
from registration.queries import guest_table, invariants
from registration.rules.letters import Calendar, Letter
from registration.rules.refusals import (
    AlreadyRegistered,
    AlreadySent,
    ChangeWouldNotFit,
    NoLongerPossible,
    NotFound,
    RegistrationClosed,
    RoundtableFull,
)
from registration.rules.seats import Kind
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


@pytest.fixture
def register(make):
    """Registers a person through the action, and returns the submission."""

    def register(roundtable, type_code="civil_society", *, key=None, wish=None, **answers):
        wish = wish or make.wish(type_code, **answers)
        with transaction():
            return registrations.register(
                seats.lock(roundtable.id), wish, key=key or f"key {make.number()}", at=make.now()
            )

    return register


@pytest.fixture
def edit(make):
    def edit(registration, **answers):
        with transaction():
            return edits.edit(
                seats.lock_of(registration), registration, answers, by=audit.PERSON, at=make.now()
            )

    return edit


@pytest.fixture
def withdraw(make):
    def withdraw(registration, by=audit.PERSON, at=None):
        with transaction():
            registrations.withdraw(seats.lock_of(registration), registration, by=by, at=at or make.now())

    return withdraw


@pytest.fixture(autouse=True)
def every_promise_is_kept(app):
    """After every test, whatever it did: counts are what the statuses say, nobody waits in vain, all were told."""
    yield
    assert [str(broken) for broken in invariants.broken(at=clock.now()) if not broken.note] == []


def letters():
    return [(one.letter, one.recipient) for one in db.session.scalars(select(Message).order_by(Message.id))]


def taken(roundtable, kind=Kind.TOTAL, key="*"):
    return (
        db.session.scalar(
            select(Count.taken).where(
                Count.roundtable_id == roundtable.id, Count.kind == kind, Count.key == key
            )
        )
        or 0
    )


def verbs():
    return [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_free_seat_is_given_and_confirmed_by_mail_with_a_calendar_entry(make, register):
    roundtable = make.roundtable(cap=2)

    submission = register(roundtable, email="aya@example.org")

    assert submission.registration.status is Status.CONFIRMED
    assert submission.shown_status == Status.CONFIRMED
    assert taken(roundtable) == taken(roundtable, Kind.STAKEHOLDER_TYPE, "civil_society") == 1
    assert letters() == [(Letter.CONFIRMED, "aya@example.org")]
    assert db.session.scalars(select(Message.calendar)).one() is Calendar.REQUEST
    assert verbs() == [Verb.REGISTERED]


def test_without_a_seat_one_waits_takes_none_and_gets_no_calendar_entry(make, register):
    roundtable = make.roundtable(cap=1)
    register(roundtable)

    second = register(roundtable).registration

    assert second.status is Status.WAITLISTED
    assert second.waiting_since == second.created_at
    assert taken(roundtable) == 1
    message = db.session.scalars(select(Message).where(Message.letter == Letter.WAITLISTED)).one()
    assert message.calendar is Calendar.NONE


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"cap": 0}, "total"),
        ({"caps": {"civil_society": 0}}, "stakeholder_type"),
        ({"modes": {"in_person": 0}}, "mode"),
    ],
)
def test_the_limit_that_refused_is_kept_as_the_reason(make, register, limits, reason):
    registration = register(make.roundtable(**limits)).registration

    assert registration.status is Status.WAITLISTED
    assert registration.decision["kind"] == reason
    assert registration.decision["seated"] is False


def test_a_cap_of_one_type_leaves_seats_to_the_others(make, register):
    roundtable = make.roundtable(cap=5, caps={"member_state": 1})
    register(roundtable, "member_state")

    assert register(roundtable, "member_state").registration.status is Status.WAITLISTED
    assert register(roundtable, "un_staff").registration.status is Status.CONFIRMED


def test_seats_are_kept_free_for_a_type_with_a_floor(make, register):
    roundtable = make.roundtable(cap=2, floors={"civil_society": 1})
    register(roundtable, "un_staff")

    assert register(roundtable, "un_staff").registration.status is Status.WAITLISTED
    assert register(roundtable, "civil_society").registration.status is Status.CONFIRMED


def test_newcomers_wait_while_the_waiting_list_is_still_being_looked_at(make, register):
    roundtable = make.roundtable(cap=5, promotion_due=True)

    assert register(roundtable).registration.status is Status.WAITLISTED


def test_a_full_roundtable_with_a_closed_waiting_list_stores_nothing(make, register):
    roundtable = make.roundtable(cap=0, waiting_list_open=False)

    with pytest.raises(RoundtableFull):
        register(roundtable)

    assert db.session.scalars(select(Registration)).all() == []
    assert letters() == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"closes_at": timedelta(days=-1)}, RegistrationClosed), ({"state": State.DRAFT}, NotFound)],
)
def test_what_is_not_open_takes_nobody(make, register, facts, refusal):
    facts = {
        key: make.now() + value if isinstance(value, timedelta) else value for key, value in facts.items()
    }

    with pytest.raises(refusal):
        register(make.roundtable(**facts))


def test_the_same_sending_gets_the_same_answer(make, register):
    roundtable, wish = make.roundtable(), make.wish()

    first, second = (register(roundtable, key="one", wish=wish) for _ in range(2))

    assert first.reference == second.reference
    assert taken(roundtable) == 1
    assert len(letters()) == 1


def test_the_same_sending_is_answered_even_after_registration_has_closed(make, register):
    roundtable, wish = make.roundtable(), make.wish()
    register(roundtable, key="one", wish=wish)
    roundtable.closes_at = make.now() - timedelta(hours=1)
    db.session.commit()

    assert register(roundtable, key="one", wish=wish).registration.status is Status.CONFIRMED


def test_one_key_with_two_texts_is_refused(make, register):
    roundtable = make.roundtable()
    register(roundtable, key="one", position="Adviser")

    with pytest.raises(AlreadySent):
        register(roundtable, key="one", position="Director")


def test_the_same_person_again_is_answered_as_a_newcomer_and_told_the_truth_by_mail(make, register):
    roundtable = make.roundtable(cap=1)
    person = {"email": "aya@example.org", "given_names": "Aya", "family_name": "Koné"}
    first = register(roundtable, **person)

    second = register(roundtable, **{**person, "email": "AYA@example.org", "family_name": "KONÉ"})

    assert second.registration_id == first.registration_id
    assert second.reference != first.reference
    # The seat is gone: a newcomer would have been told to wait.
    assert (first.shown_status, second.shown_status) == (Status.CONFIRMED, Status.WAITLISTED)
    assert [letter for letter, _ in letters()] == [Letter.CONFIRMED, Letter.REPEATED]
    assert taken(roundtable) == 1


def test_whoever_registered_twice_is_found_by_either_reference_after_a_change_too(make, register, edit):
    roundtable, wish = make.roundtable(), make.wish()
    first, second = register(roundtable, wish=wish), register(roundtable, wish=wish)

    edit(first.registration, position="Director")

    for reference in (first.reference, second.reference, second.reference.lower(), second.reference[:6]):
        page = guest_table.page(roundtable, guest_table.Filters(search=reference), 1)
        assert [row.id for row in page.rows] == [first.registration_id]


def test_a_mission_shares_one_mailbox(make, register):
    roundtable = make.roundtable()
    for name in ("Aya", "Bo"):
        register(roundtable, email="mission@example.org", given_names=name, family_name="Koné")

    assert taken(roundtable) == 2


def test_after_withdrawing_one_may_register_again(make, register, withdraw):
    roundtable, person = (
        make.roundtable(),
        {"email": "aya@example.org", "given_names": "Aya", "family_name": ""},
    )
    first = register(roundtable, **person).registration
    withdraw(first)

    second = register(roundtable, **person).registration

    assert (first.status, second.status) == (Status.WITHDRAWN, Status.CONFIRMED)
    assert first.id != second.id


def test_an_organizer_adds_somebody_outside_the_window_by_the_same_seats(make):
    roundtable = make.roundtable(cap=1, closes_at=make.now() - timedelta(days=1))
    organizer = make.organizer()
    added = []
    for _ in range(2):
        with transaction():
            added.append(
                registrations.add(
                    seats.lock(roundtable.id), make.wish(), by=audit.organizer(organizer.id), at=make.now()
                )
            )

    assert [one.status for one in added] == [Status.CONFIRMED, Status.WAITLISTED]
    assert [letter for letter, _ in letters()] == [Letter.ADDED, Letter.ADDED]


def test_an_organizer_is_told_that_somebody_is_registered_already(make, register):
    roundtable, wish = make.roundtable(), make.wish()
    register(roundtable, wish=wish)

    with pytest.raises(AlreadyRegistered), transaction():
        registrations.add(
            seats.lock(roundtable.id), wish, by=audit.organizer(make.organizer().id), at=make.now()
        )

    assert taken(roundtable) == 1


def test_a_change_is_written_down_by_field_and_never_by_content(make, register, edit):
    registration = register(make.roundtable()).registration

    assert edit(registration, position="Director", phone="+41 22 917 0000") == ["position", "phone"]

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.EDITED)).one()
    assert entry.details == {"fields": ["position", "phone"]}
    assert "Director" in registration.position


def test_moving_from_the_screen_to_the_room_takes_a_seat_there_or_none(make, register, edit):
    roundtable = make.roundtable(mode=Mode.HYBRID, cap=5, modes={"in_person": 1})
    register(roundtable, mode="in_person")
    online = register(roundtable, mode="online").registration

    with pytest.raises(ChangeWouldNotFit):
        edit(online, mode="in_person")

    db.session.expire_all()
    assert (online.mode, taken(roundtable, Kind.MODE, "in_person")) == ("online", 1)


def test_leaving_the_room_for_the_screen_lets_the_next_one_into_the_room(make, register, edit):
    roundtable = make.roundtable(mode=Mode.HYBRID, cap=5, modes={"in_person": 1})
    first = register(roundtable, mode="in_person").registration
    waiting = register(roundtable, mode="in_person").registration

    edit(first, mode="online")

    db.session.refresh(waiting)
    assert waiting.status is Status.CONFIRMED


def test_nobody_becomes_another_registered_person(make, register, edit):
    roundtable = make.roundtable()
    register(roundtable, email="m@example.org", given_names="Aya", family_name="Koné")
    other = register(roundtable, email="m@example.org", given_names="Bo", family_name="Koné").registration

    with pytest.raises(AlreadyRegistered):
        edit(other, given_names="AYA")

    db.session.expire_all()
    assert other.given_names == "Bo"


def test_withdrawing_frees_the_seat_once_and_takes_the_entry_out_of_the_calendar(make, register, withdraw):
    roundtable = make.roundtable(cap=3)
    registration = register(roundtable).registration
    withdraw(registration)

    with pytest.raises(NoLongerPossible):
        withdraw(registration)

    assert taken(roundtable) == 0
    message = db.session.scalars(select(Message).where(Message.letter == Letter.WITHDRAWN)).one()
    assert message.calendar is Calendar.CANCEL
    assert message.calendar_sequence == 1


def test_leaving_the_waiting_list_frees_no_seat(make, register, withdraw):
    roundtable = make.roundtable(cap=1)
    register(roundtable)
    waiting = register(roundtable).registration

    withdraw(waiting)

    assert taken(roundtable) == 1
    assert (
        db.session.scalars(select(Message.calendar).where(Message.letter == Letter.WITHDRAWN)).one()
        is Calendar.NONE
    )


def test_after_the_meeting_only_an_organizer_withdraws_somebody(make, register, withdraw):
    roundtable = make.roundtable()
    registration = register(roundtable).registration
    later = roundtable.ends_at + timedelta(hours=1)

    with pytest.raises(NoLongerPossible):
        withdraw(registration, at=later)
    withdraw(registration, by=audit.organizer(make.organizer().id), at=later)

    assert registration.status is Status.WITHDRAWN
    assert letters()[-1][0] is Letter.WITHDRAWN_BY_ORGANIZER


def test_whoever_registered_another_person_gets_the_same_letters(make, register, withdraw):
    wish = make.wish(email="aya@example.org")
    wish = type(wish)(wish.stakeholder_type, wish.answers, wish.language, "Ana López", "ana@example.org")

    withdraw(register(make.roundtable(), wish=wish).registration)

    assert letters() == [
        (Letter.CONFIRMED, "aya@example.org"),
        (Letter.CONFIRMED, "ana@example.org"),
        (Letter.WITHDRAWN, "aya@example.org"),
        (Letter.WITHDRAWN, "ana@example.org"),
    ]

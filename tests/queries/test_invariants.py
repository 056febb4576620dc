"""Every promise the checks know is broken once here, on purpose, and found."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import delete, text, update

from registration.actions import audit, limits, offers, registrations, seats
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.models.submissions import Submission
from registration.queries import invariants
from registration.queries.broken import Broken, Code
from registration.rules.letters import Letter
from registration.rules.seats import TOTAL, Kind
from registration.rules.standing import State
from registration.rules.statuses import Status
from tests.make import Make


@pytest.fixture
def roundtable(make: Make) -> Roundtable:
    """Two seats: two confirmed, a third waits."""
    made = make.roundtable(cap=2)
    for _ in range(3):
        register(make, made)
    return made


def register(make: Make, roundtable: Roundtable, type_code: str = "civil_society") -> None:
    wish, at = make.wish(type_code), make.now()
    with transaction():
        registrations.register(seats.lock(roundtable.id), wish, key=str(uuid4()), at=at)


def found(make: Make) -> list[Broken]:
    db.session.rollback()
    return invariants.broken(make.now())


def codes(make: Make) -> list[Code]:
    return [broken.code for broken in found(make) if not broken.note]


def one(roundtable: Roundtable, status: Status) -> Registration:
    db.session.rollback()
    row = db.session.query(Registration).filter_by(roundtable_id=roundtable.id, status=status).first()
    assert row is not None
    return row


def test_what_the_actions_wrote_is_consistent(make: Make, roundtable: Roundtable) -> None:
    with transaction():
        leaving = one(roundtable, Status.CONFIRMED)
        registrations.withdraw(seats.lock(roundtable.id), leaving, by=audit.PERSON, at=make.now())
    assert found(make) == []
    assert invariants.roundtables() == 1


def test_a_count_that_is_not_the_number_of_holders_is_found(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.execute(update(Count).where(Count.kind == Kind.TOTAL).values(taken=1))
    (broken,) = found(make)
    assert broken.code is Code.COUNT
    assert broken.roundtable == roundtable.slug
    assert broken.detail == "total says 1 (2 in the room), the registrations say 2 (2 in the room)"


def test_a_count_of_a_group_that_nobody_is_in_is_found(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.add(Count(roundtable_id=roundtable.id, kind=Kind.HOST, key="7", taken=1, in_person=0))
    assert codes(make) == [Code.COUNT]


def test_more_people_than_seats_are_found(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.execute(update(Limit).values(cap=1))
    assert codes(make) == [Code.OVER_CAP]


def test_more_people_than_seats_are_only_a_note_after_the_cap_was_lowered(
    make: Make, roundtable: Roundtable
) -> None:
    with transaction():
        limits.change_caps(seats.lock(roundtable.id), {TOTAL: 1}, by=audit.OPERATOR, at=make.now())
    (note,) = found(make)
    assert note.note
    assert str(note) == f"note over_cap: {roundtable.slug}: total holds 2, its cap is 1"


def test_somebody_seated_after_the_cap_was_lowered_is_not_excused(make: Make, roundtable: Roundtable) -> None:
    with transaction():
        limits.change_caps(seats.lock(roundtable.id), {TOTAL: 1}, by=audit.OPERATOR, at=make.now())
    with transaction():
        late = one(roundtable, Status.WAITLISTED)
        seats.take(seats.lock(roundtable.id), late)
        late.status = Status.CONFIRMED
    assert Code.OVER_CAP in codes(make)


def test_whoever_kept_a_seat_over_a_lowered_cap_may_take_up_an_offer(make: Make) -> None:
    made = make.roundtable(cap=1)
    offered = make.registration(made, status=Status.OFFERED)
    with transaction():
        limits.change_caps(seats.lock(made.id), {TOTAL: 0}, by=audit.OPERATOR, at=make.now())
    with transaction():
        offers.accept(db.session.get_one(Registration, offered.id), at=make.now() + timedelta(hours=1))
    assert Code.OVER_CAP not in codes(make)


def test_somebody_seated_over_the_cap_on_purpose_is_only_a_note(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.execute(update(Limit).values(cap=1))
    with transaction():
        one(roundtable, Status.CONFIRMED).decision = {"seated": True, "over_limit": True}
    assert [broken.note for broken in found(make)] == [True]


def test_somebody_who_waits_beside_a_free_seat_is_found(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.execute(update(Limit).values(cap=3))
    (broken,) = found(make)
    assert broken.code is Code.WAITS_FOR_NOTHING
    assert one(roundtable, Status.WAITLISTED).reference in broken.detail


@pytest.mark.parametrize(
    "excuse",
    [
        {"promotion_due": True},
        {"state": State.DRAFT},
        {"starts_at": None, "ends_at": None, "state": State.CANCELLED},
    ],
)
def test_nobody_is_promoted_while_there_is_a_reason_to_wait(
    make: Make, roundtable: Roundtable, excuse: dict[str, object]
) -> None:
    with transaction() as session:
        session.execute(update(Limit).values(cap=3))
        session.execute(update(Roundtable).values(**excuse))
    assert found(make) == []


def test_one_person_registered_twice_is_found_even_without_the_index(
    app: Flask, make: Make, roundtable: Roundtable
) -> None:
    kept, twin = db.session.query(Registration).filter_by(status=Status.CONFIRMED).all()
    keys, twin_id = {"email_key": kept.email_key, "name_key": kept.name_key}, twin.id
    index = next(i for i in Registration.__table__.indexes if i.name == "uq_registrations_live_person")
    with transaction() as session:
        index.drop(session.connection())
        session.execute(update(Registration).where(Registration.id == twin_id).values(**keys))
    try:
        assert codes(make) == [Code.PERSON_TWICE]
    finally:
        with transaction() as session:
            session.execute(update(Registration).where(Registration.id == twin_id).values(email_key="other"))
            index.create(session.connection())


def test_a_confirmed_person_whom_no_mail_told_is_found(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.execute(delete(Message).where(Message.letter == Letter.CONFIRMED))
    assert codes(make) == [Code.NOT_TOLD, Code.NOT_TOLD]


def test_a_status_that_the_history_does_not_know_is_found(make: Make, roundtable: Roundtable) -> None:
    reference = one(roundtable, Status.WAITLISTED).reference
    with transaction() as session:
        session.execute(
            update(Registration).where(Registration.reference == reference).values(status=Status.DECLINED)
        )
    (broken,) = found(make)
    assert broken.code is Code.HISTORY
    assert broken.detail == f"{reference} is declined, history says waitlisted"


def test_a_registration_without_any_history_is_found(make: Make, roundtable: Roundtable) -> None:
    with transaction() as session:
        session.execute(delete(AuditEntry))
    assert codes(make) == [Code.HISTORY] * 3


def test_a_submission_that_leads_to_another_roundtable_is_found(make: Make, roundtable: Roundtable) -> None:
    other = make.roundtable().id
    with transaction() as session:
        session.execute(update(Submission).values(roundtable_id=other))
    assert codes(make) == [Code.SUBMISSION_LOST] * 3


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # PostgreSQL allows none
def test_a_reference_to_a_missing_row_is_found(make: Make, roundtable: Roundtable) -> None:
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(
            text("UPDATE audit SET organizer_id = 4711 WHERE id = (SELECT min(id) FROM audit)")
        )
        connection.commit()
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")
    (broken,) = found(make)
    assert broken.code is Code.FOREIGN_KEY
    assert str(broken).startswith("broken foreign_key: row ")

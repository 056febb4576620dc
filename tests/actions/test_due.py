"""What the clock makes due is done by the worker, once, however late it comes, and by nobody else."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration import clock, worker
from registration.actions import audit, mail, registrations, seats
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.queries import invariants
from registration.rules import schedule
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

DAY = timedelta(days=1)


@pytest.fixture
def come(make):
    """Registers people of a type; returns them."""

    def come(roundtable, type_code="un_staff", number=1, at=None):
        made = []
        for _ in range(number):
            with transaction():
                room = seats.lock(roundtable.id)
                wish = make.wish(type_code)
                made.append(
                    registrations.register(
                        room, wish, key=wish.digest()[:36], at=at or clock.now()
                    ).registration_id
                )
        return made

    return come


@pytest.fixture
def released_tomorrow(make):
    """Two seats, kept for the media until tomorrow."""
    roundtable = make.roundtable(cap=2, floors={"media": 2})
    with transaction() as session:
        session.scalars(select(Limit).where(Limit.floor.is_not(None))).one().release_at = clock.now() + DAY
    return roundtable


def statuses(roundtable):
    db.session.rollback()
    return list(
        db.session.scalars(
            select(Registration.status)
            .where(Registration.roundtable_id == roundtable.id)
            .order_by(Registration.id)
        )
    )


def told(letter):
    db.session.rollback()
    wanted = select(Message.registration_id).where(Message.letter == letter).order_by(Message.id)
    return list(db.session.scalars(wanted))


def recorded(verb):
    return len(db.session.scalars(select(AuditEntry.id).where(AuditEntry.verb == verb)).all())


def works(app, *, after, times=3):
    with time_machine.travel(clock.now() + after):
        for _ in range(times):
            worker.run_once(app)
        db.session.rollback()
        return [str(broken) for broken in invariants.broken(clock.now()) if not broken.note]


def test_seats_are_released_once_however_late_the_worker_comes(app, come, released_tomorrow):
    first, second, _ = come(released_tomorrow, number=3)

    assert works(app, after=DAY - timedelta(minutes=1)) == []
    assert statuses(released_tomorrow) == [Status.WAITLISTED] * 3

    assert works(app, after=9 * DAY) == []
    assert statuses(released_tomorrow) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert told(Letter.PROMOTED) == [first, second]
    assert recorded(Verb.SEATS_RELEASED) == 1


def test_between_the_hour_of_the_release_and_the_worker_nobody_overtakes_those_who_wait(
    app, come, released_tomorrow
):
    come(released_tomorrow, number=2)

    with time_machine.travel(clock.now() + 2 * DAY):
        come(released_tomorrow)
        assert statuses(released_tomorrow) == [Status.WAITLISTED] * 3
        assert recorded(Verb.SEATS_RELEASED) == 0

    assert works(app, after=2 * DAY + timedelta(minutes=1)) == []
    assert statuses(released_tomorrow) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]


def test_an_offer_is_over_when_the_worker_says_so_and_then_the_next_one_has_it(app, make, come):
    roundtable = make.roundtable(cap=1, offer_hours=24)
    leaving, late, next_one = come(roundtable, number=3)
    with transaction():
        registrations.withdraw(
            seats.lock(roundtable.id),
            db.session.get_one(Registration, leaving),
            by=audit.PERSON,
            at=clock.now(),
        )

    with time_machine.travel(clock.now() + 5 * DAY):
        come(roundtable)
        assert statuses(roundtable) == [
            Status.WITHDRAWN,
            Status.OFFERED,
            Status.WAITLISTED,
            Status.WAITLISTED,
        ]

    assert works(app, after=5 * DAY) == []
    assert statuses(roundtable) == [Status.WITHDRAWN, Status.WITHDRAWN, Status.OFFERED, Status.WAITLISTED]
    assert told(Letter.OFFER_LAPSED) == [late]
    assert told(Letter.OFFERED) == [late, next_one]


def test_an_address_that_nobody_confirmed_gives_its_seat_back_once(app, make, come):
    roundtable = make.roundtable(cap=1, address_checked=True)
    (silent,) = come(roundtable)

    assert works(app, after=schedule.ADDRESS_CHECK_LIFE - timedelta(minutes=1)) == []
    assert statuses(roundtable) == [Status.UNVERIFIED]

    assert works(app, after=4 * DAY) == []
    assert statuses(roundtable) == [Status.WITHDRAWN]
    assert told(Letter.ADDRESS_LAPSED) == [silent]


def test_what_is_wrong_in_one_roundtable_does_not_hold_up_the_others(app, make, come):
    broken, well = (make.roundtable(cap=1, address_checked=True) for _ in range(2))
    come(broken)
    come(well)
    with transaction():
        # A letter is there already which the worker is going to write.
        row = db.session.scalars(select(Registration).where(Registration.roundtable_id == broken.id)).one()
        mail.queue(Letter.ADDRESS_LAPSED, row, at=clock.now())
        row.mail_version -= 1

    with time_machine.travel(clock.now() + 2 * DAY), pytest.raises(Exception, match="message_id"):
        worker.run_once(app)

    assert statuses(well) == [Status.WITHDRAWN]
    assert statuses(broken) == [Status.UNVERIFIED]

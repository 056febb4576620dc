"""The plan of seats and the preview ask the same few questions, however many people and limits there are."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, event

from registration import clock
from registration.extensions import db, transaction
from registration.models.organizations import Organization
from registration.models.roundtables import Mode, Roundtable
from registration.models.seats import Limit
from registration.queries import rooms, seat_plan, seat_preview
from registration.rules.seats import ROOM, TOTAL, Group, Kind
from registration.rules.statuses import Status
from tests.make import Make

FEW, MANY = 2, 23


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collects what is sent to the database."""
    sent: list[str] = []

    def add(_connection: Connection, _cursor: object, text: str, *_: object) -> None:
        sent.append(text)

    event.listen(db.engine, "before_cursor_execute", add)
    yield sent
    event.remove(db.engine, "before_cursor_execute", add)


def limit(roundtable: Roundtable, kind: Kind, key: str, **facts: object) -> None:
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind=kind, key=key, **facts))


def waited_for(make: Make, number: int) -> int:
    """So many seated and so many waiting, each of an organization of their own, each with a limit of its own."""
    roundtable = make.roundtable(cap=number, floors={"un_staff": 0})
    limit(roundtable, Kind.DELEGATION, "organization:*", cap=1)
    for n in range(number):
        make.registration(roundtable, organization=f"Seated {n}")
        make.registration(roundtable, status=Status.WAITLISTED, organization=f"Waiting {n}")
        limit(roundtable, Kind.DELEGATION, f"organization:waiting {n}", cap=2)
    return roundtable.id


def test_more_people_and_limits_cost_no_more_statements(make: Make):
    counted = []
    for roundtable_id in (waited_for(make, FEW), waited_for(make, MANY)):
        db.session.expunge_all()
        roundtable = db.session.get_one(Roundtable, roundtable_id)
        with statements() as sent:
            plan = seat_plan.of(roundtable)
            assert plan.watched
            assert plan.full
        counted.append(len(sent))

    assert counted[0] == counted[1] <= 8


def test_a_preview_of_many_costs_no_more_statements(make: Make):
    counted = []
    for roundtable_id in (waited_for(make, FEW), waited_for(make, MANY)):
        db.session.expunge_all()
        roundtable = db.session.get_one(Roundtable, roundtable_id)
        limits = [replace(one, cap=None) for one in rooms.limits_of(roundtable_id)]
        with statements() as sent:
            preview = seat_preview.of(roundtable, limits, at=clock.now())
        assert preview.seated
        counted.append(len(sent))

    assert counted[0] == counted[1] <= 5


def test_a_preview_names_the_first_twenty_in_their_order(make: Make):
    roundtable = make.roundtable(cap=0)
    waiting = [make.registration(roundtable, status=Status.WAITLISTED) for _ in range(MANY)]

    preview = seat_preview.of(roundtable, [], at=clock.now())

    assert preview.seated == MANY
    assert [one.id for one in preview.people] == [one.id for one in waiting[:20]]


def test_nobody_is_seated_in_a_preview_of_a_meeting_that_takes_nobody(make: Make):
    roundtable = make.roundtable(cap=0, state="draft")
    make.registration(roundtable, status=Status.WAITLISTED)

    assert seat_preview.of(roundtable, [], at=clock.now()).seated == 0


def test_a_floor_whose_hour_has_come_is_free_in_a_preview(make: Make):
    roundtable = make.roundtable(cap=1)
    limit(roundtable, Kind.STAKEHOLDER_TYPE, "un_staff", floor=1, release_at=make.now())
    make.registration(roundtable, status=Status.WAITLISTED)

    preview = seat_preview.of(roundtable, rooms.limits_of(roundtable.id), at=clock.now())

    assert (preview.seated, preview.unfilled) == (1, {})


@pytest.mark.parametrize("status", [Status.OFFERED, Status.UNVERIFIED, Status.PENDING])
def test_what_is_held_is_counted_by_status_and_only_if_a_seat_goes_with_it(make: Make, status: Status):
    roundtable = make.roundtable(cap=9)
    make.registration(roundtable, status=status, facts={"holds_seat": True}, accompanying=1)
    if status is not Status.OFFERED:
        make.registration(roundtable, status=status)

    total = seat_plan.of(roundtable).total

    assert (total.taken, total.held, total.free) == (2, {status: 2}, 7)


def test_the_floors_of_a_hybrid_meeting_are_met_in_the_room(make: Make):
    roundtable = make.roundtable(mode=Mode.HYBRID, modes={"in_person": 3}, floors={"un_staff": 2})
    make.registration(roundtable, "un_staff", mode="online")
    for _ in range(2):
        make.registration(roundtable, mode="in_person")

    plan = seat_plan.of(roundtable)

    assert [line.group for line in plan.modes] == [ROOM, Group(Kind.MODE, "online")]
    assert (plan.unfilled, plan.lacking) == (2, 1)


def test_an_allotment_counts_those_whom_the_organization_invited(make: Make):
    host = make.organization()
    roundtable = make.roundtable(convenors=[host])
    limit(roundtable, Kind.HOST, str(host.id), cap=3)
    make.registration(roundtable, facts={"host_id": host.id})
    make.registration(roundtable)

    plan = seat_plan.of(roundtable)

    assert [(line.taken, line.cap) for line in plan.allotments] == [(1, 3)]
    assert isinstance(plan.organizations[str(host.id)], Organization)
    assert plan.total.group == TOTAL

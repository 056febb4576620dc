"""Roundtables change: limits under the lock, modes, times and places, publication, cancellation."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import audit, limits, publication, roundtables, seats
from registration.actions.photos import encoded
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.roundtables import Mode, Roundtable
from registration.models.seats import Count, Limit
from registration.rules.letters import Calendar, Letter
from registration.rules.refusals import (
    ChangedMeanwhile,
    NoLongerPossible,
    NotAnImage,
    NotReadyToPublish,
    SlugTaken,
)
from registration.rules.seats import TOTAL, Group, Kind
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def plan_of(roundtable, caps=None, **facts):
    """The roundtable as it is, apart from what is named."""
    names = [field.name for field in dataclasses.fields(roundtables.Facts)]
    return roundtables.Plan(
        facts=roundtables.Facts(**{name: getattr(roundtable, name) for name in names} | facts),
        series=roundtable.series,
        convenors=roundtable.convenors,
        partners=roundtable.partners,
        caps=caps or {},
        photo=roundtable.photo,
    )


def edit(roundtable, caps=None, version=None, **facts):
    with transaction():
        room = seats.lock(roundtable.id)
        plan = plan_of(room.roundtable, caps, **facts)
        return roundtables.edit(
            room, plan, version=version or room.roundtable.version, by=audit.OPERATOR, at=clock.now()
        )


def set_caps(roundtable, caps):
    with transaction():
        limits.change_caps(seats.lock(roundtable.id), caps, by=audit.OPERATOR, at=clock.now())


def cancel(roundtable, message=None):
    with transaction():
        publication.cancel(seats.lock(roundtable.id), message or {}, by=audit.OPERATOR, at=clock.now())


def caps(roundtable):
    rows = db.session.scalars(select(Limit).where(Limit.roundtable_id == roundtable.id))
    return {(str(row.kind), row.key): (row.cap, row.floor) for row in rows}


def letters():
    return [
        (message.letter, message.calendar)
        for message in db.session.scalars(select(Message).order_by(Message.id))
    ]


def statuses(*registrations):
    db.session.expire_all()
    return [registration.status for registration in registrations]


def test_a_higher_cap_confirms_those_who_wait_in_their_order(make):
    roundtable = make.roundtable(cap=1)
    make.registration(roundtable)
    waiting = [make.registration(roundtable, status=Status.WAITLISTED) for _ in range(3)]

    set_caps(roundtable, {TOTAL: 3})

    assert statuses(*waiting) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert [letter for letter, _ in letters()] == [Letter.PROMOTED] * 2


def test_a_cap_below_what_is_taken_drops_nobody_and_seats_nobody(make):
    roundtable = make.roundtable(cap=3)
    seated = [make.registration(roundtable) for _ in range(3)]
    waits = make.registration(roundtable, status=Status.WAITLISTED)

    set_caps(roundtable, {TOTAL: 1})

    assert statuses(*seated, waits) == [Status.CONFIRMED] * 3 + [Status.WAITLISTED]


def test_taking_a_cap_away_leaves_a_floor_where_it_is(make):
    roundtable = make.roundtable(cap=9, caps={"civil_society": 4}, floors={"civil_society": 2})
    group = Group(Kind.STAKEHOLDER_TYPE, "civil_society")

    set_caps(roundtable, {TOTAL: None, group: None})

    assert caps(roundtable) == {("stakeholder_type", "civil_society"): (None, 2)}


def test_setting_the_same_caps_again_records_nothing(make):
    roundtable = make.roundtable(cap=9)

    set_caps(roundtable, {TOTAL: 9, Group(Kind.MODE, "online"): None})

    assert db.session.scalars(select(AuditEntry)).all() == []


def test_another_time_is_told_to_all_who_hold_a_place_or_wait(make):
    roundtable = make.roundtable(cap=1, zone="Europe/Zurich")
    before = roundtable.starts_at
    make.registration(roundtable)
    make.registration(roundtable, status=Status.WAITLISTED)
    make.registration(roundtable, status=Status.WITHDRAWN)
    later = before + timedelta(days=1)

    edit(roundtable, starts_at=later, ends_at=later + timedelta(hours=2))

    assert letters() == [
        (Letter.ROUNDTABLE_CHANGED, Calendar.REQUEST),
        (Letter.ROUNDTABLE_CHANGED, Calendar.NONE),
    ]
    facts = db.session.scalars(select(Message)).first().facts["before"]
    assert datetime.fromisoformat(facts["starts_at"]) == before
    assert (facts["zone"], facts["mode"], facts["cities"]) == (
        "Europe/Zurich",
        "in_person",
        roundtable.cities,
    )
    assert db.session.get(Roundtable, roundtable.id).calendar_sequence == 1


@pytest.mark.parametrize(
    "facts", [{"cities": {"en": "Geneva"}}, {"venues": {"en": "Elsewhere"}}, {"zone": "Asia/Bangkok"}]
)
def test_another_place_is_told_too(make, facts):
    roundtable = make.roundtable()
    make.registration(roundtable)

    edit(roundtable, **facts)

    assert [letter for letter, _ in letters()] == [Letter.ROUNDTABLE_CHANGED]


@pytest.mark.parametrize(
    "facts", [{"titles": {"en": "Other"}}, {"contact_name": "X"}, {"closes_at": clock.now()}]
)
def test_other_changes_are_told_to_nobody(make, facts):
    roundtable = make.roundtable()
    make.registration(roundtable)

    edit(roundtable, **facts)

    assert letters() == []


def test_a_draft_or_a_roundtable_that_is_over_moves_in_silence(make):
    draft = make.roundtable(state=State.DRAFT)
    past = make.roundtable(starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    for roundtable in (draft, past):
        make.registration(roundtable)
        edit(roundtable, cities={"en": "Geneva"})

    assert letters() == []


def test_a_hybrid_roundtable_that_goes_online_takes_everyone_along(make):
    roundtable = make.roundtable(mode=Mode.HYBRID, modes={"in_person": 1, "online": 5})
    here, there = make.registration(roundtable), make.registration(roundtable, mode="online")
    waits = make.registration(roundtable, status=Status.WAITLISTED)

    edit(
        roundtable,
        {Group(Kind.MODE, "in_person"): None, Group(Kind.MODE, "online"): None},
        mode=Mode.ONLINE,
    )

    db.session.expire_all()
    assert [person.mode for person in (here, there, waits)] == ["online"] * 3
    assert waits.status is Status.CONFIRMED, "there is room for everyone now"
    online = db.session.get(Count, (roundtable.id, Kind.MODE, "online"))
    assert online.taken == 3
    assert db.session.get(Count, (roundtable.id, Kind.MODE, "in_person")) is None


def test_saving_from_an_old_form_is_refused(make):
    roundtable = make.roundtable()
    edit(roundtable, contact_name="First")

    with pytest.raises(ChangedMeanwhile):
        edit(roundtable, version=1, contact_name="Second")


def test_saving_nothing_new_leaves_no_trace(make):
    roundtable = make.roundtable()

    assert edit(roundtable) == []
    assert db.session.get(Roundtable, roundtable.id).version == 1
    assert db.session.scalars(select(AuditEntry)).all() == []


def test_an_address_belongs_to_one_roundtable(make):
    taken = make.roundtable().slug
    draft = make.roundtable(state=State.DRAFT, published_at=None)

    with pytest.raises(SlugTaken):
        edit(draft, slug=taken)


def test_organizations_change_their_place_and_their_part(make):
    first, second, third = (make.organization() for _ in range(3))
    roundtable = make.roundtable(convenors=[first, second])
    with transaction():
        room = seats.lock(roundtable.id)
        plan = dataclasses.replace(plan_of(room.roundtable), convenors=[second], partners=[third, first])
        changed = roundtables.edit(room, plan, version=1, by=audit.OPERATOR, at=clock.now())

    db.session.expire_all()
    assert changed == ["convenors", "partners"]
    assert [organization.id for organization in roundtable.convenors] == [second.id]
    assert [organization.id for organization in roundtable.partners] == [third.id, first.id]


def test_publishing_says_what_is_missing(make):
    draft = make.roundtable(state=State.DRAFT, published_at=None, starts_at=None, contact_email="")

    with pytest.raises(NotReadyToPublish) as refusal, transaction():
        publication.publish(seats.lock(draft.id), undated=False, by=audit.OPERATOR, at=clock.now())

    assert refusal.value.facts["missing"] == ["starts_at", "contact_email"]


def test_publishing_again_keeps_the_first_day_and_confirms_those_who_fit(make):
    first = datetime(2026, 1, 1, tzinfo=UTC)
    draft = make.roundtable(state=State.DRAFT, published_at=first, cap=1)
    waits = make.registration(draft, status=Status.WAITLISTED)

    with transaction():
        publication.publish(seats.lock(draft.id), undated=False, by=audit.OPERATOR, at=clock.now())

    assert statuses(waits) == [Status.CONFIRMED]
    assert db.session.get(Roundtable, draft.id).published_at == first


def test_unpublishing_changes_nothing_for_those_registered(make):
    roundtable = make.roundtable()
    here = make.registration(roundtable)

    with transaction():
        publication.unpublish(seats.lock(roundtable.id), by=audit.OPERATOR, at=clock.now())

    assert statuses(here) == [Status.CONFIRMED]
    assert letters() == []


def test_cancelling_frees_every_seat_confirms_nobody_and_tells_everyone(make):
    roundtable = make.roundtable(cap=1)
    here = make.registration(roundtable)
    waits = make.registration(roundtable, status=Status.WAITLISTED)
    gone = make.registration(roundtable, status=Status.WITHDRAWN)

    cancel(roundtable, {"en": "No quorum"})

    assert statuses(here, waits, gone) == [Status.CANCELLED, Status.CANCELLED, Status.WITHDRAWN]
    assert letters() == [
        (Letter.ROUNDTABLE_CANCELLED, Calendar.CANCEL),
        (Letter.ROUNDTABLE_CANCELLED, Calendar.NONE),
    ]
    assert db.session.scalars(select(Count).where(Count.roundtable_id == roundtable.id)).all() == []
    verbs = list(db.session.scalars(select(AuditEntry.verb)))
    assert verbs.count(Verb.CANCELLED_WITH_ROUNDTABLE) == 2


def test_what_was_never_public_or_is_over_or_cancelled_is_not_cancelled(make):
    never = make.roundtable(state=State.DRAFT, published_at=None)
    past = make.roundtable(starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    twice = make.roundtable()
    cancel(twice)

    for roundtable in (never, past, twice):
        with pytest.raises(NoLongerPossible):
            cancel(roundtable)


@pytest.mark.parametrize("file", [b"", b"<svg/>", b"GIF89a" + b"\0" * 40, b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_only_pictures_are_taken_for_pictures(file):
    with pytest.raises(NotAnImage):
        encoded(file)


def test_whoever_fits_once_the_meeting_is_hybrid_is_seated(make):
    roundtable = make.roundtable(cap=2, floors={"member_state": 1})
    make.registration(roundtable, "un_staff")
    waiting = make.registration(roundtable, "un_staff", status=Status.WAITLISTED)

    # The floor guards the room then, which has no cap.
    edit(roundtable, mode=Mode.HYBRID)

    assert statuses(waiting) == [Status.CONFIRMED]

"""What every installation starts with, and the demonstration."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from registration import clock
from registration.actions import due, organizers, seats, seed, seed_demo, seed_programme
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.inquiries import Inquiry
from registration.models.invitations import Invitation
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.models.stakeholder_types import StakeholderType
from registration.queries import accounts, invariants, programme, rooms
from registration.rules import fields
from registration.rules.contradictions import contradictions
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.permissions import Grant, Role
from registration.rules.seats import Kind
from registration.rules.standing import Standing
from registration.rules.statuses import Status
from tests.make import Make


def test_the_stakeholder_types_are_there_in_their_order(app: Flask) -> None:
    rows = db.session.scalars(select(StakeholderType).order_by(StakeholderType.position)).all()
    assert [row.code for row in rows] == [
        "member_state",
        "un_staff",
        "civil_society",
        "regional_organization",
    ]
    for row in rows:
        assert set(row.names) == set(row.descriptions) == set(LANGUAGES)
        assert set(row.optional) <= set(row.asks) <= set(fields.BY_KEY)


def test_seeding_again_changes_nothing_not_even_a_renamed_type(app: Flask, make: Make) -> None:
    with transaction():
        make.stakeholder_type().names = {"en": "Delegates"}
    with transaction():
        assert seed.essentials(clock.now()) == 0
    assert db.session.scalar(select(func.count()).select_from(StakeholderType)) == 4
    assert make.stakeholder_type().names == {"en": "Delegates"}


def test_a_type_that_is_missing_comes_back(app: Flask) -> None:
    with transaction() as session:
        session.delete(session.scalars(select(StakeholderType)).first())
    with transaction():
        assert seed.essentials(clock.now()) == 1


@pytest.fixture
def demo(app: Flask) -> datetime:
    now = clock.now()
    with transaction():
        seed_demo.fill(app.extensions["settings"], now)
    return now


def test_the_demonstration_is_consistent_and_full_of_people(demo: datetime) -> None:
    assert invariants.broken(demo) == []
    assert invariants.roundtables() >= 10
    statuses = Counter(db.session.scalars(select(Registration.status)))
    assert statuses[Status.CONFIRMED] > 100
    assert statuses[Status.WAITLISTED] >= 5
    assert statuses[Status.WITHDRAWN] >= 1
    assert statuses[Status.CANCELLED] >= 1
    for roundtable in db.session.scalars(select(Roundtable)):
        limits = rooms.limits_of(roundtable.id)
        assert not list(contradictions(limits, hybrid=roundtable.hybrid, starts_at=roundtable.starts_at)), (
            roundtable.slug
        )


MENTAL_HEALTH, PREVENTION = "mental-health-and-peacebuilding", "national-prevention-strategies"


def statuses_in(slug: str) -> Counter[Status]:
    return Counter(
        db.session.scalars(select(Registration.status).join(Roundtable).where(Roundtable.slug == slug))
    )


def test_the_demonstration_has_a_roundtable_by_approval_with_people_in_every_state(demo: datetime) -> None:
    assert statuses_in(MENTAL_HEALTH) == {
        Status.CONFIRMED: 15, Status.PENDING: 4, Status.WAITLISTED: 1, Status.DECLINED: 1, Status.WITHDRAWN: 1,
    }  # fmt: skip
    answered = [inquiry.answered_at is not None for inquiry in db.session.scalars(select(Inquiry))]
    assert sorted(answered) == [False, True]
    declined = db.session.scalars(select(Registration).where(Registration.status == Status.DECLINED)).one()
    assert declined.reason
    assert declined.reason_shown


def test_the_demonstration_has_a_roundtable_in_which_people_wait_for_different_reasons(
    demo: datetime,
) -> None:
    assert statuses_in(PREVENTION) == {
        Status.CONFIRMED: 25, Status.OFFERED: 1, Status.WAITLISTED: 4, Status.WITHDRAWN: 3,
    }  # fmt: skip
    waiting = db.session.scalars(
        select(Registration)
        .join(Roundtable)
        .where(Roundtable.slug == PREVENTION, Registration.status == Status.WAITLISTED)
        .order_by(Registration.id)
    ).all()
    room = rooms.Room(waiting[0].roundtable)
    refusals = [room.refusal(one.party) for one in waiting]
    assert [(found.group.kind, found.because_of_floors > 0) for found in refusals] == [
        (Kind.DELEGATION, False),
        (Kind.MODE, True),
        (Kind.STAKEHOLDER_TYPE, False),
        (Kind.STAKEHOLDER_TYPE, False),
    ]


def test_the_demonstration_stays_consistent_when_the_worker_does_what_is_due(demo: datetime) -> None:
    release = db.session.scalar(select(func.max(Limit.release_at)))
    # At first nothing is due; then the open offer has lapsed; then the seats that were kept are offered.
    for later, offered in ((demo, 1), (demo + timedelta(days=4), 0), (release, 2)):
        for roundtable_id in due.roundtables(later):
            with transaction():
                due.catch_up(seats.lock(roundtable_id), at=later)
        assert invariants.broken(later) == []
        assert statuses_in(PREVENTION)[Status.OFFERED] == offered


def test_the_demonstration_shows_every_standing_a_visitor_may_meet(demo: datetime) -> None:
    standings = {listed.standing for listed in (*programme.upcoming(demo), *programme.recent(demo))}
    assert standings >= {
        Standing.PAST, Standing.OPEN, Standing.FEW_SEATS, Standing.WAITING_LIST, Standing.FULL,
        Standing.CLOSING_SOON, Standing.BY_INVITATION, Standing.UNDATED, Standing.CANCELLED,
    }  # fmt: skip


def test_the_demonstration_registers_as_many_as_it_says(demo: datetime) -> None:
    otherwise = (MENTAL_HEALTH, PREVENTION, *seed_demo.invitations())
    for facts in seed_demo.programme()["roundtables"]:
        if facts["state"] == "cancelled" or facts["slug"] in otherwise:
            continue
        held = db.session.scalar(
            select(Count.taken)
            .join(Roundtable, Roundtable.id == Count.roundtable_id)
            .where(Roundtable.slug == facts["slug"], Count.kind == Kind.TOTAL)
        )
        assert (held or 0) == sum(facts["fill"]["confirmed"].values()), facts["slug"]


def test_an_invitation_of_every_state_is_there_and_one_to_answer_in_the_mailbox(demo: datetime) -> None:
    rows = db.session.scalars(select(Invitation)).all()
    assert {row.status for row in rows} == set(Reply)
    assert sum(row.held for row in rows) > 2
    waiting = select(Message.invitation_id).where(
        Message.letter == Letter.INVITATION, Message.delivery == Delivery.QUEUED
    )
    assert {row.status for row in rows if row.id in set(db.session.scalars(waiting))} == {Reply.SENT}


def test_nothing_in_the_demonstration_happened_in_the_future(demo: datetime) -> None:
    assert db.session.scalar(select(func.max(Registration.updated_at))) < demo
    assert db.session.scalar(select(func.max(Message.created_at))) < demo


def test_the_mailbox_begins_with_a_handful_of_letters_and_the_others_can_be_read(demo: datetime) -> None:
    letters = db.session.scalars(select(Message)).all()
    waiting = [letter for letter in letters if letter.delivery is Delivery.QUEUED]
    assert len(waiting) == seed_demo.MAILS_LEFT_TO_SEND
    assert {Letter.PENDING, Letter.OFFERED} <= {letter.letter for letter in waiting}
    assert any(letter.facts.get("approved") for letter in waiting)
    sent = [letter for letter in letters if letter.delivery is Delivery.SENT]
    assert len(sent) == len(letters) - len(waiting)
    assert all(letter.sent_subject and letter.sent_text and letter.sent_at < demo for letter in sent)


def test_one_organizer_belongs_to_every_convenor_and_signs_in_as_often_as_wanted(demo: datetime) -> None:
    organizer = organizers.of_address(seed_demo.ORGANIZER)
    assert len(organizer.memberships) >= 4
    assert all(held.role is Role.OWNER and held.may_export for held in organizer.memberships)
    with transaction():
        secret = seed_demo.sign_in_secret(demo)
        assert organizers.redeem(secret, at=demo).id == organizers.redeem(secret, at=demo).id


def test_others_have_a_smaller_part(demo: datetime) -> None:
    parts = {account.email.split("@")[0]: account.memberships[0].grant for account in accounts.organizers()}
    civil_society = db.session.scalars(
        select(StakeholderType.id).where(StakeholderType.code == "civil_society")
    ).one()
    assert parts["approver"] == Grant(Role.APPROVER, stakeholder_type_id=civil_society)
    assert parts["allotment"].host_id
    assert (parts["door"].role, parts["partner"].role) == (Role.DOOR, Role.OWNER)


FACTS = {"zone": "America/New_York", "starts_at": None, "time": "09:00", "minutes": 90, "opens_in_days": -10,
         "closes_days_before": 2}  # fmt: skip


@pytest.mark.parametrize(
    ("today", "days", "expected"),
    [
        ((2026, 11, 23), 4, (2026, 11, 27)),
        ((2026, 11, 23), 5, (2026, 11, 30)),
        ((2026, 11, 23), 6, (2026, 11, 30)),
        ((2026, 11, 23), 7, (2026, 11, 30)),
    ],
)
def test_a_meeting_on_a_weekend_moves_to_monday(
    today: tuple[int, int, int], days: int, expected: tuple[int, int, int]
) -> None:
    when = seed_programme.dates({**FACTS, "starts_in_days": days}, datetime(*today, 15, tzinfo=UTC))
    assert when.starts_at == datetime(*expected, 9, tzinfo=ZoneInfo("America/New_York"))
    assert when.ends_at - when.starts_at == timedelta(minutes=90)


def test_the_end_of_registration_does_not_move_with_the_meeting() -> None:
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    saturday, sunday = (
        seed_programme.dates({**FACTS, "starts_in_days": days}, at).closes_at for days in (5, 6)
    )
    assert sunday - saturday == timedelta(days=1)


def test_a_meeting_without_a_date_has_no_times_at_all() -> None:
    facts = {**FACTS, "starts_in_days": None, "time": None, "opens_in_days": None}
    assert seed_programme.dates(facts, datetime(2026, 11, 23, tzinfo=UTC)) == (None, None, None, None)

"""A roundtable made from another one: what was prepared comes along, what happened does not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from registration import clock
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.documents import Document
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.models.seats import Count, Limit
from registration.models.speakers import Speaker
from registration.queries import mailings, questions, reminders
from registration.rules import local_times
from registration.rules.mailings import MailingState
from registration.rules.standing import Admission, State
from registration.rules.verbs import Verb

NEW_YORK = "America/New_York"
STARTS_AT = datetime(2031, 3, 7, 10, 0, tzinfo=ZoneInfo(NEW_YORK)).astimezone(UTC)


@pytest.fixture
def source(make, house):
    roundtable = make.roundtable(
        convenors=[house, make.organization()],
        cap=30,
        caps={"un_staff": 5},
        floors={"un_staff": 2},
        modes={"in_person": 20},
        mode=Mode.HYBRID,
        starts_at=STARTS_AT,
        zone=NEW_YORK,
        ordinal=7,
        closes_at=STARTS_AT - timedelta(days=2),
        outcomes={"en": "What came of it"},
        joining_url="https://video.example.org/canary",
        offer_hours=24,
        place_shown=True,
    )
    make.policy(roundtable, "un_staff", admission=Admission.APPROVAL, closes_at=STARTS_AT - timedelta(days=4))
    _first, second = make.agenda_item(roundtable, offset_minutes=0), make.agenda_item(roundtable)
    make.speaker(roundtable, agenda_item_id=second.id)
    make.document(roundtable)
    make.registration(roundtable)
    with transaction() as session:
        floor = session.scalars(select(Limit).where(Limit.floor.is_not(None))).one()
        floor.release_at, floor.released_at = STARTS_AT - timedelta(days=3), clock.now()
    return roundtable


def copy(desk, source, starts_at):
    page = desk.get(f"/organizer/roundtables/{source.slug}/copy")
    page = desk.submit(page, {"starts_at": starts_at}, form="/copy")
    db.session.expire_all()
    return db.session.scalars(select(Roundtable).order_by(Roundtable.id.desc()).limit(1)).one()


def limits(roundtable):
    return {
        (limit.kind, limit.key, limit.cap, limit.floor)
        for limit in db.session.scalars(select(Limit).where(Limit.roundtable_id == roundtable.id))
    }


def test_a_copy_on_another_day_keeps_every_distance_by_the_clock(desk, source):
    # Two days later the clocks are set forward.
    made = copy(desk, source, "2031-03-14T10:00")

    source = db.session.get(Roundtable, source.id)
    same = (
        "series_id", "titles", "summaries", "descriptions", "cities", "venues", "mode", "zone", "admission",
        "attribution", "offer_hours", "place_shown", "contact_name", "contact_email",
    )  # fmt: skip
    assert {name for name in same if getattr(made, name) != getattr(source, name)} == set()
    assert (made.state, made.published_at, made.ordinal) == (State.DRAFT, None, 8)
    assert (made.outcomes, made.joining_url, made.version) == ({}, "", 1)
    assert made.slug != source.slug
    assert made.uid != source.uid
    wall = [local_times.on_the_wall(one, NEW_YORK) for one in (made.starts_at, made.closes_at)]
    assert wall == [datetime(2031, 3, 14, 10, 0), datetime(2031, 3, 12, 10, 0)]  # noqa: DTZ001
    assert made.ends_at - made.starts_at == source.ends_at - source.starts_at
    assert limits(made) == limits(source)
    floor = db.session.scalars(
        select(Limit).where(Limit.roundtable_id == made.id, Limit.floor.is_not(None))
    ).one()
    assert floor.released_at is None
    assert local_times.on_the_wall(floor.release_at, NEW_YORK) == datetime(2031, 3, 11, 10, 0)  # noqa: DTZ001
    (policy,) = made.policies
    assert (policy.admission, policy.accompanying) == (Admission.APPROVAL, 0)
    assert [one.id for one in made.convenors] == [one.id for one in source.convenors]
    assert [one.titles for one in made.agenda] == [one.titles for one in source.agenda]
    (speaker,) = made.speakers
    assert speaker.agenda_item_id == made.agenda[1].id


def test_what_happened_stays_where_it_is(desk, source):
    made = copy(desk, source, "2031-03-14T10:00")

    for row in (Registration, Document, Count):
        number = select(func.count()).select_from(row).where(row.roundtable_id == made.id)
        assert db.session.scalar(number) == 0
    recorded = db.session.scalars(select(AuditEntry.verb).where(AuditEntry.roundtable_id == made.id)).all()
    assert recorded == [Verb.ROUNDTABLE_DUPLICATED]
    assert db.session.scalar(select(func.count()).select_from(Speaker)) == 2
    assert "Made as a copy" in desk.get(f"/organizer/roundtables/{made.slug}/history").text


def test_a_copy_without_a_date_has_no_times_at_all(desk, source):
    made = copy(desk, source, "")

    assert (made.starts_at, made.ends_at, made.closes_at, made.policies[0].closes_at) == (None,) * 4
    assert not db.session.scalars(
        select(Limit).where(Limit.roundtable_id == made.id, Limit.release_at.is_not(None))
    ).all()
    assert made.agenda[0].offset_minutes == 0


def test_a_time_that_does_not_exist_is_refused(desk, source):
    page = desk.get(f"/organizer/roundtables/{source.slug}/copy")

    page = desk.submit(page, {"starts_at": "2031-03-09T02:30"}, form="/copy", expect=422)

    assert "no such time that night" in page.text
    assert db.session.scalar(select(func.count()).select_from(Roundtable)) == 1


def test_questions_reminders_and_drafts_of_mail_come_along(make, desk, source):
    make.question(source, "interpretation")
    make.reminder(source)
    make.mailing(source)
    make.mailing(source, state=MailingState.SENT)

    made = copy(desk, source, "2031-03-14T10:00")

    assert [question.key for question in questions.of(made.id)] == ["interpretation"]
    assert [rule.roundtable_id for rule in reminders.of(made)] == [made.id]
    assert [mailing.state for mailing in mailings.of(made)] == [MailingState.DRAFT]

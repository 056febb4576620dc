"""Reminders move with the meeting and come once; digests come once a day, and only when something has happened."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from registration.actions import audit, digesting, mail, mailings, outbox, reminding, spooling
from registration.actions.reminding import Rule
from registration.extensions import db, transaction
from registration.models.inquiries import Inquiry
from registration.models.mailings import Mailing, MailingRecipient
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.reminders import Reminder
from registration.models.roundtables import Roundtable
from registration.queries import digests, reminders
from registration.rules import digests as rules
from registration.rules.letters import Letter
from registration.rules.mailings import Skipped
from registration.rules.permissions import Role
from registration.rules.reminders import Condition
from registration.rules.standing import State
from registration.rules.statuses import Status
from tests.make import Make

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STARTS = AT + timedelta(days=3)


def rule(
    make: Make, roundtable: Roundtable, condition: Condition = Condition.CONFIRMED, **facts: Any
) -> Reminder:
    wanted = Rule(
        **{"condition": condition, "hours": 48, "after_end": False, "subjects": {}, "texts": {}, **facts}
    )
    with transaction() as session:
        return reminding.add(session.merge(roundtable), wanted, by=audit.OPERATOR, at=AT)


def fired(at: datetime) -> list[Mailing]:
    """What the worker does at this time, twice, as two workers would."""
    made = []
    for reminder_id in [*reminders.due(at), *reminders.due(at)]:
        with transaction():
            made.append(reminding.fire(reminder_id, at=at))
    return [mailing for mailing in made if mailing is not None]


def changed(roundtable: Roundtable, **facts: Any) -> None:
    with transaction() as session:
        found = session.get_one(Roundtable, roundtable.id)
        for name, value in facts.items():
            setattr(found, name, value)


def test_it_comes_at_its_time_once_and_again_for_another_time_of_the_meeting(make: Make) -> None:
    roundtable = make.roundtable(starts_at=STARTS)
    person = make.registration(roundtable)
    make.registration(roundtable, status=Status.WAITLISTED)
    rule(make, roundtable)

    assert fired(STARTS - timedelta(hours=49)) == []
    (mailing,) = fired(STARTS - timedelta(hours=48))
    assert [one.registration_id for one in db.session.scalars(select(MailingRecipient))] == [person.id]
    assert set(mailing.texts) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert fired(STARTS - timedelta(hours=47)) == []

    later = STARTS + timedelta(days=7)
    changed(roundtable, starts_at=later, ends_at=later + timedelta(hours=2))
    assert fired(STARTS - timedelta(hours=46)) == []
    assert len(fired(later - timedelta(hours=48))) == 1


@pytest.mark.parametrize("facts", [{"state": State.CANCELLED}, {"state": State.DRAFT}, {"starts_at": None}])
def test_nothing_is_sent_for_a_meeting_that_is_not_to_be(make: Make, facts: dict[str, Any]) -> None:
    roundtable = make.roundtable(starts_at=STARTS)
    make.registration(roundtable)
    rule(make, roundtable)
    changed(roundtable, **facts, **({"ends_at": None} if "starts_at" in facts else {}))

    assert fired(STARTS - timedelta(hours=48)) == []


def test_what_fell_due_hours_ago_or_while_it_was_switched_off_is_not_made_up_for(make: Make) -> None:
    roundtable = make.roundtable(starts_at=STARTS)
    make.registration(roundtable)
    reminder = rule(make, roundtable)
    due_at = STARTS - timedelta(hours=48)

    assert reminders.due(due_at + timedelta(hours=13)) == []
    with transaction() as session:
        found = session.get_one(Reminder, reminder.id)
        reminding.switch(found, on=False, by=audit.OPERATOR, at=AT)
    assert reminders.due(due_at) == []
    with transaction() as session:
        found = session.get_one(Reminder, reminder.id)
        reminding.switch(found, on=True, by=audit.OPERATOR, at=due_at + timedelta(hours=1))
    assert reminders.due(due_at + timedelta(hours=2)) == []


def test_thanks_go_out_after_the_end(make: Make) -> None:
    roundtable = make.roundtable(starts_at=STARTS)
    make.registration(roundtable)
    rule(make, roundtable, hours=24, after_end=True)
    ends_at = STARTS + timedelta(hours=2)

    assert fired(ends_at + timedelta(hours=23)) == []
    (mailing,) = fired(ends_at + timedelta(hours=24))
    with transaction():
        spooling.go_on(mailing.id, at=ends_at + timedelta(hours=24))
    (letter,) = db.session.scalars(select(Message))
    assert spooling.withheld(letter, at=ends_at + timedelta(hours=25)) == (False, None)


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        ({"status": Status.WITHDRAWN}, Skipped.HAS_LEFT),
        ({"status": Status.CONFIRMED}, Skipped.NO_LONGER_CONCERNED),
        ({}, None),
    ],
)
def test_whom_it_no_longer_concerns_gets_none(
    make: Make, then: dict[str, Any], reason: Skipped | None
) -> None:
    roundtable = make.roundtable(starts_at=STARTS)
    person = make.registration(roundtable, status=Status.OFFERED)
    rule(make, roundtable, Condition.OFFERED)
    at = STARTS - timedelta(hours=48)
    (mailing,) = fired(at)
    with transaction():
        spooling.go_on(mailing.id, at=at)
    with transaction() as session:
        for name, value in then.items():
            setattr(session.get_one(Registration, person.id), name, value)

    (letter,) = db.session.scalars(select(Message).where(Message.letter == Letter.REMINDER))
    assert spooling.withheld(letter, at=at) == (reason is not None, reason)
    if reason is None:
        assert spooling.withheld(letter, at=STARTS) == (True, Skipped.MEETING_BEGUN)


def test_conditions_find_whom_they_say(make: Make) -> None:
    roundtable = make.roundtable(starts_at=STARTS, grounds_pass_asked=True)
    unanswered = make.registration(roundtable)
    answered = make.registration(roundtable, grounds_pass=True)
    asked, told, never = (make.registration(roundtable, status=Status.PENDING) for _ in range(3))
    with transaction() as session:
        for person, answered_at in ((asked, AT), (asked, None), (told, None), (told, AT)):
            session.add(
                Inquiry(registration_id=person.id, question="?", asked_at=AT, answered_at=answered_at)
            )

    found = {
        condition: {one.id for one in db.session.scalars(reminders.concerned(roundtable, condition))}
        for condition in Condition
    }

    assert found[Condition.CONFIRMED] == {unanswered.id, answered.id}
    assert found[Condition.UNANSWERED] == {unanswered.id}
    assert found[Condition.QUESTION_OPEN] == {asked.id}
    assert found[Condition.OFFERED] == found[Condition.WAITLISTED] == set()
    assert never.id not in set().union(*found.values())


def test_a_roundtable_made_after_another_takes_over_rules_and_drafts(make: Make) -> None:
    source, target = make.roundtable(starts_at=STARTS), make.roundtable()
    rule(make, source, Condition.OFFERED, hours=12)
    make.mailing(source, filters={"status": "confirmed"}, people=["somebody"])
    with transaction() as session:
        copied = session.merge(source), session.merge(target)
        reminding.copy_rules(*copied, by=audit.OPERATOR, at=AT)
        mailings.copy_drafts(*copied, by=audit.OPERATOR, at=AT)

    (reminder,) = reminders.of(target)
    (draft,) = db.session.scalars(select(Mailing).where(Mailing.roundtable_id == target.id))
    assert (reminder.condition, reminder.hours, reminder.active_since) == (Condition.OFFERED, 12, AT)
    assert (draft.filters, draft.people) == ({"status": "confirmed"}, [])


# Digests


def digested(organizer: Organizer, at: datetime) -> list[bool]:
    """As two workers would."""
    done = []
    for organizer_id in [*digests.due(at), *digests.due(at)]:
        with transaction():
            done.append(digesting.digest(organizer_id, at=at))
    assert organizer.id
    return done


def subscribed(organizer: Organizer) -> None:
    with transaction() as session:
        digesting.choose(session.merge(organizer), 7, "Europe/Zurich", at=AT)


def test_the_hour_of_a_digest_is_one_of_the_clocks_of_its_city() -> None:
    # 07:00 in Zurich is 06:00 UTC in winter, 05:00 in summer.
    assert rules.last_due(7, "Europe/Zurich", AT) == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert rules.last_due(7, "Europe/Zurich", AT.replace(hour=5)) == datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
    summer = datetime(2026, 7, 1, 5, 30, tzinfo=UTC)
    assert rules.last_due(7, "Europe/Zurich", summer) == datetime(2026, 7, 1, 5, 0, tzinfo=UTC)


def test_a_digest_counts_what_happened_since_the_last_one(make: Make) -> None:
    house = make.organization()
    organizer = make.organizer(house)
    roundtable = make.roundtable(convenors=[house], cap=1)
    make.roundtable(convenors=[house])
    make.registration(make.roundtable(), facts={"created_at": AT + timedelta(hours=1)})
    meanwhile = {"created_at": AT + timedelta(hours=1), "decided_at": AT + timedelta(hours=1)}
    before = {"created_at": AT - timedelta(hours=1), "decided_at": AT - timedelta(hours=1)}
    make.registration(roundtable, facts=meanwhile)
    make.registration(roundtable, status=Status.PENDING, facts=meanwhile)
    make.registration(
        roundtable, status=Status.WITHDRAWN, facts={**before, "decided_at": meanwhile["decided_at"]}
    )
    make.registration(roundtable, status=Status.PENDING, facts=before)
    lost(make, roundtable, AT + timedelta(hours=2))
    subscribed(organizer)

    tomorrow = AT + timedelta(days=1)
    assert digested(organizer, AT + timedelta(hours=3)) == []
    assert digested(organizer, tomorrow) == [True, False]
    (letter,) = db.session.scalars(select(Message).where(Message.letter == Letter.DIGEST))
    assert letter.facts == {
        "roundtables": [
            {
                "roundtable": roundtable.id,
                "new": 2,
                "pending": 1,
                "withdrawn": 1,
                "full": [["total", ""]],
                "failed": 1,
            }
        ]
    }
    assert digested(organizer, tomorrow + timedelta(hours=5)) == []
    # Nothing has happened since: no letter.
    assert digested(organizer, tomorrow + timedelta(days=1)) == [False, False]
    assert len(db.session.scalars(select(Message).where(Message.letter == Letter.DIGEST)).all()) == 1


def test_a_digest_keeps_to_the_reach_of_its_reader(make: Make) -> None:
    house = make.organization()
    roundtable = make.roundtable(convenors=[house], cap=1)
    limits = {"stakeholder_type_id": make.stakeholder_type("un_staff").id}
    approver = make.organizer(house, role=Role.APPROVER, granted=limits)
    facts = {"created_at": AT + timedelta(hours=1), "decided_at": AT + timedelta(hours=1)}
    make.registration(roundtable, "civil_society", facts=facts)

    assert digests.facts(approver, AT, AT + timedelta(days=1)) == []
    make.registration(roundtable, "un_staff", status=Status.PENDING, facts=facts)
    assert digests.facts(approver, AT, AT + timedelta(days=1)) == [
        {"roundtable": roundtable.id, "new": 1, "pending": 1}
    ]


def lost(make: Make, roundtable: Roundtable, at: datetime) -> None:
    person = make.registration(
        roundtable, status=Status.WAITLISTED, facts={"created_at": AT - timedelta(days=1)}
    )
    with transaction() as session:
        mail.queue(Letter.WAITLISTED, session.merge(person), at=at)
    with transaction():
        claimed = outbox.claim(at)
        outbox.mark_failed(claimed, "550 no", permanent=True, at=at)

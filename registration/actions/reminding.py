"""Reminders of a roundtable: written, switched on and off, and sent when their time has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from registration.actions import audit, sending
from registration.extensions import db
from registration.models.mailings import Mailing
from registration.models.reminders import Reminder
from registration.models.roundtables import Roundtable
from registration.queries import reminders
from registration.rules.mailings import MailingState
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.reminders import Condition
from registration.rules.verbs import Verb
from registration.words.reminders import texts


@dataclass(frozen=True)
class Rule:
    """What an organizer wants; without texts it is the standard text."""

    condition: Condition
    hours: int
    after_end: bool
    subjects: dict[str, str]
    texts: dict[str, str]


def add(roundtable: Roundtable, rule: Rule, *, by: audit.By, at: datetime) -> Reminder:
    """Switched on at once."""
    reminder = Reminder(roundtable_id=roundtable.id, created_at=at, active_since=at)
    _put(reminder, rule, by=by, at=at)
    db.session.add(reminder)
    db.session.flush()
    _record(reminder, by=by, at=at)
    return reminder


def change(reminder: Reminder, rule: Rule, *, version: int, by: audit.By, at: datetime) -> None:
    """What was sent stays sent. Raises ChangedMeanwhile."""
    _take(reminder, version)
    _put(reminder, rule, by=by, at=at)
    _record(reminder, by=by, at=at)


def switch(reminder: Reminder, *, on: bool, by: audit.By, at: datetime) -> None:
    """Off: nothing is sent any more. On again: what fell due meanwhile is not made up for."""
    if on is (reminder.active_since is not None):
        return
    reminder.active_since = at if on else None
    reminder.version += 1
    reminder.updated_at = at
    _record(reminder, by=by, at=at)


def remove(reminder: Reminder, *, by: audit.By, at: datetime) -> None:
    """The mailings it has become stay."""
    _record(reminder, by=by, at=at)
    db.session.execute(update(Mailing).where(Mailing.reminder_id == reminder.id).values(reminder_id=None))
    db.session.delete(reminder)


def fire(reminder_id: int, *, at: datetime) -> Mailing | None:
    """Send it now if it is still due: a mailing whose set is frozen; None where there is nothing to do.

    Two workers take turns: the first statement takes the reminder's row.
    """
    mine = db.session.scalar(
        update(Reminder)
        .where(Reminder.id == reminder_id)
        .values(version=Reminder.version)
        .returning(Reminder.id),
        execution_options={"synchronize_session": False},
    )
    reminder = db.session.get(Reminder, reminder_id, populate_existing=True) if mine else None
    if reminder is None or not reminders.is_due(reminder, at):
        return None
    subjects, bodies = said(reminder)
    mailing = Mailing(
        roundtable_id=reminder.roundtable_id,
        organizer_id=reminder.organizer_id,
        reminder_id=reminder.id,
        meeting_at=reminder.roundtable.starts_at,
        subjects=subjects,
        texts=bodies,
        state=MailingState.QUEUED,
        queued_at=at,
        created_at=at,
        updated_at=at,
    )
    db.session.add(mailing)
    db.session.flush()
    total = sending.freeze(mailing, reminders.concerned(reminder.roundtable, reminder.condition))
    audit.record(
        Verb.REMINDER_SENT,
        by=audit.SYSTEM,
        at=at,
        roundtable_id=reminder.roundtable_id,
        mailing=mailing.id,
        people=total,
    )
    return mailing


def said(reminder: Reminder) -> tuple[dict[str, str], dict[str, str]]:
    """Subjects and texts by language: its own, or the standard ones."""
    if reminder.texts:
        return dict(reminder.subjects), dict(reminder.texts)
    return texts(reminder.condition, after_end=reminder.after_end)


def copy_rules(source: Roundtable, target: Roundtable, *, by: audit.By, at: datetime) -> list[Reminder]:
    """The reminders of one roundtable for another; those that are switched off stay off."""
    made = []
    for one in reminders.of(source):
        rule = Rule(one.condition, one.hours, one.after_end, dict(one.subjects), dict(one.texts))
        reminder = add(target, rule, by=by, at=at)
        reminder.active_since = at if one.active_since else None
        made.append(reminder)
    return made


def _put(reminder: Reminder, rule: Rule, *, by: audit.By, at: datetime) -> None:
    reminder.condition, reminder.hours, reminder.after_end = rule.condition, rule.hours, rule.after_end
    reminder.subjects, reminder.texts = rule.subjects, rule.texts
    reminder.organizer_id, reminder.updated_at = by.organizer_id, at


def _take(reminder: Reminder, version: int) -> None:
    found = db.session.scalar(
        update(Reminder)
        .where(Reminder.id == reminder.id, Reminder.version == version)
        .values(version=version + 1)
        .returning(Reminder.id),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(reminder)
    if found is None:
        raise ChangedMeanwhile


def _record(reminder: Reminder, *, by: audit.By, at: datetime) -> None:
    audit.record(Verb.REMINDERS_CHANGED, by=by, at=at, roundtable_id=reminder.roundtable_id)

"""Reminders of a roundtable, which of all are due, and whom one would concern now."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.mailings import Mailing
from registration.models.registrations import Registration
from registration.models.reminders import Reminder
from registration.models.roundtables import Mode, Roundtable
from registration.rules import reminders
from registration.rules.refusals import NotFound
from registration.rules.reminders import Condition
from registration.rules.standing import State
from registration.rules.statuses import Status

_STATUS = {
    Condition.CONFIRMED: Status.CONFIRMED,
    Condition.UNANSWERED: Status.CONFIRMED,
    Condition.OFFERED: Status.OFFERED,
    Condition.WAITLISTED: Status.WAITLISTED,
    Condition.QUESTION_OPEN: Status.PENDING,
}


def of(roundtable: Roundtable) -> list[Reminder]:
    """The earliest first."""
    found = db.session.scalars(select(Reminder).where(Reminder.roundtable_id == roundtable.id))
    return sorted(found, key=lambda one: (one.after_end, one.hours if one.after_end else -one.hours, one.id))


def one(roundtable: Roundtable, reminder_id: int) -> Reminder:
    """One of them. Raises NotFound."""
    found = db.session.scalar(
        select(Reminder).where(Reminder.id == reminder_id, Reminder.roundtable_id == roundtable.id)
    )
    if found is None:
        raise NotFound
    return found


def sent_for(reminder: Reminder, meeting_at: datetime) -> bool:
    """Whether it has been sent for this time of the meeting."""
    wanted = exists().where(Mailing.reminder_id == reminder.id, Mailing.meeting_at == meeting_at)
    return db.session.scalar(select(wanted)) or False


def mailings_of(found: list[Reminder]) -> dict[int, Mailing]:
    """The latest mailing that each has become."""
    rows = db.session.scalars(
        select(Mailing).where(Mailing.reminder_id.in_([one.id for one in found])).order_by(Mailing.id)
    )
    return {row.reminder_id or 0: row for row in rows}


def due(at: datetime) -> list[int]:
    """The ids of those to be sent now: of public meetings that are not over, once for each time of the meeting."""
    rows = db.session.scalars(
        select(Reminder)
        .join(Reminder.roundtable)
        .options(joinedload(Reminder.roundtable))
        .where(
            Reminder.active_since.is_not(None),
            Roundtable.state == State.PUBLISHED,
            Roundtable.starts_at.is_not(None),
        )
        .order_by(Reminder.id)
    )
    return [row.id for row in rows if is_due(row, at)]


def is_due(reminder: Reminder, at: datetime) -> bool:
    roundtable = reminder.roundtable
    if roundtable.state is not State.PUBLISHED or roundtable.starts_at is None:
        return False
    if not reminder.after_end and roundtable.starts_at <= at:
        return False
    if not reminders.is_due(reminder.due_at, reminder.active_since, at):
        return False
    return not sent_for(reminder, roundtable.starts_at)


def concerned(roundtable: Roundtable, condition: Condition) -> Select[Registration]:
    """Whom it would concern now."""
    wanted = select(Registration).where(
        Registration.roundtable_id == roundtable.id,
        Registration.status == _STATUS[condition],
        Registration.email != "",
    )
    if condition is Condition.UNANSWERED:
        return wanted.where(
            Roundtable.id == Registration.roundtable_id,
            Roundtable.grounds_pass_asked,
            Registration.grounds_pass.is_(None),
            Registration.mode != Mode.ONLINE,
        )
    return wanted.where(_question_is_open()) if condition is Condition.QUESTION_OPEN else wanted


def count(roundtable: Roundtable, condition: Condition) -> int:
    return db.session.scalar(concerned(roundtable, condition).with_only_columns(func.count())) or 0


def some(roundtable: Roundtable, condition: Condition, most: int) -> list[Registration]:
    """The first of them, in the order of the list."""
    ordered = concerned(roundtable, condition).order_by(
        Registration.type_position, Registration.sort_key, Registration.id
    )
    return list(db.session.scalars(ordered.limit(most)))


def _question_is_open() -> ColumnElement[bool]:
    """The latest question has no answer."""
    later = aliased(Inquiry)
    newer = exists().where(later.registration_id == Inquiry.registration_id, later.id > Inquiry.id)
    return exists().where(Inquiry.registration_id == Registration.id, Inquiry.answered_at.is_(None), ~newer)

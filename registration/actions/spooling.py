"""Letters of mail to many: made for the frozen set, a few hundred at a time, and looked at once more before they leave.

All of it is found in the database: a worker that dies in between is made up for. No roundtable's lock is held.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from registration.actions import mail
from registration.extensions import db
from registration.models.mailings import Mailing, MailingRecipient
from registration.models.outbox import AFTER_OTHERS, Delivery, Message
from registration.models.registrations import Registration
from registration.queries import mailings
from registration.rules import mailings as rules
from registration.rules import names
from registration.rules.letters import Calendar, Letter
from registration.rules.mailings import MailingState, Skipped
from registration.rules.standing import State

# As many people as one unit makes letters for, so that nobody waits long to write.
AT_ONCE = 500

_QUIETLY = {"synchronize_session": False}


def go_on(mailing_id: int, *, at: datetime) -> bool:
    """One unit of work on a mailing under way: letters for the next few hundred people, or its end.

    Returns whether there is more to do at once. Two workers take turns: the first statement takes the mailing's row.
    """
    mine = db.session.scalar(
        update(Mailing)
        .where(Mailing.id == mailing_id, Mailing.state == MailingState.QUEUED)
        .values(updated_at=at)
        .returning(Mailing.id),
        execution_options=_QUIETLY,
    )
    if mine is None:
        return False
    mailing = db.session.get_one(Mailing, mailing_id, populate_existing=True)
    if not mailing.spooled:
        _spool(mailing, at=at)
        return True
    if not mailings.has_open_letters(mailing.id):
        mailing.state, mailing.ended_at = MailingState.SENT, at
    return False


def withheld(message: Message, *, at: datetime) -> tuple[bool, Skipped | None]:
    """Whether a letter of a mailing must not leave now, and why it never will; no reason: it is held for later."""
    mailing, registration = message.mailing, message.registration
    if mailing is None or registration is None or message.letter is Letter.MAILING_TEST:
        return False, None
    if mailing.state is MailingState.PAUSED:
        return True, None
    if mailing.state is MailingState.STOPPED:
        return True, Skipped.STOPPED
    then = db.session.scalar(
        select(MailingRecipient.status).where(
            MailingRecipient.mailing_id == mailing.id, MailingRecipient.registration_id == registration.id
        )
    )
    is_reminder = message.letter is Letter.REMINDER
    reason = rules.outdated(then or registration.status, registration.status, exactly=is_reminder)
    if reason is None and is_reminder and _is_too_late(mailing, at):
        reason = Skipped.MEETING_BEGUN
    return reason is not None, reason


def _is_too_late(mailing: Mailing, at: datetime) -> bool:
    """A reminder of a meeting that has begun, was moved or called off; one after the end is not late."""
    roundtable = mailing.roundtable
    if roundtable.state is not State.PUBLISHED:
        return True
    after_end = mailing.reminder is not None and mailing.reminder.after_end
    return not after_end and (roundtable.starts_at is None or roundtable.starts_at <= at)


def _spool(mailing: Mailing, *, at: datetime) -> None:
    """Letters for the next people of the frozen set: to the person, and to whoever registered them."""
    rows = db.session.execute(
        select(MailingRecipient.id, *_OF_A_PERSON)
        .join(Registration, Registration.id == MailingRecipient.registration_id)
        .where(MailingRecipient.mailing_id == mailing.id, MailingRecipient.made.is_(False))
        .order_by(MailingRecipient.id)
        .limit(AT_ONCE)
    ).all()
    letters = [letter for row in rows for letter in _letters(mailing, row, at)]
    if letters:
        db.session.execute(insert(Message), letters)
        db.session.execute(
            update(MailingRecipient)
            .where(MailingRecipient.mailing_id == mailing.id, MailingRecipient.id <= rows[-1].id)
            .values(made=True),
            execution_options=_QUIETLY,
        )
    mailing.spooled = len(rows) < AT_ONCE


_OF_A_PERSON = (
    Registration.id.label("registration_id"),
    Registration.public_id,
    Registration.email,
    Registration.given_names,
    Registration.family_name,
    Registration.registrant_email,
    Registration.registrant_name,
    Registration.language,
)


def _letters(mailing: Mailing, person: Any, at: datetime) -> list[dict[str, object]]:
    """As rows. The mailing's number is the version: one letter to each address, with the same Message-ID always."""
    kind = Letter.REMINDER if mailing.is_reminder else Letter.MAILING
    subject = f"registration:{person.public_id}"
    own = person.email, names.full_name(person.given_names, person.family_name)
    return [
        {
            "subject": subject,
            "letter": kind,
            "version": mailing.id,
            "recipient": address,
            "recipient_name": name,
            "language": person.language,
            "facts": {},
            "calendar": Calendar.NONE,
            "calendar_sequence": 0,
            "message_id": mail.message_id(subject, kind, mailing.id, address),
            "roundtable_id": mailing.roundtable_id,
            "registration_id": person.registration_id,
            "mailing_id": mailing.id,
            "delivery": Delivery.QUEUED,
            "priority": AFTER_OTHERS,
            "attempts": 0,
            "due_at": at,
            "created_at": at,
            "last_error": "",
            "sent_subject": "",
            "sent_text": "",
        }
        for address, name in mail.with_registrant(own, (person.registrant_email, person.registrant_name))
    ]

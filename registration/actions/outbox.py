"""Mail on its way out: who carries which message, and how it ended. A message is sent at least once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from registration.actions import audit
from registration.extensions import db
from registration.models.outbox import AFTER_OTHERS, AT_ONCE, OVERTAKEN, Delivery, Message
from registration.queries import joining
from registration.rules import schedule
from registration.rules.letters import Letter
from registration.rules.mailings import Skipped
from registration.rules.refusals import NoLongerPossible
from registration.rules.verbs import Verb

UNFINISHED = (Delivery.QUEUED, Delivery.SENDING)

# A letter that cannot be written is our own mistake: tried again in case it is mended, then left alone.
ATTEMPTS_TO_WRITE = 3

# What a registration has come to. The latest of these is the truth.
_STATUS = frozenset(
    {
        Letter.CONFIRM_ADDRESS,
        Letter.ADDRESS_LAPSED,
        Letter.PENDING,
        Letter.DECLINED,
        Letter.CONFIRMED,
        Letter.WAITLISTED,
        Letter.OFFERED,
        Letter.OFFER_LAPSED,
        Letter.PROMOTED,
        Letter.ADDED,
        Letter.MERGED_AWAY,
        Letter.SUBSTITUTED,
        Letter.SUCCEEDED,
        Letter.WITHDRAWN,
        Letter.WITHDRAWN_BY_ORGANIZER,
        Letter.ROUNDTABLE_CANCELLED,
    }
)
# These say something that only holds as long as nothing has been decided since.
_SAYS_A_STATUS = _STATUS | {Letter.INQUIRY, Letter.CHANGED, Letter.REPEATED, Letter.ROUNDTABLE_CHANGED}


_AT: BindParameter[datetime] = bindparam("at")
_QUEUED = and_(Message.delivery == Delivery.QUEUED, Message.due_at <= _AT)
_LEFT_BEHIND = and_(Message.delivery == Delivery.SENDING, Message.leased_until <= _AT)
_ANYTHING = select(Message.id).where(or_(_QUEUED, _LEFT_BEHIND)).limit(1)
_ANYTHING_URGENT = _ANYTHING.where(Message.priority == AT_ONCE)

# Two letters about one registration never travel to one recipient at the same time: they would overtake each other.
_OTHER = aliased(Message)
_UNDER_WAY = exists().where(
    _OTHER.registration_id == Message.registration_id,
    _OTHER.recipient == Message.recipient,
    _OTHER.id != Message.id,
    _OTHER.delivery == Delivery.SENDING,
    _OTHER.leased_until > _AT,
)
# Several workers share one outbox on PostgreSQL; on SQLite the transaction has the write lock already.
_NEXT = (
    select(Message.id, Message.attempts)
    .where(Message.priority == bindparam("priority"), ~_UNDER_WAY)
    .order_by(Message.due_at, Message.id)
    .limit(1)
    .with_for_update(skip_locked=True, of=Message)
)
_NEXT_QUEUED, _NEXT_LEFT_BEHIND = _NEXT.where(_QUEUED), _NEXT.where(_LEFT_BEHIND)


@dataclass(frozen=True)
class Claim:
    """The right to carry one message, for one attempt."""

    message_id: int
    attempt: int


def anything_due(at: datetime, *, urgent: bool = False) -> bool:
    """Whether a claim is worth a transaction. `urgent`: mail to many does not count."""
    return db.session.scalar(_ANYTHING_URGENT if urgent else _ANYTHING, {"at": at}) is not None


def claim(at: datetime, *, urgent: bool = False) -> Claim | None:
    """Lease the next message that is due, or one whose carrier has not come back; None when there is none.

    Mail to many comes after everything else, and not at all where only what is urgent is wanted.
    """
    # One after the other, each in the order of its index: a queue of thousands is not sorted for every letter.
    for priority in (AT_ONCE,) if urgent else (AT_ONCE, AFTER_OTHERS):
        for following in (_NEXT_LEFT_BEHIND, _NEXT_QUEUED):
            row = db.session.execute(following, {"priority": priority, "at": at}).one_or_none()
            if row is not None:
                return _leased(row.id, row.attempts + 1, at)
    return None


def _leased(message_id: int, attempt: int, at: datetime) -> Claim:
    db.session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(delivery=Delivery.SENDING, attempts=attempt, leased_until=at + schedule.LEASE),
        execution_options={"synchronize_session": False},
    )
    return Claim(message_id, attempt)


def overtaken(message: Message, *, at: datetime) -> bool:
    """Whether a letter that could not be sent at once has been made untrue by a later one.

    A link to join is not sent at all to somebody whose it is no more, nor once there is another.
    """
    if message.letter is Letter.JOINING and message.registration is not None:
        present = message.registration.roundtable.joining_version
        told = message.facts.get("joining_version")
        return told != present or not joining.link(message.registration, at)
    if message.attempts < 2 or message.letter not in _SAYS_A_STATUS:
        return False
    return (
        db.session.scalar(
            select(
                exists().where(
                    Message.registration_id == message.registration_id,
                    Message.recipient == message.recipient,
                    Message.version > message.version,
                    Message.letter.in_(_STATUS),
                )
            )
        )
        or False
    )


def mark_sent(claimed: Claim, *, subject: str, text: str, at: datetime) -> None:
    """The message was taken. Also for a carrier that comes back late: it did deliver it."""
    db.session.execute(
        update(Message)
        .where(Message.id == claimed.message_id, Message.delivery.in_((*UNFINISHED, Delivery.HELD)))
        .values(
            delivery=Delivery.SENT,
            sent_at=at,
            leased_until=None,
            last_error="",
            sent_subject=subject[:400],
            sent_text=text,
        ),
        execution_options={"synchronize_session": False},
    )


def mark_failed(claimed: Claim, reason: str, *, permanent: bool, at: datetime) -> None:
    """The message was not taken: try again later, unless it was refused for good or has been tried long enough."""
    wait = None if permanent else schedule.retry_after(claimed.attempt)
    if wait is not None:
        _settle(claimed, Delivery.QUEUED, reason, due_at=at + wait)
    else:
        _settle(claimed, Delivery.BOUNCED if permanent else Delivery.FAILED, reason, failed_at=at)


def mark_unwritable(claimed: Claim, reason: str, *, at: datetime) -> None:
    """The letter could not be written. It stands in nobody's way, and organizers see it."""
    wait = schedule.retry_after(claimed.attempt)
    if wait is not None and claimed.attempt < ATTEMPTS_TO_WRITE:
        _settle(claimed, Delivery.QUEUED, reason, due_at=at + wait)
    else:
        _settle(claimed, Delivery.FAILED, reason, failed_at=at)


def drop(subject: str) -> None:
    """Letters about this that still wait are not sent: they would not be true any more."""
    db.session.execute(
        update(Message)
        .where(Message.subject == subject, Message.delivery == Delivery.QUEUED)
        .values(delivery=Delivery.FAILED, last_error=OVERTAKEN),
        execution_options={"synchronize_session": False},
    )


def mark_overtaken(claimed: Claim) -> None:
    _settle(claimed, Delivery.FAILED, OVERTAKEN)


def mark_withheld(claimed: Claim, reason: Skipped | None) -> None:
    """It is not sent now: for good and for this reason, or held until its mailing goes on."""
    _settle(claimed, Delivery.SKIPPED if reason else Delivery.HELD, reason or "")


def resend(message: Message, *, by: audit.By, at: datetime) -> None:
    """Send a letter again, worded as things are now. Raises NoLongerPossible while it is being sent."""
    found = db.session.scalar(
        update(Message)
        .where(Message.id == message.id, Message.delivery != Delivery.SENDING)
        .values(
            delivery=Delivery.QUEUED, attempts=0, due_at=at, leased_until=None, last_error="", failed_at=None
        )
        .returning(Message.id),
        execution_options={"synchronize_session": False},
    )
    if found is None:
        raise NoLongerPossible
    db.session.refresh(message)
    audit.record(
        Verb.MAIL_RESENT,
        by=by,
        at=at,
        roundtable_id=message.roundtable_id,
        registration_id=message.registration_id,
        letter=message.letter,
    )


def waiting_count() -> int:
    """How many messages have not come to an end."""
    return (
        db.session.scalar(select(func.count()).select_from(Message).where(Message.delivery.in_(UNFINISHED)))
        or 0
    )


def _settle(
    claimed: Claim,
    delivery: Delivery,
    reason: str,
    *,
    due_at: datetime | None = None,
    failed_at: datetime | None = None,
) -> None:
    """Ends this attempt, unless somebody else has the message by now."""
    values: dict[str, object] = {
        "delivery": delivery,
        "leased_until": None,
        "last_error": reason[:300],
        "failed_at": failed_at,
    }
    if due_at is not None:
        values["due_at"] = due_at
    db.session.execute(
        update(Message)
        .where(
            Message.id == claimed.message_id,
            Message.attempts == claimed.attempt,
            Message.delivery == Delivery.SENDING,
        )
        .values(values),
        execution_options={"synchronize_session": False},
    )

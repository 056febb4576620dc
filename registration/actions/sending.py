"""Send mail to many: freeze the set and hand it to the worker; pause it, resume it, stop it, try again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, false, func, insert, literal, select, update

from registration.actions import audit
from registration.extensions import db
from registration.models.mailings import Mailing, MailingRecipient
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.queries import mailings
from registration.rules.mailings import LeftOut, MailingState, Skipped
from registration.rules.refusals import ChangedMeanwhile, NobodyToWriteTo, NoLongerPossible
from registration.rules.verbs import Verb

_QUIETLY = {"synchronize_session": False}


def send(
    mailing: Mailing,
    recipients: Select[Registration],
    left_out: Mapping[LeftOut, int],
    *,
    version: int,
    expected: int,
    by: audit.By,
    at: datetime,
) -> int:
    """Freeze the set and hand it to the worker; returns how many people it is.

    Raises ChangedMeanwhile when somebody changed the draft, or it would not be as many as `expected` any more,
    NobodyToWriteTo for an empty set, NoLongerPossible when it is on its way already.
    """
    if not mailing.languages:
        raise NoLongerPossible
    _move(
        mailing,
        (MailingState.DRAFT,),
        Mailing.version == version,
        state=MailingState.QUEUED,
        version=version + 1,
        organizer_id=by.organizer_id,
        left_out={str(reason): number for reason, number in left_out.items()},
        queued_at=at,
        updated_at=at,
    )
    total = freeze(mailing, recipients)
    if not total:
        raise NobodyToWriteTo
    if total != expected:
        raise ChangedMeanwhile
    _record(Verb.MAILING_SENT, mailing, by=by, at=at, people=total)
    return total


def freeze(mailing: Mailing, recipients: Select[Registration]) -> int:
    """Write down who gets it, by one statement, whatever their number."""
    chosen = recipients.with_only_columns(literal(mailing.id), Registration.id, Registration.status, false())
    columns = ["mailing_id", "registration_id", "status", "made"]
    db.session.execute(insert(MailingRecipient).from_select(columns, chosen.order_by(Registration.id)))
    total = (
        db.session.scalar(
            select(func.count())
            .select_from(MailingRecipient)
            .where(MailingRecipient.mailing_id == mailing.id)
        )
        or 0
    )
    mailing.total = total
    return total


def pause(mailing: Mailing, *, by: audit.By, at: datetime) -> None:
    """What is on its way arrives; the rest stays until it is resumed. Raises NoLongerPossible."""
    _move(mailing, (MailingState.QUEUED,), state=MailingState.PAUSED, updated_at=at)
    _turn(mailing, (Delivery.QUEUED,), delivery=Delivery.HELD)
    _record(Verb.MAILING_PAUSED, mailing, by=by, at=at)


def resume(mailing: Mailing, *, by: audit.By, at: datetime) -> None:
    """Raises NoLongerPossible for one that is not paused."""
    _move(mailing, (MailingState.PAUSED,), state=MailingState.QUEUED, updated_at=at)
    _turn(mailing, (Delivery.HELD,), delivery=Delivery.QUEUED, due_at=at)
    _record(Verb.MAILING_RESUMED, mailing, by=by, at=at)


def stop(mailing: Mailing, *, by: audit.By, at: datetime) -> None:
    """For good: what has not left stays unsent. Raises NoLongerPossible."""
    _move(
        mailing,
        (MailingState.QUEUED, MailingState.PAUSED),
        state=MailingState.STOPPED,
        updated_at=at,
        ended_at=at,
    )
    _turn(
        mailing, (Delivery.QUEUED, Delivery.HELD), delivery=Delivery.SKIPPED, last_error=str(Skipped.STOPPED)
    )
    _record(Verb.MAILING_STOPPED, mailing, by=by, at=at)


def retry(mailing: Mailing, message_ids: list[int] | None, *, by: audit.By, at: datetime) -> int:
    """Send again what failed, all of it or these letters; returns how many. Raises NoLongerPossible."""
    _move(mailing, (MailingState.SENT, MailingState.QUEUED), state=MailingState.QUEUED, updated_at=at)
    chosen = [Message.id.in_(message_ids)] if message_ids is not None else []
    number = _turn(
        mailing,
        mailings.FAILED,
        *chosen,
        delivery=Delivery.QUEUED,
        attempts=0,
        due_at=at,
        last_error="",
        failed_at=None,
    )
    if not number:
        raise NoLongerPossible
    _record(Verb.MAIL_RESENT, mailing, by=by, at=at, people=number)
    return number


def _move(mailing: Mailing, states: tuple[MailingState, ...], *conditions: Any, **values: Any) -> None:
    """Only from one of these states. Raises ChangedMeanwhile for a condition that does not hold any more."""
    found = db.session.scalar(
        update(Mailing)
        .where(Mailing.id == mailing.id, Mailing.state.in_(states), *conditions)
        .values(values)
        .returning(Mailing.id),
        execution_options=_QUIETLY,
    )
    db.session.refresh(mailing)
    if found is None:
        raise ChangedMeanwhile if mailing.state in states else NoLongerPossible


def _turn(mailing: Mailing, deliveries: tuple[Delivery, ...], *conditions: Any, **values: Any) -> int:
    """Letters that stand like this are put otherwise; returns how many."""
    done = db.session.execute(
        update(Message)
        .where(mailings.letters_of(mailing.id), Message.delivery.in_(deliveries), *conditions)
        .values(values),
        execution_options=_QUIETLY,
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def _record(verb: Verb, mailing: Mailing, *, by: audit.By, at: datetime, people: int | None = None) -> None:
    audit.record(verb, by=by, at=at, roundtable_id=mailing.roundtable_id, mailing=mailing.id, people=people)

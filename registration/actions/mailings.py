"""Write mail to many, and decide whom it is for. Nothing of it leaves before it is sent: `actions/sending.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from registration.actions import audit, mail
from registration.extensions import db
from registration.models.mailings import Mailing
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules.letters import Letter
from registration.rules.mailings import MailingState
from registration.rules.refusals import ChangedMeanwhile, NoLongerPossible


@dataclass(frozen=True)
class Whom:
    """The filters as the guest table's address writes them, or public ids; and who is left out."""

    filters: dict[str, str]
    people: tuple[str, ...] = ()
    ended_too: bool = False
    not_ids: tuple[int, ...] = ()
    not_since: datetime | None = None


def begin(
    roundtable: Roundtable,
    whom: Whom,
    *,
    subjects: dict[str, str],
    texts: dict[str, str],
    by: audit.By,
    at: datetime,
) -> Mailing:
    """A draft."""
    mailing = Mailing(
        roundtable_id=roundtable.id,
        organizer_id=by.organizer_id,
        subjects=subjects,
        texts=texts,
        created_at=at,
        updated_at=at,
        **_columns(whom),
    )
    db.session.add(mailing)
    db.session.flush()
    return mailing


def write(
    mailing: Mailing,
    subjects: dict[str, str],
    texts: dict[str, str],
    *,
    version: int,
    by: audit.By,
    at: datetime,
) -> None:
    """Change what a draft says. Raises ChangedMeanwhile, NoLongerPossible once it is on its way."""
    _change(mailing, version, subjects=subjects, texts=texts, organizer_id=by.organizer_id, updated_at=at)


def choose(mailing: Mailing, whom: Whom, *, version: int, at: datetime) -> None:
    """Change whom a draft is for. Raises as `write`."""
    _change(mailing, version, updated_at=at, **_columns(whom))


def copy(mailing: Mailing, *, by: audit.By, at: datetime) -> Mailing:
    """A draft that says the same to the same people, but for those who have it already."""
    whom = Whom(
        dict(mailing.filters),
        tuple(mailing.people),
        mailing.ended_too,
        tuple(dict.fromkeys([*mailing.not_ids, mailing.id])),
    )
    return begin(
        mailing.roundtable, whom, subjects=dict(mailing.subjects), texts=dict(mailing.texts), by=by, at=at
    )


def remove(mailing: Mailing) -> None:
    """Throw a draft away, with its tests. Raises NoLongerPossible."""
    if mailing.state is not MailingState.DRAFT:
        raise NoLongerPossible
    db.session.execute(
        update(Message).where(Message.mailing_id == mailing.id).values(mailing_id=None),
        execution_options={"synchronize_session": False},
    )
    db.session.delete(mailing)


def test(mailing: Mailing, registration: Registration, organizer: Organizer, *, at: datetime) -> None:
    """What this person would read, to the organizer alone; marked as a test and counted nowhere."""
    mailing.tests += 1
    subject = f"mailing:{mailing.id}"
    db.session.add(
        Message(
            subject=subject,
            letter=Letter.MAILING_TEST,
            version=mailing.tests,
            recipient=organizer.email,
            recipient_name=organizer.name,
            language=registration.language,
            facts={"registration": registration.id},
            due_at=at,
            created_at=at,
            message_id=mail.message_id(subject, Letter.MAILING_TEST, mailing.tests, organizer.email),
            roundtable_id=mailing.roundtable_id,
            organizer_id=organizer.id,
            mailing_id=mailing.id,
        )
    )


def copy_drafts(source: Roundtable, target: Roundtable, *, by: audit.By, at: datetime) -> Iterable[Mailing]:
    """The drafts of one roundtable for another; who was picked there by hand is nobody here."""
    drafts = db.session.scalars(
        select(Mailing)
        .where(Mailing.roundtable_id == source.id, Mailing.state == MailingState.DRAFT)
        .order_by(Mailing.id)
    )
    return [
        begin(
            target,
            Whom(dict(draft.filters), ended_too=draft.ended_too),
            subjects=dict(draft.subjects),
            texts=dict(draft.texts),
            by=by,
            at=at,
        )
        for draft in drafts.all()
    ]


def _change(mailing: Mailing, version: int, **values: Any) -> None:
    found = db.session.scalar(
        update(Mailing)
        .where(Mailing.id == mailing.id, Mailing.state == MailingState.DRAFT, Mailing.version == version)
        .values(version=version + 1, **values)
        .returning(Mailing.id),
        execution_options={"synchronize_session": False},
    )
    if found is None:
        db.session.refresh(mailing)
        raise NoLongerPossible if mailing.state is not MailingState.DRAFT else ChangedMeanwhile
    db.session.refresh(mailing)


def _columns(whom: Whom) -> dict[str, Any]:
    return {
        "filters": whom.filters,
        "people": list(whom.people),
        "ended_too": whom.ended_too,
        "not_mailings": {"ids": list(whom.not_ids)} if whom.not_ids else {},
        "not_since": whom.not_since,
    }

"""What must always be true, recounted from the statuses. `registration check` prints it, the tests ask it."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import func, select, text

from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.submissions import Submission
from registration.queries import room_invariants
from registration.queries.broken import Broken, Code
from registration.queries.status_history import contradictions
from registration.rules import statuses
from registration.rules.letters import Letter
from registration.rules.statuses import Status

# The letters that tell a person about a seat.
_CONFIRMING = (Letter.CONFIRMED, Letter.PROMOTED, Letter.ADDED, Letter.SUCCEEDED)


def broken(at: datetime) -> list[Broken]:
    """Every broken promise of the whole database; with notes, which explain what looks like one."""
    found = list(_broken_database())
    for roundtable in db.session.scalars(select(Roundtable).order_by(Roundtable.id)):
        found.extend(of_roundtable(roundtable, at))
    return found


def of_roundtable(roundtable: Roundtable, at: datetime) -> Iterator[Broken]:
    """The broken promises of one roundtable."""
    for check in _OF_ROUNDTABLE:
        yield from check(roundtable, at)


def roundtables() -> int:
    return db.session.scalar(select(func.count()).select_from(Roundtable)) or 0


def _broken_database() -> Iterator[Broken]:
    """What SQLite itself finds; PostgreSQL keeps these promises by itself."""
    if db.engine.dialect.name != "sqlite":
        return
    for table, row, parent, _ in db.session.execute(text("PRAGMA foreign_key_check")):
        yield Broken(Code.FOREIGN_KEY, "", f"row {row} of {table} points to a missing row of {parent}")
    for (message,) in db.session.execute(text("PRAGMA integrity_check")):
        if message != "ok":
            yield Broken(Code.DATABASE_FILE, "", message)


def _one_person_once(roundtable: Roundtable, _at: datetime) -> Iterator[Broken]:
    twice = (
        select(func.min(Registration.reference), func.count())
        .where(
            Registration.roundtable_id == roundtable.id,
            Registration.status.in_(statuses.LIVE),
        )
        .group_by(Registration.email_key, Registration.name_key)
        .having(func.count() > 1)
    )
    for reference, times in db.session.execute(twice):
        yield Broken(Code.PERSON_TWICE, roundtable.slug, f"{reference} and {times - 1} more are one person")


def _confirmed_know_it(roundtable: Roundtable, _at: datetime) -> Iterator[Broken]:
    told = select(Message.id).where(
        Message.registration_id == Registration.id, Message.letter.in_(_CONFIRMING)
    )
    for reference in db.session.scalars(
        select(Registration.reference).where(
            Registration.roundtable_id == roundtable.id,
            Registration.status == Status.CONFIRMED,
            ~told.exists(),
        )
    ):
        yield Broken(Code.NOT_TOLD, roundtable.slug, f"{reference} is confirmed, but no mail says so")


def _histories_agree(roundtable: Roundtable, _at: datetime) -> Iterator[Broken]:
    for reference, recorded, status in contradictions(roundtable.id):
        told = f"history says {recorded}" if recorded else "there is no history"
        yield Broken(Code.HISTORY, roundtable.slug, f"{reference} is {status}, {told}")


def _submissions_lead_somewhere(roundtable: Roundtable, _at: datetime) -> Iterator[Broken]:
    lost = (
        select(Submission.reference)
        .outerjoin(Registration, Registration.id == Submission.registration_id)
        .where(
            Submission.roundtable_id == roundtable.id,
            Registration.roundtable_id.is_distinct_from(Submission.roundtable_id),
        )
    )
    for reference in db.session.scalars(lost):
        yield Broken(
            Code.SUBMISSION_LOST, roundtable.slug, f"submission {reference} leads to no registration here"
        )


_OF_ROUNDTABLE: tuple[Callable[[Roundtable, datetime], Iterator[Broken]], ...] = (
    room_invariants.check,
    _one_person_once,
    _confirmed_know_it,
    _histories_agree,
    _submissions_lead_somewhere,
)

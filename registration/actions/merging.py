"""Two registrations of one person become one: the better standing goes on, the other ends and leads there."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select, update

from registration.actions import audit, edits, mail, seats, waiting_list
from registration.extensions import db
from registration.models.notes import Note
from registration.models.questions import Answer
from registration.models.registrations import Registration
from registration.models.submissions import Submission
from registration.models.tags import Tagged
from registration.rules.letters import Letter
from registration.rules.refusals import ChangedMeanwhile, NoLongerPossible
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

# How far each has come.
_STANDINGS = (Status.CONFIRMED, Status.OFFERED, Status.WAITLISTED, Status.PENDING, Status.UNVERIFIED)


def in_order(one: Registration, other: Registration) -> tuple[Registration, Registration]:
    """The one that goes on, then the one that ends: nobody loses a standing, and the earlier one stays.

    Raises NoLongerPossible for what cannot be merged.
    """
    if one.id == other.id or one.roundtable_id != other.roundtable_id:
        raise NoLongerPossible
    if not (one.is_live and other.is_live):
        raise NoLongerPossible
    first, second = sorted((one, other), key=lambda each: (_STANDINGS.index(each.status), each.id))
    return first, second


def versions(kept: Registration, ended: Registration) -> str:
    """What somebody has seen who decides to merge these two."""
    return f"{kept.id}.{kept.version}.{kept.status}-{ended.id}.{ended.version}.{ended.status}"


def merge(
    room: seats.Room,
    one: Registration,
    other: Registration,
    answers: Mapping[str, object],
    *,
    seen: str,
    tells: bool,
    by: audit.By,
    at: datetime,
) -> Registration:
    """Returns the one that goes on, with these answers of the other. `tells`: both addresses are written to.

    A change of the address is told in any case: its reader would be without a link. Raises ChangedMeanwhile if
    either is not as it was `seen`, NoLongerPossible, AlreadyRegistered, ChangeWouldNotFit.
    """
    if room.roundtable.is_over(at):
        raise NoLongerPossible
    kept, ended = in_order(one, other)
    if versions(kept, ended) != seen:
        raise ChangedMeanwhile
    was_confirmed = ended.status is Status.CONFIRMED
    _wait_as_long(kept, ended)
    ended.move_to(Status.MERGED, at=at)
    ended.offer_expires_at, ended.pending_email, ended.merged_into_id = None, "", kept.id
    seats.free(room, ended)
    db.session.flush()
    corrected = edits.correct(room, kept, answers, by=by, at=at)
    kept.version, ended.version = kept.version + 1, ended.version + 1
    kept.updated_at = at
    _move(kept, ended)
    kept.invitation_id = kept.invitation_id or ended.invitation_id
    if tells or any(correction.key == "email" for correction in corrected):
        mail.queue(Letter.MERGED, kept, at=at, **edits.told(corrected))
    if tells:
        mail.queue(Letter.MERGED_AWAY, ended, at=at, was_confirmed=was_confirmed, into=kept.reference)
    audit.record_on(
        kept, Verb.MERGED, by=by, at=at, other=ended.id, fields=[correction.key for correction in corrected]
    )
    audit.record_on(ended, Verb.MERGED_AWAY, by=by, at=at, into=kept.id)
    db.session.flush()
    waiting_list.promote(room, at=at)
    return kept


def _wait_as_long(kept: Registration, ended: Registration) -> None:
    """Of two who wait the better place stays."""
    if kept.status is Status.WAITLISTED and ended.status is Status.WAITLISTED:
        since = [moment for moment in (kept.waiting_since, ended.waiting_since) if moment is not None]
        kept.waiting_since = min(since, default=None)
        kept.priority = max(kept.priority, ended.priority)


def _move(kept: Registration, ended: Registration) -> None:
    """References of submissions find the one that goes on; so do notes, tags, those who stand in for it, and answers
    to own questions that it lacks.
    """
    by_itself = {"synchronize_session": False}
    for column in (Submission.registration_id, Note.registration_id, Registration.predecessor_id):
        table = column.class_
        db.session.execute(
            update(table).where(column == ended.id).values({column: kept.id}), execution_options=by_itself
        )
    answered = select(Answer.question_id).where(Answer.registration_id == kept.id)
    db.session.execute(
        update(Answer)
        .where(Answer.registration_id == ended.id, Answer.question_id.not_in(answered))
        .values(registration_id=kept.id),
        execution_options=by_itself,
    )
    having = select(Tagged.tag_id).where(Tagged.registration_id == kept.id)
    db.session.execute(
        update(Tagged)
        .where(Tagged.registration_id == ended.id, Tagged.tag_id.not_in(having))
        .values(registration_id=kept.id),
        execution_options=by_itself,
    )
    db.session.execute(delete(Tagged).where(Tagged.registration_id == ended.id), execution_options=by_itself)

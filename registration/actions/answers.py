"""Write down what somebody answers to a roundtable's own questions; whatever does not concern them is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registration.actions import files
from registration.extensions import db
from registration.models.files import File
from registration.models.questions import Answer
from registration.models.questions import Question as StoredQuestion
from registration.models.registrations import Registration
from registration.queries import questions
from registration.rules.questions import Belongs, Question, relevant

# Before the key of a question where the history and letters name what changed.
PREFIX = "question:"

# Values by the id of a question; None for no answer. Questions that are not named keep theirs.
Given = Mapping[int, object]


@dataclass(frozen=True)
class Held:
    """A file that was handed in with an earlier step of the form."""

    public_id: str
    name: str


def change(registration: Registration, given: Given, *, at: datetime) -> list[Question]:
    """Apply answers, of which every one has the right shape already; returns the questions whose answers changed.

    Under the lock of the roundtable: a question that is no longer asked meanwhile takes no answer.
    """
    every, rows = questions.of(registration.roundtable_id), questions.given(registration)
    before = {question.key: rows[question.id].value for question in every if question.id in rows}
    after = before | {question.key: _plain(given[question.id]) for question in every if question.id in given}
    concerning = relevant(every, registration.stakeholder_type.code, after)
    changed = []
    for question in every:
        if question.retired or (question.id not in given and question in concerning):
            continue
        wanted = given.get(question.id) if question in concerning else None
        if _write(registration, question, rows.get(question.id), wanted, at=at):
            changed.append(question)
    return changed


def give(registration: Registration, given: Given, *, at: datetime) -> None:
    """The first answers of somebody new. Where a roundtable asks nothing of its own, nothing is looked for."""
    if any(value is not None for value in given.values()):
        change(registration, given, at=at)


def carry_over(before: Registration, after: Registration) -> None:
    """What was answered for the delegation stays when somebody else of it takes the seat."""
    rows = db.session.scalars(
        select(Answer)
        .join(Answer.question)
        .where(Answer.registration_id == before.id, StoredQuestion.belongs == Belongs.DELEGATION)
    )
    for row in rows.all():
        db.session.add(
            Answer(
                registration_id=after.id, question_id=row.question_id, value=row.value, file_id=row.file_id
            )
        )
    db.session.flush()


def named(question: Question) -> str:
    """As the history and letters name it, beside the keys of other answers."""
    return PREFIX + question.key


def _plain(value: object) -> object:
    """What the answer is to conditions and lists."""
    return value.name if isinstance(value, files.Checked | Held) else value


def _write(
    registration: Registration, question: Question, row: Answer | None, wanted: object, *, at: datetime
) -> bool:
    """Whether that changed anything."""
    file = _file(wanted, at=at)
    value = file.name if file else None if isinstance(wanted, Held) else wanted
    if value is None:
        if row is not None:
            _forget(row)
        return row is not None
    if row is None:
        row = Answer(registration_id=registration.id, question_id=question.id, value=value, file=file)
        db.session.add(row)
        return True
    if file is None and row.value == value:
        return False
    former = row.file if file is not None else None
    row.value = value
    row.file = file or row.file
    if former is not None:
        db.session.delete(former)
    return True


def _file(wanted: object, *, at: datetime) -> File | None:
    """The stored file of an answer that is one; None when the one handed in before has been cleared away."""
    match wanted:
        case files.Checked():
            return files.keep(wanted, at=at)
        case Held(public_id=public_id):
            found = db.session.scalar(
                select(File).where(File.public_id == public_id, File.expires_at.is_not(None))
            )
            if found is not None:
                found.expires_at = None
            return found
        case _:
            return None


def _forget(row: Answer) -> None:
    former = row.file
    db.session.delete(row)
    if former is not None:
        db.session.delete(former)

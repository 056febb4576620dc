"""A roundtable's own questions and what was answered to them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.files import File
from registration.models.questions import Answer, Question, QuestionTemplate
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules import questions
from registration.rules.permissions import Reaches
from registration.rules.refusals import NotFound
from registration.rules.statuses import LIVE


def of(roundtable_id: int) -> tuple[questions.Question, ...]:
    """All of them in their order, those no longer asked too."""
    return tuple(row.plain for row in rows(roundtable_id))


def rows(roundtable_id: int) -> list[Question]:
    found = db.session.scalars(
        select(Question)
        .where(Question.roundtable_id == roundtable_id)
        .order_by(Question.position, Question.id)
    )
    return list(found)


def row(roundtable: Roundtable, question_id: int) -> Question:
    """One of them. Raises NotFound."""
    found = db.session.get(Question, question_id)
    if found is None or found.roundtable_id != roundtable.id:
        raise NotFound
    return found


def labels(roundtable_id: int) -> dict[str, Mapping[str, str]]:
    """What each question is called, by its key."""
    found = db.session.execute(
        select(Question.key, Question.labels).where(Question.roundtable_id == roundtable_id)
    )
    return dict(found.all())


def given(registration: Registration) -> dict[int, Answer]:
    """What somebody answered, by the id of the question."""
    found = db.session.scalars(select(Answer).where(Answer.registration_id == registration.id))
    return {answer.question_id: answer for answer in found}


def answers(registration: Registration, asked: tuple[questions.Question, ...]) -> dict[str, Any]:
    """Values by key. Where nothing is asked nothing is looked for."""
    if not asked:
        return {}
    found, keys = given(registration), {question.id: question.key for question in asked}
    return {keys[question_id]: answer.value for question_id, answer in found.items() if question_id in keys}


def numbers(roundtable: Roundtable) -> dict[int, int]:
    """How many people have answered, by the id of the question."""
    found = db.session.execute(
        select(Answer.question_id, func.count())
        .join(Answer.question)
        .where(Question.roundtable_id == roundtable.id)
        .group_by(Answer.question_id)
    )
    return dict(found.all())


def tallies(asked: Iterable[questions.Question], reaches: Reaches) -> dict[int, Counter[str]]:
    """How often each option was chosen by those who come or wait, by the id of the question; "true" and "false" for yes
    and no. One statement, and as many rows as there are different answers.
    """
    ids = [question.id for question in asked]
    rows = db.session.execute(
        select(Answer.question_id, cast(Answer.value, Text), func.count())
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Answer.question_id.in_(ids), Registration.status.in_(LIVE), scope.within(reaches))
        .group_by(Answer.question_id, cast(Answer.value, Text))
    )
    found: dict[int, Counter[str]] = {}
    for question_id, text, number in rows:
        value = json.loads(text)
        for code in value if isinstance(value, list) else [value]:
            chosen = str(code).lower() if isinstance(code, bool) else str(code)
            found.setdefault(question_id, Counter())[chosen] += number
    return found


def is_answered(question_id: int) -> bool:
    return db.session.scalar(select(Answer.id).where(Answer.question_id == question_id).limit(1)) is not None


def chosen(question_id: int) -> set[str]:
    """The options that somebody has chosen."""
    texts = db.session.scalars(
        select(cast(Answer.value, Text)).where(Answer.question_id == question_id).distinct()
    )
    found: set[str] = set()
    for text in texts:
        value = json.loads(text)
        found.update([value] if isinstance(value, str) else value)
    return found


def template(series_id: int) -> QuestionTemplate | None:
    """The questions that a series keeps."""
    return db.session.scalar(select(QuestionTemplate).where(QuestionTemplate.series_id == series_id))


def file(registration: Registration, question_id: int) -> tuple[questions.Question, File]:
    """What somebody handed in, its content too, and to which question. Raises NotFound."""
    answer = db.session.scalar(
        select(Answer)
        .options(joinedload(Answer.question), joinedload(Answer.file).undefer(File.content))
        .where(Answer.registration_id == registration.id, Answer.question_id == question_id)
    )
    if answer is None or answer.file is None:
        raise NotFound
    return answer.question.plain, answer.file

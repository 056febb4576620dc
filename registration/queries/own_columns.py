"""The columns of a roundtable's own questions in its lists: read with the people, in the same one statement."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Text, cast, func, select

from registration.extensions import db
from registration.models.questions import Answer
from registration.models.registrations import Registration
from registration.rules.questions import Kind, Question, as_date
from registration.words import questions as words

# Of one person: values by the id of the question, which JSON writes as a text.
Answers = dict[str, Any]
Cells = Callable[[Sequence[Answers]], Iterable[object]]


def gathered(own: Sequence[Question]) -> ScalarSelect[str]:
    """All answers of a person to these questions as one text, whatever their number: see `read`."""
    pair: ColumnElement[Any]
    if db.engine.dialect.name == "sqlite":
        pair = func.json_group_object(Answer.question_id, func.json(Answer.value))
    else:
        pair = func.json_object_agg(Answer.question_id, Answer.value)
    return (
        select(cast(pair, Text))
        .where(
            Answer.registration_id == Registration.id,
            Answer.question_id.in_([question.id for question in own]),
        )
        .correlate(Registration)
        .scalar_subquery()
    )


def read(texts: Sequence[str | None]) -> list[Answers]:
    return [json.loads(text) if text and text != "{}" else {} for text in texts]


def cells(question: Question, language: str, *, codes: bool) -> Cells:
    """What stands in the column: words of options in a language, or their codes."""
    key = str(question.id)

    def column(people: Sequence[Answers]) -> Iterable[object]:
        return [
            _cell(question, answers[key], language, codes=codes) if key in answers else None
            for answers in people
        ]

    return column


def _cell(question: Question, value: Any, language: str, *, codes: bool) -> object:
    match question.kind:
        case Kind.CHOICE if not codes:
            return words.option(question, value, language)
        case Kind.CHOICES if not codes:
            return [words.option(question, code, language) for code in value]
        case Kind.DATE:
            return as_date(value)
        case _:
            return value

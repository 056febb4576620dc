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
    """The answers of many people at once: one by one would take five times as long."""
    found: list[Answers] = json.loads(f"[{','.join(text or '{}' for text in texts)}]")
    return found


def cells(question: Question, language: str, *, codes: bool) -> Cells:
    """What stands in the column: words of options in a language, or their codes."""
    key = str(question.id)
    called = (
        {} if codes else {one.code: words.option(question, one.code, language) for one in question.options}
    )

    def one_of(people: Sequence[Answers]) -> Iterable[object]:
        given = (answers.get(key) for answers in people)
        return [code and called.get(code, code) for code in given]

    def some_of(people: Sequence[Answers]) -> Iterable[object]:
        return [[called.get(code, code) for code in answers.get(key, ())] for answers in people]

    def days(people: Sequence[Answers]) -> Iterable[object]:
        return [as_date(answers[key]) if key in answers else None for answers in people]

    def as_it_is(people: Sequence[Answers]) -> Iterable[object]:
        return [answers.get(key) for answers in people]

    special = {Kind.CHOICE: one_of, Kind.CHOICES: some_of, Kind.DATE: days}
    return special.get(question.kind, as_it_is)

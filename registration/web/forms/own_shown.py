"""Answers to a roundtable's own questions as people read them again."""

from collections.abc import Callable, Mapping
from typing import Any

from registration.rules.questions import DECIDING, Kind, Question, relevant, sees
from registration.web.forms import own
from registration.web.forms.own import Own
from registration.web.forms.shown import Shown
from registration.words.questions import called, in_words


def shown(
    asking: Own,
    type_code: str,
    answers: Mapping[str, Any],
    language: str,
    *,
    link: Callable[[Question], str] | None = None,
) -> list[Shown]:
    """Every question that concerns the person, and whatever was answered to one no longer asked.

    `link` leads to what was handed in.
    """
    concerning = relevant(asking.questions, type_code, answers)
    return [
        Shown(
            question.key,
            called(question, language),
            in_words(question, answers.get(question.key), language),
            own.name(question) + ("-0" if question.kind in DECIDING else ""),
            ltr=False,
            link=link(question) if link and question.kind is Kind.FILE and question.key in answers else "",
        )
        for question in asking.questions
        if sees(asking.audience, question) and (question in concerning or question.key in answers)
    ]

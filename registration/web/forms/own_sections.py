"""A roundtable's own questions as the page of a form shows them, empty or filled in again."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from registration.rules.questions import Kind, Question, asked_of, sees
from registration.web.forms import options, own
from registration.web.forms import questions as pages
from registration.web.forms.own import Own
from registration.web.forms.questions import Control, Section
from registration.words.choices import YES_NO
from registration.words.questions import called, option

CONTROLS = {
    Kind.TEXT: Control.TEXT,
    Kind.LONG_TEXT: Control.LINES,
    Kind.CHOICE: Control.RADIOS,
    Kind.CHOICES: Control.RADIOS,
    Kind.YES_NO: Control.RADIOS,
    Kind.DATE: Control.DATE,
    Kind.NUMBER: Control.NUMBER,
    Kind.FILE: Control.FILE,
}


def sections(asking: Own, type_code: str, language: str) -> tuple[Section, ...]:
    """What people are asked, then what is for organizers alone."""
    shown = asking.shown(type_code)
    groups = (
        (_("Further questions"), [one for one in shown if not one.organizer_only]),
        (_("For organizers only"), [one for one in shown if one.organizer_only]),
    )
    return tuple(
        Section(legend, tuple(_question(one, shown, language) for one in asked))
        for legend, asked in groups
        if asked
    )


def typed(asking: Own, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by key as they would have been typed, by the names of fields; files are not typed."""
    return {
        own.name(question): _typed(answers[question.key])
        for question in asking.questions
        if question.key in answers and question.kind is not Kind.FILE
    }


def known(asking: Own, type_code: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that a form has to know without asking for them: those for other eyes, and names of files."""
    return {
        question.key: answers[question.key]
        for question in asking.questions
        if question.key in answers
        and asked_of(question, type_code)
        and (question.kind is Kind.FILE or not sees(asking.audience, question))
    }


def _question(question: Question, shown: tuple[Question, ...], language: str) -> pages.Question:
    name, needed = own.name(question), question.condition
    decides = next((one for one in shown if needed is not None and one.key == needed.question), None)
    return pages.Question(
        name,
        CONTROLS[question.kind],
        width={Kind.NUMBER: 12, Kind.DATE: 12}.get(question.kind),
        when=(own.name(decides), needed.option, _only_if(decides, needed.option, language))
        if decides and needed
        else None,
    )


def _only_if(decides: Question, code: str, language: str) -> str:
    answer = (
        str(YES_NO[code == options.YES]) if decides.kind is Kind.YES_NO else option(decides, code, language)
    )
    return gettext(
        "Only if the answer to “%(question)s” is “%(answer)s”",
        question=called(decides, language),
        answer=answer,
    )


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return options.YES if value else options.NO
    return value if isinstance(value, list) else str(value)

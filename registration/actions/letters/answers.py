"""A person's answers as a letter repeats them: label and value, in the order of the form."""

from dataclasses import dataclass

from flask_babel import gettext as _

from registration.actions import answers as own_answers
from registration.actions.letters import harmless
from registration.i18n import localized
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.queries import questions
from registration.rules import fields
from registration.rules.fields import Asks, Field
from registration.rules.questions import Audience, Kind, Question, sees
from registration.words import questions as words
from registration.words.answers import in_words
from registration.words.fields import NAMES

_TYPED = (Kind.TEXT, Kind.LONG_TEXT, Kind.FILE)


@dataclass(frozen=True)
class Fact:
    """One line of a letter's lists."""

    label: str
    value: str


def label(key: str) -> str:
    """What a field is called in a letter."""
    return str(NAMES[key])


def given(registration: Registration, language: str) -> list[Fact]:
    """Every answer that was given, typed text made harmless."""
    roundtable = registration.roundtable
    asked = fields.asked(
        registration.stakeholder_type.asks,
        hybrid=roundtable.hybrid,
        online=roundtable.mode is Mode.ONLINE,
        grounds_pass=roundtable.grounds_pass_asked,
        accompanying=max(
            registration.accompanying, roundtable.accompanying(registration.stakeholder_type_id)
        ),
    )
    answers = [
        Fact(label(field.key), _words(field, getattr(registration, field.key), language))
        for field in asked
        if _is_given(getattr(registration, field.key))
    ]
    return [
        Fact(label("stakeholder_type"), localized(registration.stakeholder_type.names, language)),
        *answers,
        *_own(registration, language),
    ]


def changed(keys: list[str], roundtable: Roundtable | None, language: str) -> list[str]:
    """What the answers that changed are called."""
    own = [key for key in keys if key.startswith(own_answers.PREFIX)]
    called = questions.labels(roundtable.id) if own and roundtable is not None else {}
    labels = {own_answers.PREFIX + key: localized(texts, language) for key, texts in called.items()}
    return [labels[key] if key in labels else label(key) for key in keys if key in labels or key not in own]


def _own(registration: Registration, language: str) -> list[Fact]:
    """Answers to the roundtable's own questions, without those that not everyone should read who reads the mail."""
    asked = questions.of(registration.roundtable_id)
    given = questions.answers(registration, asked)
    return [
        Fact(words.called(question, language), _own_words(question, given[question.key], language))
        for question in asked
        if question.key in given and not question.sensitive and sees(Audience.PERSON, question)
    ]


def _own_words(question: Question, value: object, language: str) -> str:
    written = words.in_words(question, value, language)
    if question.kind in _TYPED:
        return harmless.text(written) or _("(as you entered it)")
    return written


def in_words_of_letter(field: Field, value: object, language: str) -> str:
    """One answer, typed text made harmless; empty when none was given."""
    return _words(field, value, language) if _is_given(value) else ""


def _is_given(value: object) -> bool:
    """Nobody to accompany one is no answer; "no" is one."""
    return isinstance(value, bool) or bool(value)


def _words(field: Field, value: object, language: str) -> str:
    if field.asks in (Asks.TEXT, Asks.PHONE):
        return harmless.text(str(value)) or _("(as you entered it)")
    return in_words(field, value, language)

"""Answers as a person reads them again: to check them before sending, and later."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from registration.data import countries, entities, states
from registration.i18n import LANGUAGES
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields, names
from registration.rules.fields import Asks, Field
from registration.web.forms import wording
from registration.web.forms.details import asked
from registration.web.forms.questions import CONTROLS, Control
from registration.words import choices

# Read from left to right in every script.
LEFT_TO_RIGHT = frozenset({Asks.EMAIL, Asks.PHONE})


@dataclass(frozen=True)
class Shown:
    """One question with its answer in words; empty when none was given. `ltr` for addresses and numbers."""

    key: str
    label: str
    words: str
    anchor: str
    ltr: bool


def shown(
    kind: StakeholderType,
    roundtable: Roundtable,
    answers: Mapping[str, object],
    *,
    language: str,
    on_behalf: bool = False,
    terse: bool = False,
) -> list[Shown]:
    """Every question that is asked, in the order of the form; `terse` names the answers for organizers."""
    return [
        Shown(
            field.key,
            str(wording.label(field.key, type_code=kind.code, on_behalf=on_behalf, terse=terse)),
            in_words(field, answers.get(field.key), language) or _instead(field, answers),
            _anchor(field),
            field.asks in LEFT_TO_RIGHT,
        )
        for field in asked(kind, roundtable)
    ]


def _instead(field: Field, answers: Mapping[str, object]) -> str:
    """A plate without a name of its own shows the person's name."""
    if field is not fields.PLATE_NAME:
        return ""
    return names.full_name(str(answers.get("given_names", "")), str(answers.get("family_name", "")))


def _anchor(field: Field) -> str:
    """Where the question is on the page of the form: its first choice, or its only control."""
    radios = CONTROLS[field.asks] is Control.RADIOS
    return f"{field.key}-0" if radios else field.key


def in_words(field: Field, value: object, language: str) -> str:
    """An answer in words; the name of what a code stands for."""
    if field.asks in (Asks.YES_NO, Asks.CONSENT):
        return "" if value is None else str(choices.YES_NO[bool(value)])
    if not value:
        return ""
    return _name(field, str(value), language)


def _name(field: Field, code: str, language: str) -> str:
    match field.asks:
        case Asks.STATE:
            return states.name(code, language)
        case Asks.UN_ENTITY:
            return (
                _("Another entity") if code == fields.OTHER_ENTITY else entities.entity_name(code, language)
            )
        case Asks.COUNTRY:
            return countries.name(code, language)
        case Asks.LANGUAGE:
            return LANGUAGES[code]
        case Asks.CHOICE:
            return str(choices.BY_FIELD[field.key][code])
        case _:
            return code

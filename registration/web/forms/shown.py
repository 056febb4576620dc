"""Answers as a person reads them again: to check them before sending, and later."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields, names
from registration.rules.fields import Asks, Field
from registration.web.forms import wording
from registration.web.forms.details import asked
from registration.web.forms.questions import CONTROLS, Control
from registration.words.answers import in_words

# Read from left to right in every script.
LEFT_TO_RIGHT = frozenset({Asks.EMAIL, Asks.PHONE})


@dataclass(frozen=True)
class Shown:
    """One question with its answer in words; empty when none was given. `ltr` for addresses and numbers.

    `link` is the address of a file.
    """

    key: str
    label: str
    words: str
    anchor: str
    ltr: bool
    link: str = ""


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
        for field in asked(kind, roundtable, bringing=_number(answers.get("accompanying")))
    ]


def _instead(field: Field, answers: Mapping[str, object]) -> str:
    """A plate without a name of its own shows the person's name; none to accompany one is an answer."""
    if field.asks is Asks.COUNT:
        return _("Nobody")
    if field is not fields.PLATE_NAME:
        return ""
    return names.full_name(str(answers.get("given_names", "")), str(answers.get("family_name", "")))


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _anchor(field: Field) -> str:
    """Where the question is on the page of the form: its first choice, or its only control."""
    radios = CONTROLS[field.asks] is Control.RADIOS
    return f"{field.key}-0" if radios else field.key

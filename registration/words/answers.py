"""An answer in words: what a code stands for, yes or no, and typed text as it is."""

from flask_babel import format_decimal as format_number
from flask_babel import gettext as _

from registration.data import countries, entities, states
from registration.i18n import LANGUAGES
from registration.rules import fields
from registration.rules.fields import Asks, Field
from registration.words import choices


def in_words(field: Field, value: object, language: str) -> str:
    """The answer as a person reads it; empty when none was given."""
    if field.asks in (Asks.YES_NO, Asks.CONSENT):
        return "" if value is None else str(choices.YES_NO[bool(value)])
    if field.asks is Asks.COUNT:
        return format_number(value) if value else ""
    return _name(field, str(value), language) if value else ""


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

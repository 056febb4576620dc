"""The lists to choose from, in the reader's language, with the other names by which people look for an entry."""

from collections.abc import Iterable
from functools import cache

from flask_babel import lazy_gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from registration.data import countries, entities, states
from registration.i18n import LANGUAGES
from registration.rules import fields
from registration.rules.fields import Asks, Field
from registration.words import choices

NOTHING = SelectChoice("", "")
YES, NO = "yes", "no"


def option(value: str, words: object, **attributes: str) -> SelectChoice:
    """One entry to choose; its words may be translated later, its attributes are those of the HTML element."""
    return SelectChoice(value, words, attributes)


def of(field: Field, language: str) -> list[SelectChoice]:
    """The options of a field that is answered by choosing."""
    match field.asks:
        case Asks.STATE:
            return [NOTHING, *_states(language)]
        case Asks.UN_ENTITY:
            other = option(fields.OTHER_ENTITY, _("Another entity, named below"))
            return [NOTHING, *_un_entities(language), other]
        case Asks.COUNTRY:
            return [NOTHING, *_countries(language)]
        case Asks.LANGUAGE:
            return [option(code, name, lang=code) for code, name in LANGUAGES.items()]
        case Asks.COUNT:
            return [option(number, number) for number in field.options]
        case Asks.YES_NO:
            return [option(YES, choices.YES_NO[True]), option(NO, choices.YES_NO[False])]
        case _:
            return [option(code, words) for code, words in choices.BY_FIELD[field.key].items()]


@cache
def suggestions(language: str) -> tuple[tuple[str, str], ...]:
    """(name, acronym) of regional and intergovernmental organizations: offered while typing, never imposed."""
    listed = (
        entities.find_intergovernmental(code) for code, _label in entities.intergovernmental_choices(language)
    )
    return tuple((entity.names[language], entity.acronyms[language]) for entity in listed if entity)


@cache
def _states(language: str) -> tuple[SelectChoice, ...]:
    return tuple(
        _with_aliases(code, name, (states.name(code, "en"), *states.aliases(code)))
        for code, name in states.choices(language)
    )


@cache
def _countries(language: str) -> tuple[SelectChoice, ...]:
    return tuple(
        _with_aliases(code, name, (countries.name(code, "en"), *countries.aliases(code)))
        for code, name in countries.choices(language)
    )


@cache
def _un_entities(language: str) -> tuple[SelectChoice, ...]:
    found = []
    for code, label in entities.un_entity_choices(language):
        entity = entities.find_un_entity(code)
        found.append(_with_aliases(code, label, (entity.label("en"), *entity.aliases) if entity else ()))
    return tuple(found)


def _with_aliases(code: str, words: str, aliases: Iterable[str]) -> SelectChoice:
    others = [alias for alias in dict.fromkeys(aliases) if alias != words]
    return option(code, words, **({"data-aliases": "|".join(others)} if others else {}))

"""What every template can use: the reader's language, dates and numbers in it, words for codes, Markdown."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.numbers import format_decimal, format_percent
from flask import Flask, current_app
from flask_babel import get_translations
from markupsafe import Markup

from registration import clock, i18n
from registration.settings import Settings
from registration.web import access, examples, languages, markdown
from registration.words import choices, columns, fields, guest_lists, mailings, questions, statuses, verbs

WORDS = {
    "status": statuses.STATUSES,
    "reply": statuses.REPLIES,
    "standing": statuses.STANDINGS,
    "state": statuses.STATES,
    "delivery": statuses.DELIVERIES,
    "letter": statuses.LETTERS,
    "mailing_state": mailings.MAILING_STATES,
    "left_out": mailings.LEFT_OUT,
    "skipped": mailings.SKIPPED,
    "fate": guest_lists.FATES,
    "condition": mailings.CONDITIONS,
    "mode": choices.MODES,
    "attribution": choices.ATTRIBUTIONS,
    "attribution_rule": choices.ATTRIBUTION_RULES,
    "admission": choices.ADMISSIONS,
    "verb": verbs.VERBS,
    "field": fields.LABELS,
    "column": columns.COLUMNS,
    "role": choices.ROLES,
    "speaker_role": choices.SPEAKER_ROLES,
    "audience": choices.AUDIENCES,
    "accent": choices.ACCENTS,
    "question_kind": questions.KINDS,
}


def init_app(app: Flask) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "localized": localized,
        "localized_language": localized_language,
        "day": day,
        "short_day": short_day,
        "clock_time": clock_time,
        "moment": moment,
        "step": step,
        "number": number,
        "percent": percent,
        "markdown": markdown_html,
        "city": city,
        "language_name": languages.name_of,
        "offset": i18n.offset,
    }
    app.jinja_env.globals |= {
        "word": word,
        "example": examples.example,
        "_": sentence,
        "gettext": sentence,
    }
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    settings: Settings = current_app.extensions["settings"]
    language = languages.current()
    return {
        "language": language,
        "direction": i18n.direction(language),
        "language_links": languages.switch_links(),
        "native_names": i18n.LANGUAGES,
        "site_name": settings.site_name,
        "contact_email": settings.contact_email,
        "base_url": settings.base_url.rstrip("/"),
        "environment": settings.environment,
        "current_organizer": access.load_organizer,
        "now": clock.now(),
    }


def macro(template: str, name: str) -> Callable[..., Markup]:
    """A macro of a template, to be called from Python."""
    found: Callable[..., Markup] = getattr(current_app.jinja_env.get_template(template).module, name)
    return found


def sentence(text: str, **values: object) -> Markup:
    """What Jinja's own gettext gives, at a fraction of its price: a page has dozens of sentences."""
    translated = _translated(text, languages.current())
    return translated % values if values or "%" in translated else translated


@lru_cache(maxsize=10_000)
def _translated(text: str, _language: str) -> Markup:
    return Markup(get_translations().ugettext(text))  # noqa: S704  (our own words)


def word(kind: str, code: str) -> str:
    """The word for a code, for instance `word("status", registration.status)`."""
    return str(WORDS[kind][code])


def localized(texts: Mapping[str, str] | None) -> str:
    return i18n.localized(texts, languages.current())


def localized_language(texts: Mapping[str, str] | None) -> str | None:
    """The language of the text that `localized` finds, when it is not the page's own (for `lang=`)."""
    code = i18n.chosen(texts, languages.current())[1]
    return code if code != languages.current() else None


def markdown_html(texts: Mapping[str, str] | None) -> Markup:
    return markdown.html(localized(texts))


def day(at: datetime, zone: str) -> str:
    return i18n.day(at, zone, languages.current())


def short_day(at: datetime, zone: str) -> str:
    return i18n.short_day(at, zone, languages.current())


def clock_time(at: datetime, zone: str) -> str:
    return i18n.clock_time(at, zone, languages.current())


def moment(at: datetime, zone: str = "UTC") -> str:
    return i18n.moment(at, zone, languages.current())


def step(begins: date, unit: str) -> str:
    return i18n.step(begins, unit, languages.current())


def city(zone: str) -> str:
    return i18n.city(zone, languages.current())


def number(value: int) -> str:
    return format_decimal(value, locale=i18n.locale(languages.current()))


def percent(share: float) -> str:
    return format_percent(share, locale=i18n.locale(languages.current()))

"""Six languages: their names, direction, the best text for a reader, dates and numbers."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_location

LANGUAGES = {
    "ar": "العربية",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ru": "Русский",
    "zh": "中文",
}
DEFAULT = "en"
RIGHT_TO_LEFT = frozenset({"ar"})

# The order in which another language is offered when a text is missing in the reader's own.
FALLBACK = ("en", "fr", "es", "ru", "ar", "zh")

# Western digits everywhere: references, seat numbers and times are read aloud across languages.
# The zone bears another city's name; meetings are in this one.
_CITIES = {
    "Europe/Zurich": {
        "ar": "جنيف",
        "en": "Geneva",
        "es": "Ginebra",
        "fr": "Genève",
        "ru": "Женева",
        "zh": "日内瓦",
    }
}

_LOCALES = {code: Locale.parse(code) for code in LANGUAGES}


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def chosen(texts: Mapping[str, str] | None, language: str) -> tuple[str, str]:
    """The best text for a reader and the language it is in: `("", language)` when there is none."""
    for code in (language, *FALLBACK):
        text = (texts or {}).get(code)
        if text:
            return text, code
    return "", language


def localized(texts: Mapping[str, str] | None, language: str) -> str:
    return chosen(texts, language)[0]


def locale(language: str) -> Locale:
    return _LOCALES[language]


@lru_cache(maxsize=1000)
def day(at: datetime, zone: str, language: str) -> str:
    """A day with its weekday where the meeting is: "Tuesday, 24 September 2019" in the reader's language."""
    local = at.astimezone(ZoneInfo(zone)).date()
    pattern = "EEEE d MMMM y" if language == "en" else "full"
    return format_date(local, pattern, locale=_LOCALES[language])


@lru_cache(maxsize=1000)
def short_day(at: datetime | date, zone: str, language: str) -> str:
    local = at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at
    return format_date(local, "d MMMM y" if language == "en" else "long", locale=_LOCALES[language])


@lru_cache(maxsize=1000)
def clock_time(at: datetime, zone: str, language: str) -> str:
    return format_time(at.astimezone(ZoneInfo(zone)), "HH:mm", locale=_LOCALES[language])


@lru_cache(maxsize=1000)
def moment(at: datetime, zone: str, language: str) -> str:
    """A day and a time together, for histories and deadlines."""
    separator = {"zh": " ", "ar": "، "}.get(language, ", ")
    local = at.astimezone(ZoneInfo(zone)).date()
    written = format_date(
        local, "d MMM y" if language in ("en", "ar") else "medium", locale=_LOCALES[language]
    )
    return separator.join((written, clock_time(at, zone, language)))


@lru_cache(maxsize=1000)
def step(begins: date, unit: str, language: str) -> str:
    """A day, or a whole month, under a drawing of time."""
    return format_skeleton("yMMMM" if unit == "month" else "yMMMd", begins, locale=_LOCALES[language])


@lru_cache(maxsize=1000)
def city(zone: str, language: str) -> str:
    """The city by which a zone is called, as CLDR words it: "New York", "نيويورك"; Geneva for the Swiss one."""
    if zone in _CITIES:
        return _CITIES[zone][language]
    # CLDR has no name of its own for a few cities: "Argentina/Buenos Aires" is what it falls back to.
    return get_timezone_location(zone, locale=_LOCALES[language], return_city=True).rpartition("/")[2]


@lru_cache(maxsize=1000)
def offset(at: datetime, zone: str) -> str:
    """The offset from UTC as printed: "UTC-4", "UTC+5:30", "UTC"."""
    seconds = int((at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds())
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")

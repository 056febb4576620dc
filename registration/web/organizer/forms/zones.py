"""Time zones to choose from: the cities where most roundtables take place, then all others."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from registration import i18n
from registration.web.organizer.forms.choosing import options

FREQUENT = (
    "America/New_York",
    "Europe/Zurich",
    "Africa/Addis_Ababa",
    "Africa/Nairobi",
    "America/Santiago",
    "Asia/Bangkok",
    "Asia/Beirut",
    "Europe/Amsterdam",
    "Europe/Brussels",
    "Europe/London",
    "Europe/Paris",
    "Europe/Stockholm",
    "Europe/Vienna",
)
UTC = "UTC"
# Where roundtables take place in another city than the one the zone is named after.
_ALSO = {"Europe/Zurich": lazy_gettext("Geneva"), "Europe/Amsterdam": lazy_gettext("The Hague")}
_REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def choices(language: str, present: str) -> list[Any]:
    """Zones by their cities, in the reader's language and in two groups; the present zone is among them."""
    frequent = [(zone, _called(zone, language)) for zone in FREQUENT]
    others = list(_others(language))
    if present != UTC and is_known(present) and present not in dict((*frequent, *others)):
        frequent.append((present, i18n.city(present, language)))
    return [*options([*frequent, (UTC, UTC)], group=_("Often used")), *options(others, group=_("All cities"))]


def is_known(zone: str) -> bool:
    return zone == UTC or zone in _offered()


def _called(zone: str, language: str) -> str:
    city = i18n.city(zone, language)
    return f"{_ALSO[zone]} · {city}" if zone in _ALSO else city


@cache
def _offered() -> frozenset[str]:
    return frozenset(zone for zone in available_timezones() if zone.startswith(_REGIONS))


@cache
def _others(language: str) -> tuple[tuple[str, str], ...]:
    """One entry per city: old spellings of a zone share its name."""
    by_city: dict[str, str] = {}
    for zone in sorted(_offered() - set(FREQUENT)):
        by_city.setdefault(i18n.city(zone, language), zone)
    return tuple((zone, city) for city, zone in sorted(by_city.items()))

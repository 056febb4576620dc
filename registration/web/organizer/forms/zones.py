"""Time zones to choose from: the cities where most roundtables take place, then all others."""

import re
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
_ALSO = {"Europe/Amsterdam": lazy_gettext("The Hague")}
_OTHER_SCRIPTS = frozenset({"ar", "ru", "zh"})
_LATIN = re.compile("[A-Za-z]{3}")
_REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def choices(language: str, present: str) -> list[Any]:
    """Zones by their cities, in the reader's language and in two groups; the present zone is among them."""
    frequent = [(zone, _called(zone, language)) for zone in FREQUENT]
    others = list(_others(language))
    if present != UTC and is_known(present) and present not in dict((*frequent, *others)):
        frequent.append((present, i18n.city(present, language)))
    return [
        *_options([*frequent, (UTC, UTC)], language, group=_("Often used")),
        *_options(others, language, group=_("All cities")),
    ]


def is_known(zone: str) -> bool:
    return zone == UTC or zone in _known()


def _called(zone: str, language: str) -> str:
    city = i18n.city(zone, language)
    return f"{_ALSO[zone]} · {city}" if zone in _ALSO else city


def _options(cities: list[tuple[str, str]], language: str, *, group: str) -> list[Any]:
    """A city that has no name in the reader's script is marked as what it is: English."""
    found = options(cities, group=group)
    for option in found:
        if language in _OTHER_SCRIPTS and _LATIN.search(option.label):
            option.render_kw = {"lang": "en"}
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(zone for zone in available_timezones() if zone.startswith(_REGIONS))


def _named() -> frozenset[str]:
    """Zones whose cities have names in many languages (CLDR): one spelling of each."""
    return _known() & {zone for zone, names in i18n.locale("ar").time_zones.items() if "city" in names}


@cache
def _others(language: str) -> tuple[tuple[str, str], ...]:
    """One entry per city, by name."""
    by_city: dict[str, str] = {}
    for zone in sorted(_named() - set(FREQUENT)):
        by_city.setdefault(i18n.city(zone, language), zone)
    return tuple((zone, city) for city, zone in sorted(by_city.items()))

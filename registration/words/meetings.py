"""When and where a roundtable takes place, in the words of mails and calendars."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from registration import i18n
from registration.models.roundtables import Mode
from registration.words import choices

Texts = Mapping[str, str] | str | None


def when(starts_at: datetime | None, ends_at: datetime | None, zone: str, language: str) -> str:
    """ "Tuesday 24 September 2019, 08:00–10:00 (New York time, UTC-4)"."""
    if starts_at is None:
        return _("Date to be confirmed")
    day = i18n.day(starts_at, zone, language)
    hours = i18n.clock_time(starts_at, zone, language)
    if ends_at is not None:
        hours = f"{hours}–{_end(starts_at, ends_at, zone, language)}"
    offset = i18n.offset(starts_at, zone)
    if zone in ("UTC", "Etc/UTC"):
        return _("%(day)s, %(hours)s (%(offset)s)", day=day, hours=hours, offset=offset)
    return _(
        "%(day)s, %(hours)s (%(city)s time, %(offset)s)",
        day=day,
        hours=hours,
        offset=offset,
        city=i18n.city(zone, language),
    )


def place(cities: Texts, venues: Texts, mode: str, language: str) -> str:
    """Venue and city, or that it is online."""
    venue, city = line(venues, language), line(cities, language)
    somewhere = _("%(venue)s, %(city)s", venue=venue, city=city) if venue and city else venue or city
    if mode == Mode.ONLINE:
        return str(choices.MODES[mode])
    if mode == Mode.HYBRID:
        return _("%(place)s, and online", place=somewhere) if somewhere else str(choices.MODES[mode])
    return somewhere or _("Place to be confirmed")


def line(texts: Texts, language: str) -> str:
    """The best text for the reader, on one line."""
    text = texts if isinstance(texts, str) else i18n.localized(texts, language)
    return " ".join(text.split())


def _end(starts_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """The time of the end; with its day when that is another one."""
    local = ZoneInfo(zone)
    if starts_at.astimezone(local).date() == (ends_at - timedelta(microseconds=1)).astimezone(local).date():
        return i18n.clock_time(ends_at, zone, language)
    return i18n.moment(ends_at, zone, language)

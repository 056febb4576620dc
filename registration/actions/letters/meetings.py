"""What a letter says about a roundtable: which one, when by the clock of its city, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from registration import i18n, links
from registration.actions.letters.answers import Fact
from registration.models.roundtables import Attribution, Mode, Roundtable
from registration.words import choices

Texts = Mapping[str, str] | str | None


@dataclass(frozen=True)
class Meeting:
    """One roundtable in the reader's language."""

    title: str
    series: str
    when: str
    place: str
    attribution_rule: str
    # The roundtable may not be named in a subject line, nor to somebody who is not known to be part of it.
    unnamed: bool
    page: str


@dataclass(frozen=True)
class Change:
    """Something that was otherwise before."""

    label: str
    before: str
    now: str


def meeting(roundtable: Roundtable, language: str, *, mode: str | None = None) -> Meeting:
    """The roundtable for somebody who attends in this mode, or for anybody."""
    return Meeting(
        title=_line(roundtable.titles, language), series=_line(roundtable.series.titles, language),
        when=when(roundtable.starts_at, roundtable.ends_at, roundtable.zone, language),
        place=place(roundtable.cities, roundtable.venues, mode or roundtable.mode, language),
        attribution_rule=str(choices.ATTRIBUTION_RULES[roundtable.attribution]),
        unnamed=roundtable.attribution is Attribution.OFF_THE_RECORD,
        page=links.roundtable(roundtable.slug, language))


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
    return _("%(day)s, %(hours)s (%(city)s time, %(offset)s)", day=day, hours=hours, offset=offset,
             city=i18n.city(zone, language))


def place(cities: Texts, venues: Texts, mode: str, language: str) -> str:
    """Venue and city, or that it is online."""
    venue, city = _line(venues, language), _line(cities, language)
    somewhere = _("%(venue)s, %(city)s", venue=venue, city=city) if venue and city else venue or city
    if mode == Mode.ONLINE:
        return str(choices.MODES[mode])
    if mode == Mode.HYBRID:
        return _("%(place)s, and online", place=somewhere) if somewhere else str(choices.MODES[mode])
    return somewhere or _("Place to be confirmed")


def changes(before: Mapping[str, Any], roundtable: Roundtable, language: str) -> list[Change]:
    """What is otherwise than in `before`: starts_at and ends_at in ISO 8601, zone, cities, venues, mode."""
    mode = str(before.get("mode") or roundtable.mode)
    then = (
        Fact(_("When"), when(_moment(before.get("starts_at")), _moment(before.get("ends_at")),
                             str(before.get("zone") or roundtable.zone), language)),
        Fact(_("Where"), place(before.get("cities"),
                               before.get("venues"), mode, language)))
    today = (when(roundtable.starts_at, roundtable.ends_at, roundtable.zone, language),
             place(roundtable.cities, roundtable.venues, roundtable.mode, language))
    return [Change(fact.label, fact.value, now) for fact, now in zip(then, today, strict=True) if fact.value != now]


def _end(starts_at: datetime, ends_at: datetime, zone: str, language: str) -> str:
    """The time of the end; with its day when that is another one."""
    local = ZoneInfo(zone)
    if starts_at.astimezone(local).date() == (ends_at - timedelta(microseconds=1)).astimezone(local).date():
        return i18n.clock_time(ends_at, zone, language)
    return i18n.moment(ends_at, zone, language)


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _line(texts: Texts, language: str) -> str:
    text = texts if isinstance(texts, str) else i18n.localized(texts, language)
    return " ".join(text.split())

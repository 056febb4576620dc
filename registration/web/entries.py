"""A roundtable as the public pages show it: its day, and where it stands in words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import gettext as _
from flask_babel import ngettext

from registration import i18n
from registration.models.roundtables import Attribution, Roundtable
from registration.queries.programme import Listed
from registration.rules import standing
from registration.rules.standing import Admission, Standing
from registration.words.statuses import STANDINGS


@dataclass(frozen=True)
class Rail:
    """The day at the edge of a listing, in the reader's language. `year` only when it is not this one."""

    iso: str
    day: str
    month: str
    weekday: str
    year: str | None


@dataclass(frozen=True)
class Entry:
    listed: Listed
    rail: Rail | None
    words: str
    closes_at: datetime | None
    # Shown to organizers before it is public: no way leads further.
    is_preview: bool = False

    @property
    def roundtable(self) -> Roundtable:
        return self.listed.roundtable

    @property
    def standing(self) -> Standing:
        return self.listed.standing

    @property
    def takes_registrations(self) -> bool:
        return self.listed.takes_registrations and not self.is_preview

    @property
    def is_private(self) -> bool:
        """Whether search engines and share links are kept away."""
        off_the_record = self.roundtable.attribution is Attribution.OFF_THE_RECORD
        return off_the_record or self.roundtable.admission_in_all is Admission.INVITATION


def entry(listed: Listed, language: str, now: datetime) -> Entry:
    closes_at = _closes_at(listed)
    return Entry(listed, _rail(listed.roundtable, language, now), _words(listed, closes_at, now), closes_at)


def entries(listed: list[Listed], language: str, now: datetime) -> list[Entry]:
    return [entry(one, language, now) for one in listed]


def _words(listed: Listed, closes_at: datetime | None, now: datetime) -> str:
    """Where it stands; near the end in days as people count them, by the calendar of the meeting's city."""
    if listed.standing is not Standing.CLOSING_SOON or closes_at is None:
        return str(STANDINGS[listed.standing])
    zone = ZoneInfo(listed.roundtable.zone)
    days = (closes_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days == 0:
        return _("Closes today")
    if days == 1:
        return _("Closes tomorrow")
    return ngettext("Closes in %(num)d day", "Closes in %(num)d days", days)


def _closes_at(listed: Listed) -> datetime | None:
    if not listed.takes_registrations:
        return None
    return standing.closes_at(listed.roundtable.facts(cap=listed.cap, taken=listed.taken))


def _rail(roundtable: Roundtable, language: str, now: datetime) -> Rail | None:
    if roundtable.starts_at is None:
        return None
    zone, locale = ZoneInfo(roundtable.zone), i18n.locale(language)
    local = roundtable.starts_at.astimezone(zone).date()
    return Rail(
        iso=local.isoformat(),
        day=str(local.day),
        month=format_date(local, "MMMM", locale=locale),
        weekday=format_date(local, "EEEE", locale=locale),
        year=None if local.year == now.astimezone(zone).year else str(local.year),
    )

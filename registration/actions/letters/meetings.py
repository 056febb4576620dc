"""What a letter says about a roundtable: which one, when by the clock of its city, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask_babel import gettext as _

from registration import links
from registration.actions.letters.answers import Fact
from registration.models.roundtables import Attribution, Roundtable
from registration.words import choices, meetings


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


class Takes(Protocol):
    """When and where something takes place: a roundtable, or what it is about to become."""

    @property
    def starts_at(self) -> datetime | None: ...
    @property
    def ends_at(self) -> datetime | None: ...
    @property
    def zone(self) -> str: ...
    @property
    def mode(self) -> str: ...
    @property
    def cities(self) -> dict[str, str]: ...
    @property
    def venues(self) -> dict[str, str]: ...


@dataclass(frozen=True)
class Change:
    """Something that was otherwise before."""

    label: str
    before: str
    now: str


def meeting(roundtable: Roundtable, language: str, *, mode: str | None = None) -> Meeting:
    """The roundtable for somebody who attends in this mode, or for anybody."""
    return Meeting(
        title=meetings.line(roundtable.titles, language),
        series=meetings.line(roundtable.series.titles, language),
        when=meetings.when(roundtable.starts_at, roundtable.ends_at, roundtable.zone, language),
        place=meetings.place(roundtable.cities, roundtable.venues, mode or roundtable.mode, language),
        attribution_rule=str(choices.ATTRIBUTION_RULES[roundtable.attribution]),
        unnamed=roundtable.attribution is Attribution.OFF_THE_RECORD,
        page=links.roundtable(roundtable.slug, language),
    )


def changes(before: Mapping[str, Any], roundtable: Takes, language: str) -> list[Change]:
    """What is otherwise than in `before`: starts_at and ends_at in ISO 8601, zone, cities, venues, mode."""
    mode = str(before.get("mode") or roundtable.mode)
    then = (
        Fact(
            _("When"),
            meetings.when(
                _moment(before.get("starts_at")),
                _moment(before.get("ends_at")),
                str(before.get("zone") or roundtable.zone),
                language,
            ),
        ),
        Fact(_("Where"), meetings.place(before.get("cities"), before.get("venues"), mode, language)),
    )
    today = (
        meetings.when(roundtable.starts_at, roundtable.ends_at, roundtable.zone, language),
        meetings.place(roundtable.cities, roundtable.venues, roundtable.mode, language),
    )
    return [
        Change(fact.label, fact.value, now)
        for fact, now in zip(then, today, strict=True)
        if fact.value != now
    ]


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None

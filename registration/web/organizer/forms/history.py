"""What of the history is wanted: about whom, what, by whom, from which day to which."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import DateField, SelectField, StringField

from registration.models.audit import Actor
from registration.models.organizers import Organizer
from registration.queries.history import Filters
from registration.rules.history import Topic
from registration.rules.verbs import Verb
from registration.web.examples import with_example
from registration.web.forms.form import Form
from registration.web.forms.form import lazy as _
from registration.web.organizer.filters import LONGEST_SEARCH
from registration.web.organizer.forms.choosing import options
from registration.words import history, verbs

_EARLIEST, _LATEST = 1970, 2100


class Day(DateField):
    """A day of the calendar; `data` is None for anything else."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            found = date.fromisoformat(valuelist[0].strip())
        except ValueError:
            found = None
        if found is None or not _EARLIEST <= found.year <= _LATEST:
            raise ValueError(with_example(gettext("Enter a day, for instance %(example)s"), "2027-03-15"))
        self.data = found


class HistoryForm(Form):
    q = StringField(_("Name or organization of a person"))
    action = SelectField(_("What"), validate_choice=False)
    by = SelectField(_("By whom"), validate_choice=False)
    since = Day(_("From this day"))
    until = Day(_("Up to this day"))

    def __init__(self, asked: "MultiDict[str, str]", actors: list[Organizer]) -> None:
        super().__init__(formdata=asked)
        self._actors = {str(one.id): one for one in actors}
        self.action.choices = [*options([("", gettext("Everything"))]), *_actions()]
        self.by.choices = [
            *options([("", gettext("Everybody"))]),
            *options(_OTHERS.items()),
            *options(
                [(key, one.name or one.email) for key, one in self._actors.items()],
                group=gettext("Organizers"),
            ),
        ]

    def is_in_order(self) -> bool:
        """Whether its days are days, in their order."""
        fine = bool(self.validate())
        if fine and self.since.data and self.until.data and self.until.data < self.since.data:
            self.refuse("until", gettext("Enter a day that is not before the first one"))
            return False
        return fine

    def filters(self, zone: str, person: str | None) -> Filters:
        """By the calendar of the zone, both days included. What it does not know it does not mind."""
        verbs_wanted, downloads = _verbs(self.action.data or "")
        last = self.until.data + timedelta(days=1) if self.until.data else None
        return Filters(
            verbs=verbs_wanted,
            downloads=downloads,
            search=(self.q.data or "")[:LONGEST_SEARCH],
            person=person,
            by=self._by(),
            begins=_midnight(self.since.data, zone),
            ends=_midnight(last, zone),
        )

    def as_address(self) -> dict[str, str]:
        """What leads to the same part of the history again."""
        raw = {field.name: field.raw_data[0] for field in self if field.raw_data}
        return {name: value for name, value in raw.items() if value}

    def _by(self) -> int | Actor | None:
        wanted = self.by.data or ""
        if wanted in self._actors:
            return int(wanted)
        return Actor(wanted) if wanted in _OTHERS else None


def _actions() -> list[Any]:
    """Every topic, and under it each of its deeds."""
    found = []
    for topic, words in history.TOPICS.items():
        deeds = [(verb, verbs.VERBS[verb]) for verb in history.SENTENCES.get(topic, {})]
        found += options([(topic, gettext("All of: %(topic)s", topic=words)), *deeds], group=str(words))
    return found


def _verbs(wanted: str) -> tuple[frozenset[Verb] | None, bool]:
    """The verbs of an option, and whether downloads belong to it."""
    if wanted in set(Topic):
        topic = Topic(wanted)
        return frozenset(history.SENTENCES.get(topic, {})), topic is Topic.LISTS
    return (frozenset({Verb(wanted)}), False) if wanted in set(Verb) else (None, True)


def _midnight(day: date | None, zone: str) -> datetime | None:
    return datetime.combine(day, time.min, ZoneInfo(zone)) if day else None


_OTHERS = {
    Actor.PERSON: _("The people themselves"),
    Actor.SYSTEM: _("Automatically"),
    Actor.OPERATOR: _("The operator of this site"),
}

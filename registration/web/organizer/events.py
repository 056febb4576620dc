"""Entries of the history as they are read: what happened, who did it, to whom."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from registration import i18n
from registration.actions.answers import PREFIX
from registration.models.audit import Actor, AuditEntry
from registration.queries import questions
from registration.queries.history import Event
from registration.rules.verbs import Verb
from registration.web import languages
from registration.web.organizer.groups import Groups
from registration.words import columns, fields, roundtables, statuses, verbs

_LABELS = {**fields.NAMES, **roundtables.LABELS, "invited_by": columns.COLUMNS["invited_by"]}
# What names a question of a roundtable's own in an entry.
_OWN = re.compile(rf"'{PREFIX}|'question'")


@dataclass(frozen=True)
class Described:
    """`name` and `public_id` are those of the registration it is about, if any."""

    at: datetime
    words: str
    by: str
    note: str
    name: str = ""
    public_id: str = ""


def described(events: Iterable[Event], groups: Groups, zone: str) -> list[Described]:
    """In the names of groups and the clock of one roundtable."""
    events = list(events)
    own = _own_labels(events)
    return [
        Described(
            event.entry.at,
            _words(event.entry),
            _actor(event.entry),
            _note(event.entry, groups, zone, own),
            event.registration.full_name if event.registration else "",
            event.registration.public_id if event.registration else "",
        )
        for event in events
    ]


def _actor(entry: AuditEntry) -> str:
    match entry.actor:
        case Actor.ORGANIZER if entry.organizer is not None:
            return entry.organizer.name or entry.organizer.email
        case Actor.PERSON:
            return _("the person registered")
        case Actor.OPERATOR:
            return _("the operator of this site")
        case _:
            return _("automatically")


def _words(entry: AuditEntry) -> str:
    if entry.verb is Verb.SEATED_OVER_LIMIT and "group" not in entry.details:
        return _("Confirmed at once by an organizer")
    return str(verbs.VERBS[entry.verb])


def _own_labels(events: list[Event]) -> dict[str, str]:
    """What the roundtable's own questions are called, if any of these events names one."""
    about = [event.entry for event in events if _OWN.search(str(event.entry.details))]
    if not about or about[0].roundtable_id is None:
        return {}
    labels = questions.labels(about[0].roundtable_id)
    return {PREFIX + key: i18n.localized(texts, languages.current()) for key, texts in labels.items()}


def _note(entry: AuditEntry, groups: Groups, zone: str, own: Mapping[str, str]) -> str:
    """What the codes of an entry say: the status given, the answers changed, the letter sent, the limit."""
    details = entry.details or {}
    if entry.verb in _NOTES:
        return _NOTES[entry.verb](details, groups, zone)
    if status := details.get("status"):
        return str(statuses.STATUSES[status])
    if changed := details.get("fields"):
        named = (own.get(name) or _LABELS.get(name) for name in changed)
        return _(", ").join(str(name) for name in named if name)
    if question := details.get("question"):
        return _question(own.get(PREFIX + question, question), details)
    if letter := details.get("letter"):
        return str(statuses.LETTERS[letter])
    return ""


def _question(called: str, details: dict[str, Any]) -> str:
    if "number" not in details:
        return called
    return ngettext(
        "%(question)s: %(num)s answer", "%(question)s: %(num)s answers", details["number"], question=called
    )


def _released(details: dict[str, Any], groups: Groups, _zone: str) -> str:
    return ngettext(
        "%(group)s: %(num)s seat",
        "%(group)s: %(num)s seats",
        details["seats"],
        group=groups.name(*details["group"]),
    )


def _limits(details: dict[str, Any], groups: Groups, _zone: str) -> str:
    return " ".join(_limit(groups.name(kind, key), cap, floor) for kind, key, cap, floor in details["limits"])


def _limit(group: str, cap: int | None, floor: int | None) -> str:
    if cap is None and floor is None:
        return _("%(group)s: no limit.", group=group)
    if floor is None:
        return _("%(group)s: at most %(cap)s.", group=group, cap=cap)
    if cap is None:
        return _("%(group)s: %(floor)s kept free.", group=group, floor=floor)
    return _("%(group)s: at most %(cap)s, %(floor)s kept free.", group=group, cap=cap, floor=floor)


def _over(details: dict[str, Any], groups: Groups, _zone: str) -> str:
    if "group" not in details or not groups.numbers:
        return ""
    return _limit(groups.name(*details["group"]), details["cap"], None)


def _priority(details: dict[str, Any], _groups: Groups, _zone: str) -> str:
    return _("Before the others") if details["priority"] else _("In the usual order")


def _scheduled(details: dict[str, Any], _groups: Groups, zone: str) -> str:
    return i18n.moment(datetime.fromisoformat(details["publish_at"]), zone, languages.current())


def _until(details: dict[str, Any], _groups: Groups, zone: str) -> str:
    ends_at = datetime.fromisoformat(details["ends_at"])
    return _("Until %(moment)s", moment=i18n.moment(ends_at, zone, languages.current()))


_NOTES: dict[Verb, Callable[[dict[str, Any], Groups, str], str]] = {
    Verb.SEATS_RELEASED: _released,
    Verb.LIMITS_CHANGED: _limits,
    Verb.SEATED_OVER_LIMIT: _over,
    Verb.PRIORITY_CHANGED: _priority,
    Verb.OFFERED: _until,
    Verb.PUBLICATION_SCHEDULED: _scheduled,
}

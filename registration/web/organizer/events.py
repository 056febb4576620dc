"""Entries of the history as they are read: what happened, who did it, to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from registration.models.audit import Actor, AuditEntry
from registration.queries.history import Event
from registration.words import fields, roundtables, statuses, verbs

_LABELS = {**fields.NAMES, **roundtables.LABELS}


@dataclass(frozen=True)
class Described:
    """`name` and `public_id` are those of the registration it is about, if any."""

    at: datetime
    words: str
    by: str
    note: str
    name: str = ""
    public_id: str = ""


def described(events: Iterable[Event]) -> list[Described]:
    return [
        Described(
            event.entry.at,
            str(verbs.VERBS[event.entry.verb]),
            _actor(event.entry),
            _note(event.entry),
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


def _note(entry: AuditEntry) -> str:
    """What the codes of an entry say: the status given, the answers changed, the letter sent."""
    details = entry.details or {}
    if status := details.get("status"):
        return str(statuses.STATUSES[status])
    if changed := details.get("fields"):
        return _(", ").join(str(_LABELS[name]) for name in changed if name in _LABELS)
    if letter := details.get("letter"):
        return str(statuses.LETTERS[letter])
    return ""

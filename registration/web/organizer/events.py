"""The history as it is read: sentences with the names of who did what to whom, and what else the record says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from registration import i18n
from registration.actions.answers import PREFIX
from registration.models.audit import Actor, AuditEntry
from registration.models.downloads import Download
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries.history import Event
from registration.rules.seats import Kind
from registration.rules.verbs import ABOUT_INVITATIONS, Verb
from registration.web import languages
from registration.web.organizer import event_names
from registration.web.organizer.event_names import Known
from registration.web.organizer.groups import Groups
from registration.words import columns, fields, history, roundtables, statuses

_LABELS = {**fields.NAMES, **roundtables.LABELS, "invited_by": columns.COLUMNS["invited_by"]}


@dataclass(frozen=True)
class Described:
    """A sentence with places for names, and the names; `aside` is who did it where the sentence does not say so."""

    at: datetime
    sentence: str
    actor: str
    organizer: str
    aside: str
    note: str
    registration: Registration | None
    roundtable: Roundtable | None


def described(
    events: Iterable[Event], groups: Groups, zone: str, *, of_one_invitation: bool = False
) -> list[Described]:
    """In the names of groups and the clock of one roundtable; `of_one_invitation`: nobody has to say of which."""
    events = list(events)
    known = event_names.known(events)
    if of_one_invitation:
        known = replace(known, invitees={})
    return [
        _download(event, event.entry, groups)
        if isinstance(event.entry, Download)
        else _entry(event, event.entry, groups, zone, known)
        for event in events
    ]


def _entry(event: Event, entry: AuditEntry, groups: Groups, zone: str, known: Known) -> Described:
    sentence, aside = _sentence(entry)
    return Described(
        at=entry.at,
        sentence=sentence,
        actor=event_names.name(entry.organizer) if entry.organizer else "",
        organizer=known.accounts.get((entry.details or {}).get("organizer", 0)) or str(history.SOMEBODY),
        aside=aside,
        note=_note(entry, groups, zone, known),
        registration=event.registration,
        roundtable=event.roundtable,
    )


def _sentence(entry: AuditEntry) -> tuple[str, str]:
    """The sentence, and who did it where the sentence does not say so."""
    found = history.BY_VERB[entry.verb]
    if entry.verb is Verb.SEATED_OVER_LIMIT and "group" not in entry.details:
        found = history.SEATED_AT_ONCE
    match entry.actor:
        case Actor.ORGANIZER if entry.organizer is not None and found.by:
            return str(found.by), ""
        case Actor.ORGANIZER if entry.organizer is not None:
            return str(found.plain), event_names.name(entry.organizer)
        case Actor.PERSON:
            return str(found.themselves or found.plain), ""
        case Actor.OPERATOR:
            return str(found.plain), _("the operator of this site")
        case _:
            return str(found.plain), _("automatically")


def _download(event: Event, download: Download, groups: Groups) -> Described:
    names = {
        # Filled in by the template, so that names stay inert.
        "actor": "%(actor)s",
        "list": str(history.LISTS.get(download.preset, download.preset)),
        "format": download.extension.upper(),
    }
    if download.rows is None:
        sentence = _("%(actor)s began to download the list “%(list)s” (%(format)s)", **names)
    else:
        sentence = ngettext(
            "%(actor)s downloaded the list “%(list)s” (%(format)s): %(num)s row",
            "%(actor)s downloaded the list “%(list)s” (%(format)s): %(num)s rows",
            download.rows,
            **names,
        )
    return Described(
        at=download.at,
        sentence=sentence,
        actor=event_names.name(download.organizer),
        organizer="",
        aside="",
        note=_narrowed(download.options, groups),
        registration=None,
        roundtable=event.roundtable,
    )


def _narrowed(options: Mapping[str, Any], groups: Groups) -> str:
    """By which filters a list was narrowed; the words searched for are not on record."""
    said = []
    if status := options.get("status"):
        said.append(str(statuses.STATUSES.get(status, status)))
    if kind := options.get("type"):
        said.append(groups.name(Kind.STAKEHOLDER_TYPE, kind))
    if options.get("q"):
        said.append(_("a search"))
    return _("Only: %(filters)s", filters=_(", ").join(said)) if said else ""


def _note(entry: AuditEntry, groups: Groups, zone: str, known: Known) -> str:
    """What the codes of an entry say: the status given, the answers changed, the letter sent, the limit."""
    details, own = entry.details or {}, known.questions.get(entry.roundtable_id, {})
    if entry.verb in ABOUT_INVITATIONS:
        return known.invitees.get(details.get("invitation", 0), "")
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

"""The daily digest of an organizer: numbers and addresses, no names."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from registration import links
from registration.extensions import db
from registration.i18n import localized
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.words import choices, meetings


@dataclass(frozen=True)
class Note:
    """One thing that happened, and where to see it."""

    words: str
    link: str


@dataclass(frozen=True)
class Part:
    """What happened in one roundtable."""

    title: str
    when: str
    link: str
    notes: list[Note]


def parts(facts: dict[str, Any], language: str) -> list[Part]:
    """In the order of the digest; a roundtable that is gone is left out."""
    found = [(db.session.get(Roundtable, one["roundtable"]), one) for one in facts["roundtables"]]
    return [_part(roundtable, one, language) for roundtable, one in found if roundtable is not None]


def _part(roundtable: Roundtable, facts: dict[str, Any], language: str) -> Part:
    table = links.organizers(roundtable.slug, "registrations")
    notes = []
    if number := facts.get("new"):
        words = ngettext("%(num)s new registration", "%(num)s new registrations", number)
        notes.append(Note(words, f"{table}?sort=newest"))
    if number := facts.get("pending"):
        words = ngettext("%(num)s of them awaits approval", "%(num)s of them await approval", number)
        notes.append(Note(words, f"{table}?status=pending&sort=oldest"))
    if number := facts.get("withdrawn"):
        words = ngettext("%(num)s withdrawal", "%(num)s withdrawals", number)
        notes.append(Note(words, f"{table}?status=withdrawn"))
    for kind, key in facts.get("full", []):
        words = _("Limit reached: %(group)s", group=_group(kind, key, language))
        notes.append(Note(words, links.organizers(roundtable.slug, "seats")))
    if number := facts.get("failed"):
        words = ngettext(
            "%(num)s letter could not be delivered", "%(num)s letters could not be delivered", number
        )
        notes.append(Note(words, table))
    return Part(
        title=meetings.line(roundtable.titles, language),
        when=meetings.when(roundtable.starts_at, roundtable.ends_at, roundtable.zone, language),
        link=links.organizers(roundtable.slug),
        notes=notes,
    )


def _group(kind: str, key: str, language: str) -> str:
    if kind == "mode":
        return str(choices.MODES[key])
    if kind == "stakeholder_type":
        found = db.session.scalar(select(StakeholderType).where(StakeholderType.code == key))
        return localized(found.names, language) if found else key
    return _("All seats")

"""Names that entries of the history keep as numbers or keys."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from registration import i18n
from registration.actions.answers import PREFIX
from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.queries import questions
from registration.queries.history import Event
from registration.web import languages

# What names a question of a roundtable's own in an entry.
_OWN = re.compile(rf"'{PREFIX}|'question'")


@dataclass(frozen=True)
class Known:
    """Of accounts and addressees of invitations by their ids, and of each roundtable's own questions by their keys."""

    accounts: Mapping[int, str]
    invitees: Mapping[int, str]
    questions: Mapping[int | None, Mapping[str, str]]


def known(events: Iterable[Event]) -> Known:
    """All that these events need."""
    entries = [event.entry for event in events if isinstance(event.entry, AuditEntry)]
    return Known(_accounts(entries), _invitees(entries), _own_labels(entries))


def name(organizer: Organizer) -> str:
    return organizer.name or organizer.email


def _accounts(entries: list[AuditEntry]) -> dict[int, str]:
    ids = _named(entries, "organizer")
    if not ids:
        return {}
    rows = db.session.execute(
        select(Organizer.id, Organizer.name, Organizer.email).where(Organizer.id.in_(ids))
    )
    return {key: name or email for key, name, email in rows}


def _invitees(entries: list[AuditEntry]) -> dict[int, str]:
    ids = _named(entries, "invitation")
    if not ids:
        return {}
    found = db.session.scalars(select(Invitation).where(Invitation.id.in_(ids)))
    return {one.id: one.addressee or one.delegation_label(languages.current()) for one in found}


def _named(entries: list[AuditEntry], key: str) -> set[int]:
    """Every number under this key."""
    found = (entry.details.get(key) for entry in entries if entry.details)
    return {number for number in found if isinstance(number, int)}


def _own_labels(entries: list[AuditEntry]) -> dict[int | None, dict[str, str]]:
    """What the own questions of each roundtable are called, of which any of these entries names one."""
    about = {entry.roundtable_id for entry in entries if _OWN.search(str(entry.details))} - {None}
    return {
        roundtable_id: {
            PREFIX + key: i18n.localized(texts, languages.current())
            for key, texts in questions.labels(roundtable_id).items()
        }
        for roundtable_id in about
        if roundtable_id is not None
    }

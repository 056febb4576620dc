"""Words for how the members of each stakeholder type come in, and when: a line where it is otherwise than for all."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from registration.i18n import localized, moment
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import standing
from registration.rules.standing import Admission, Facts, Standing


class Note(StrEnum):
    BY_INVITATION = "by_invitation"
    CLOSED = "closed"
    OPENS = "opens"
    CLOSES = "closes"
    BY_APPROVAL = "by_approval"
    NOT_OPEN = "not_open"


# The names of groups stand apart from the sentence: in most languages they would have to change inside of it.
NOTES = {
    Note.BY_INVITATION: _("%(groups)s: by invitation only"),
    Note.CLOSED: _("%(groups)s: registration closed on %(moment)s"),
    Note.OPENS: _("%(groups)s: registration opens on %(moment)s"),
    Note.CLOSES: _("%(groups)s: registration closes on %(moment)s"),
    Note.BY_APPROVAL: _("%(groups)s: the organizers approve each registration"),
    Note.NOT_OPEN: _("%(groups)s: not open for registration"),
}
ALL_BY_APPROVAL = _("The organizers approve each registration")

_WHY_CLOSED = {
    Standing.BY_INVITATION: Note.BY_INVITATION,
    Standing.CLOSED: Note.CLOSED,
    Standing.NOT_YET_OPEN: Note.OPENS,
}

Said = tuple[Note, datetime | None]


def why_closed(roundtable: Roundtable, kind: StakeholderType, *, at: datetime, language: str) -> str:
    """Why nobody of this type can register now."""
    facts = roundtable.facts_of_type(kind.id)
    note = _WHY_CLOSED.get(standing.standing(facts, at), Note.NOT_OPEN)
    return _sentence((note, _moment(note, facts)), [kind], roundtable, language)


def by_approval(kind: StakeholderType, language: str) -> str:
    """That organizers have a say in who belongs to this group."""
    return str(NOTES[Note.BY_APPROVAL]) % {"groups": localized(kind.names, language)}


def exceptions(
    roundtable: Roundtable, kinds: list[StakeholderType], *, at: datetime, language: str
) -> list[str]:
    """What whoever is about to register should know: that organizers approve, and what differs by type."""
    all_by_approval = _all_by_approval(roundtable, kinds)
    found: dict[Said, list[StakeholderType]] = {}
    for kind in kinds:
        for said in _said(roundtable, kind, at):
            if not (all_by_approval and said[0] is Note.BY_APPROVAL):
                found.setdefault(said, []).append(kind)
    lines = [_sentence(said, groups, roundtable, language) for said, groups in found.items()]
    return [str(ALL_BY_APPROVAL), *lines] if all_by_approval else lines


def _all_by_approval(roundtable: Roundtable, kinds: list[StakeholderType]) -> bool:
    admissions = {roundtable.terms(kind.id).admission for kind in kinds} - {Admission.INVITATION}
    return admissions == {Admission.APPROVAL}


def _said(roundtable: Roundtable, kind: StakeholderType, at: datetime) -> Iterator[Said]:
    facts, of_all = roundtable.facts_of_type(kind.id), roundtable.facts(cap=None, taken=0)
    if facts.admission is Admission.INVITATION:
        yield Note.BY_INVITATION, None
        return
    if facts.admission is Admission.APPROVAL:
        yield Note.BY_APPROVAL, None
    if facts.opens_at is not None and facts.opens_at != of_all.opens_at and at < facts.opens_at:
        yield Note.OPENS, facts.opens_at
    if facts.closes_at != of_all.closes_at:
        closes_at = standing.closes_at(facts)
        yield (Note.CLOSED if closes_at <= at else Note.CLOSES), closes_at


def _moment(note: Note, facts: Facts) -> datetime | None:
    match note:
        case Note.CLOSED:
            return standing.closes_at(facts)
        case Note.OPENS:
            return facts.opens_at
        case _:
            return None


def _sentence(said: Said, kinds: list[StakeholderType], roundtable: Roundtable, language: str) -> str:
    note, at = said
    names = gettext(", ").join(localized(kind.names, language) for kind in kinds)
    return str(NOTES[note]) % {"groups": names, "moment": moment(at, roundtable.zone, language) if at else ""}

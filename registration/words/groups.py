"""What a group of participants is called, and what is said of limits on it that cannot all be meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import format_decimal as format_number
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from registration import i18n
from registration.data import entities, states
from registration.rules import fields
from registration.rules.contradictions import Contradiction, Problem
from registration.rules.delegations import rule
from registration.rules.seats import EVERYONE, Group, Kind
from registration.words import choices

ALL_SEATS = _("All seats")
# A limit on every delegation of a kind.
RULES = {
    EVERYONE: _("Each delegation"),
    rule(fields.STATE): _("Each state"),
    rule(fields.UN_ENTITY): _("Each United Nations entity"),
    rule(fields.ORGANIZATION): _("Each other organization"),
}


@dataclass(frozen=True)
class Names:
    """How groups are called in one language. `written`: organizations that take part, by the key of the delegation."""

    language: str
    types: Mapping[str, Mapping[str, str]]
    hosts: Mapping[str, Mapping[str, str]]
    written: Mapping[str, str] = field(default_factory=dict)

    def of(self, group: Group) -> str:
        match group.kind:
            case Kind.TOTAL:
                return str(ALL_SEATS)
            case Kind.MODE:
                return str(choices.MODES[group.key])
            case Kind.STAKEHOLDER_TYPE:
                return self._text(self.types, group.key)
            case Kind.HOST:
                return self._text(self.hosts, group.key)
            case Kind.DELEGATION:
                return self._delegation(group.key)

    def _text(self, texts: Mapping[str, Mapping[str, str]], key: str) -> str:
        return i18n.localized(texts[key], self.language) if key in texts else key

    def _delegation(self, key: str) -> str:
        if key in RULES:
            return str(RULES[key])
        kind, _colon, code = key.partition(":")
        if kind == fields.STATE.key:
            return states.name(code, self.language)
        if kind == fields.UN_ENTITY.key:
            return entities.entity_name(code, self.language)
        return self.written.get(key, code)


def contradiction(found: Contradiction, names: Names, *, starts_at: datetime | None, zone: str) -> str:
    """One sentence with the numbers."""
    group, cap, floor = names.of(found.group), format_number(found.cap), format_number(found.floor)
    match found.problem:
        case Problem.NEGATIVE:
            return gettext("%(group)s: a number of seats cannot be less than none", group=group)
        case Problem.TOO_LARGE:
            return gettext("%(group)s: the largest number is %(cap)s", group=group, cap=cap)
        case Problem.CAP_BELOW_FLOOR:
            return gettext(
                "%(group)s: at most %(cap)s, but %(floor)s are reserved. Raise the one or lower the other",
                group=group,
                cap=cap,
                floor=floor,
            )
        case Problem.FLOORS_ABOVE_TOTAL:
            return gettext(
                "%(group)s: %(floor)s are reserved in all, but there are only %(cap)s. "
                "Reserve fewer or raise the limit",
                group=group,
                cap=cap,
                floor=floor,
            )
        case Problem.RELEASE_AFTER_START:
            start = i18n.moment(starts_at, zone, names.language) if starts_at else ""
            return gettext(
                "%(group)s: reserved seats have to be released before the roundtable begins (%(start)s)",
                group=group,
                start=start,
            )

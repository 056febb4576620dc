"""What the groups of limits are called on organizers' pages, and a limit in numbers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from registration.data import entities, states
from registration.extensions import db
from registration.i18n import localized
from registration.models.organizations import Organization
from registration.models.registrations import Registration
from registration.queries import occupancy
from registration.rules.fields import ORGANIZATION, STATE, UN_ENTITY
from registration.rules.seats import EVERYONE, Kind
from registration.web import languages
from registration.words import choices

# Rules for every delegation of a kind, by the kind.
_EACH = {
    EVERYONE: lazy_gettext("Each delegation"),
    STATE.key: lazy_gettext("Each state"),
    UN_ENTITY.key: lazy_gettext("Each United Nations entity"),
    ORGANIZATION.key: lazy_gettext("Each organization"),
}


class Groups:
    """Names of groups in the reader's language; delegations as the people spelled them who belong to them."""

    def __init__(self, *people: Registration) -> None:
        self._language = languages.current()
        self._delegations = {one.delegation: one.delegation_label(self._language) for one in people}
        self._types = {kind.code: kind for kind in occupancy.stakeholder_types()}

    def name(self, kind: str, key: str) -> str:
        """By kind and key, as limits and the history keep them."""
        match kind:
            case Kind.MODE:
                return str(choices.MODES[key])
            case Kind.STAKEHOLDER_TYPE:
                found = self._types.get(key)
                return localized(found.names, self._language) if found else key
            case Kind.DELEGATION:
                return self._delegation(key)
            case Kind.HOST:
                return _("Invited by %(organization)s", organization=_short_name(key))
            case _:
                return _("All seats")

    def limit(self, decision: Mapping[str, Any]) -> str:
        """The limit that refused, in numbers; empty where none did."""
        if "kind" not in decision:
            return ""
        numbers = {
            "group": self.name(decision["kind"], str(decision["key"])),
            "taken": decision["taken"],
            "cap": decision["cap"],
        }
        if kept := decision.get("because_of_floors"):
            return ngettext(
                "%(group)s: %(taken)s of %(cap)s taken, and %(num)s kept for a group that is not yet represented.",
                "%(group)s: %(taken)s of %(cap)s taken, and %(num)s kept for groups that are not yet represented.",
                kept,
                **numbers,
            )
        return _("%(group)s: %(taken)s of %(cap)s taken.", **numbers)

    def _delegation(self, key: str) -> str:
        if key in self._delegations:
            return self._delegations[key]
        of, _colon, code = key.partition(":")
        if key == EVERYONE or code == EVERYONE:
            return str(_EACH[of])
        if of == STATE.key:
            return states.name(code, self._language)
        return entities.entity_name(code, self._language) if of == UN_ENTITY.key else code


def _short_name(key: str) -> str:
    found = db.session.get(Organization, int(key)) if key.isdecimal() else None
    return found.short_name if found else key

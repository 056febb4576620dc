"""What the groups of limits are called on organizers' pages, and a limit in numbers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.registrations import Registration
from registration.queries import occupancy
from registration.rules.seats import Group, Kind
from registration.web import languages
from registration.words.groups import Names


class Groups:
    """Names of groups in the reader's language; delegations as the people spelled them who belong to them."""

    def __init__(self, *people: Registration) -> None:
        language = languages.current()
        self._names = Names(
            language,
            {kind.code: kind.names for kind in occupancy.stakeholder_types()},
            hosts={},
            written={one.delegation: one.delegation_label(language) for one in people if one.delegation},
        )

    def name(self, kind: str, key: str) -> str:
        """By kind and key, as limits and the history keep them."""
        if kind == Kind.HOST:
            return _("Invited by %(organization)s", organization=_short_name(key))
        return self._names.of(Group(Kind(kind), key))

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


def _short_name(key: str) -> str:
    found = db.session.get(Organization, int(key)) if key.isdecimal() else None
    return found.short_name if found else key

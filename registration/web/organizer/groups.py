"""What the groups of limits are called on organizers' pages, and a limit in numbers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import occupancy, scope
from registration.rules.permissions import Permission
from registration.rules.seats import Group, Kind
from registration.web import access, languages
from registration.words.groups import Names


class Groups:
    """Names of groups in the reader's language; delegations as the people spelled them who belong to them.

    `numbers`: whether the reader may know how many seats are taken, by people outside of their reach too.
    """

    def __init__(self, *people: Registration | Invitation, numbers: bool) -> None:
        self.numbers = numbers
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
        """The limit that refused, in numbers; empty where none did, or where they are not for the reader."""
        if "kind" not in decision or not self.numbers:
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


def shown(roundtable: Roundtable, *people: Registration | Invitation) -> Groups:
    """As the person asking may see them."""
    numbers = scope.may(access.organizer(), roundtable, Permission.SEATS_VIEW)
    return Groups(*people, numbers=numbers)


def _short_name(key: str) -> str:
    found = db.session.get(Organization, int(key)) if key.isdecimal() else None
    return found.short_name if found else key

"""Who may do what, and about whom: permissions, roles, and the one table between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from registration.rules.statuses import Status


class Permission(StrEnum):
    """Named noun:verb. A page that needs none says so with SIGNED_IN."""

    SIGNED_IN = "account:use"
    PEOPLE_MANAGE = "people:manage"
    ROUNDTABLES_VIEW = "roundtables:view"
    ROUNDTABLES_EDIT = "roundtables:edit"
    ROUNDTABLES_PUBLISH = "roundtables:publish"
    SEATS_VIEW = "seats:view"
    HISTORY_VIEW = "history:view"
    REGISTRATIONS_VIEW = "registrations:view"
    REGISTRATIONS_CONTACT = "registrations:contact"
    REGISTRATIONS_DECIDE = "registrations:decide"
    REGISTRATIONS_EDIT = "registrations:edit"
    REGISTRATIONS_MAIL = "registrations:mail"
    ANSWERS_SENSITIVE = "answers:sensitive"
    LISTS_EXPORT = "lists:export"
    DOWNLOADS_VIEW = "downloads:view"


class Role(StrEnum):
    """What a person is in a convening organization.

    Exporting lists and reading sensitive answers are granted apart from the role.
    """

    OWNER = "owner"
    MANAGER = "manager"
    APPROVER = "approver"
    DOOR = "door"
    VIEWER = "viewer"


@dataclass(frozen=True)
class Reach:
    """About whom a permission is held: everybody, unless narrowed. Narrowed twice, both must hold."""

    stakeholder_type_id: int | None = None
    # The convening organization whose allotment of seats a person must belong to.
    host_id: int | None = None
    status: Status | None = None

    def includes(self, stakeholder_type_id: int, host_id: int | None, status: Status) -> bool:
        """Whether a registration with these facts is within it."""
        return (
            self.stakeholder_type_id in (None, stakeholder_type_id)
            and self.host_id in (None, host_id)
            and self.status in (None, status)
        )

    def covers(self, other: "Reach") -> bool:
        """Whether everybody in the other reach is in this one too."""
        return (
            self.stakeholder_type_id in (None, other.stakeholder_type_id)
            and self.host_id in (None, other.host_id)
            and self.status in (None, other.status)
        )


EVERYBODY = Reach()

# Which reaches a person has, each from one membership: whoever is in any of them.
Reaches = tuple[Reach, ...]


@dataclass(frozen=True)
class Grant:
    """What one membership says. Only an approver's can be limited to a stakeholder type or an allotment."""

    role: Role
    may_export: bool = False
    sees_sensitive: bool = False
    stakeholder_type_id: int | None = None
    host_id: int | None = None

    @property
    def reach(self) -> Reach:
        """The door sees those who are expected; a limited approver those of one type or one allotment."""
        status = Status.CONFIRMED if self.role is Role.DOOR else None
        return Reach(self.stakeholder_type_id, self.host_id, status)

    @property
    def allowed(self) -> frozenset[Permission]:
        """Everything it grants. Numbers about all are only for those who reach everybody."""
        granted = set(ALLOWED[self.role])
        if self.reach != EVERYBODY:
            granted -= _ABOUT_ALL
        if self.may_export:
            granted.add(Permission.LISTS_EXPORT)
        if self.sees_sensitive:
            granted.add(Permission.ANSWERS_SENSITIVE)
        return frozenset(granted)


def covered(wanted: Iterable[Reach], held: Reaches) -> bool:
    """Whether everybody in the wanted reaches is in one of those held."""
    return all(any(one.covers(reach) for one in held) for reach in wanted)


_ABOUT_ALL = frozenset({Permission.SEATS_VIEW, Permission.HISTORY_VIEW})

_SEE = {Permission.SIGNED_IN, Permission.ROUNDTABLES_VIEW, Permission.REGISTRATIONS_VIEW}
_VIEW = _SEE | _ABOUT_ALL
_APPROVE = _SEE | {
    Permission.SEATS_VIEW,
    Permission.REGISTRATIONS_CONTACT,
    Permission.REGISTRATIONS_DECIDE,
}
_MANAGE = (
    _VIEW
    | _APPROVE
    | {
        Permission.ROUNDTABLES_EDIT,
        Permission.ROUNDTABLES_PUBLISH,
        Permission.REGISTRATIONS_EDIT,
        Permission.REGISTRATIONS_MAIL,
    }
)

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(_MANAGE | {Permission.DOWNLOADS_VIEW, Permission.PEOPLE_MANAGE}),
    Role.MANAGER: frozenset(_MANAGE),
    Role.APPROVER: frozenset(_APPROVE),
    Role.DOOR: frozenset(_SEE),
    Role.VIEWER: frozenset(_VIEW),
}

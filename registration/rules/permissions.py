"""Who may do what: permissions, roles, and the one table between them."""

from enum import StrEnum


class Permission(StrEnum):
    """Named noun:verb. A page that needs none says so with SIGNED_IN."""

    SIGNED_IN = "account:use"
    ROUNDTABLES_VIEW = "roundtables:view"
    ROUNDTABLES_EDIT = "roundtables:edit"
    ROUNDTABLES_PUBLISH = "roundtables:publish"
    REGISTRATIONS_VIEW = "registrations:view"
    REGISTRATIONS_CONTACT = "registrations:contact"
    REGISTRATIONS_EDIT = "registrations:edit"
    LISTS_EXPORT = "lists:export"
    DOWNLOADS_VIEW = "downloads:view"
    PEOPLE_MANAGE = "people:manage"


class Role(StrEnum):
    """What a person is in a convening organization. Exporting lists is granted apart from the role."""

    OWNER = "owner"
    MANAGER = "manager"
    VIEWER = "viewer"


_VIEW = {Permission.SIGNED_IN, Permission.ROUNDTABLES_VIEW, Permission.REGISTRATIONS_VIEW}
_MANAGE = _VIEW | {
    Permission.ROUNDTABLES_EDIT,
    Permission.ROUNDTABLES_PUBLISH,
    Permission.REGISTRATIONS_CONTACT,
    Permission.REGISTRATIONS_EDIT,
}

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(_MANAGE | {Permission.DOWNLOADS_VIEW, Permission.PEOPLE_MANAGE}),
    Role.MANAGER: frozenset(_MANAGE),
    Role.VIEWER: frozenset(_VIEW),
}


def allowed(role: Role, *, may_export: bool) -> frozenset[Permission]:
    """Everything a membership grants."""
    return ALLOWED[role] | ({Permission.LISTS_EXPORT} if may_export else frozenset())

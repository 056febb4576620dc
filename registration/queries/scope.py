"""What an organizer may see. Every organizers' page finds its rows here: what one may not see is not found."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Part, Roundtable, RoundtableOrganization
from registration.models.series import Series
from registration.rules import permissions
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound


def organizations(organizer: Organizer, permission: Permission) -> list[int]:
    """The ids of the organizations in which the organizer holds the permission."""
    return [
        membership.organization_id
        for membership in organizer.memberships
        if permission in permissions.allowed(membership.role, may_export=membership.may_export)
    ]


def organization(organizer: Organizer, slug: str, permission: Permission) -> Organization:
    """One of them. Raises NotFound."""
    found = db.session.scalar(
        select(Organization).where(
            Organization.slug == slug, Organization.id.in_(organizations(organizer, permission))
        )
    )
    if found is None:
        raise NotFound
    return found


def roundtables(organizer: Organizer, permission: Permission) -> Select[Roundtable]:
    """The roundtables convened by those organizations, to be narrowed further."""
    convened = select(RoundtableOrganization.roundtable_id).where(
        RoundtableOrganization.part == Part.CONVENOR,
        RoundtableOrganization.organization_id.in_(organizations(organizer, permission)),
    )
    return select(Roundtable).where(Roundtable.id.in_(convened))


def roundtable(organizer: Organizer, slug: str, permission: Permission) -> Roundtable:
    """One of them. Raises NotFound."""
    found = db.session.scalar(roundtables(organizer, permission).where(Roundtable.slug == slug))
    if found is None:
        raise NotFound
    return found


def registration(organizer: Organizer, slug: str, public_id: str, permission: Permission) -> Registration:
    """A registration for one of them. Raises NotFound."""
    found = db.session.scalar(
        select(Registration)
        .options(joinedload(Registration.roundtable))
        .where(
            Registration.public_id == public_id,
            Registration.roundtable_id == roundtable(organizer, slug, permission).id,
        )
    )
    if found is None:
        raise NotFound
    return found


def may(organizer: Organizer, roundtable: Roundtable, permission: Permission) -> bool:
    """Whether the permission reaches this roundtable: what a page offers, and which fields it shows."""
    held = set(organizations(organizer, permission))
    return any(organization.id in held for organization in roundtable.convenors)


def series(organizer: Organizer, permission: Permission) -> list[Series]:
    """The series in which the organizer has a roundtable."""
    mine = roundtables(organizer, permission).with_only_columns(Roundtable.series_id)
    return list(db.session.scalars(select(Series).where(Series.id.in_(mine)).order_by(Series.slug)))

"""What an organizer may see. Every organizers' page finds its rows here: what one may not see is not found."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Part, Roundtable, RoundtableOrganization
from registration.models.series import Series, series_organizations
from registration.rules import permissions
from registration.rules.permissions import EVERYBODY, Permission, Reach, Reaches
from registration.rules.refusals import NotFound


def organizations(organizer: Organizer, permission: Permission) -> list[int]:
    """The ids of the organizations in which the organizer holds the permission."""
    return [
        membership.organization_id
        for membership in organizer.memberships
        if permission in membership.grant.allowed
    ]


def managed(organizer: Organizer, permission: Permission) -> Select[Organization]:
    """Those organizations, and those they have set up that have nobody of their own yet."""
    own = organizations(organizer, permission)
    deserted = ~exists().where(Membership.organization_id == Organization.id)
    return select(Organization).where(
        or_(Organization.id.in_(own), and_(Organization.set_up_by_id.in_(own), deserted))
    )


def organization(organizer: Organizer, slug: str, permission: Permission) -> Organization:
    """One of them. Raises NotFound."""
    found = db.session.scalar(managed(organizer, permission).where(Organization.slug == slug))
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


def reaches(organizer: Organizer, roundtable: Roundtable, permission: Permission) -> Reaches:
    """About whom of this roundtable the organizer holds the permission; empty where it is not held at all."""
    convenors = {organization.id for organization in roundtable.convenors}
    grants = [held.grant for held in organizer.memberships if held.organization_id in convenors]
    found = {grant.reach for grant in grants if permission in grant.allowed}
    return (EVERYBODY,) if EVERYBODY in found else tuple(found)


def within(reaches: Reaches, table: type[Registration] = Registration) -> ColumnElement[bool]:
    """The condition that keeps a query to the people in any of these reaches; `table` may be an alias."""
    return true() if EVERYBODY in reaches else or_(false(), *(_condition(reach, table) for reach in reaches))


def _condition(reach: Reach, table: type[Registration]) -> ColumnElement[bool]:
    narrowed = {
        table.stakeholder_type_id: reach.stakeholder_type_id,
        table.host_id: reach.host_id,
        table.status: reach.status,
    }
    return and_(true(), *(column == value for column, value in narrowed.items() if value is not None))


def invitations_within(reaches: Reaches) -> ColumnElement[bool]:
    """The condition that keeps a query to the invitations in any of these reaches."""
    return true() if EVERYBODY in reaches else or_(false(), *(_of_invitations(reach) for reach in reaches))


def _of_invitations(reach: Reach) -> ColumnElement[bool]:
    """Whoever sees only people who are expected sees no invitation: it is a question still."""
    if reach.status is not None:
        return false()
    narrowed = {
        Invitation.stakeholder_type_id: reach.stakeholder_type_id,
        Invitation.host_id: reach.host_id,
    }
    return and_(true(), *(column == value for column, value in narrowed.items() if value is not None))


def invitation(organizer: Organizer, slug: str, public_id: str, permission: Permission) -> Invitation:
    """An invitation for one of them, if the permission reaches it. Raises NotFound."""
    convened = roundtable(organizer, slug, permission)
    found = db.session.scalar(
        select(Invitation)
        .options(joinedload(Invitation.roundtable), joinedload(Invitation.host))
        .where(
            Invitation.public_id == public_id,
            Invitation.roundtable_id == convened.id,
            invitations_within(reaches(organizer, convened, permission)),
        )
    )
    if found is None:
        raise NotFound
    return found


def registration(organizer: Organizer, slug: str, public_id: str, permission: Permission) -> Registration:
    """A registration for one of them, if the permission reaches this person. Raises NotFound."""
    convened = roundtable(organizer, slug, permission)
    found = db.session.scalar(
        select(Registration)
        .options(joinedload(Registration.roundtable))
        .where(
            Registration.public_id == public_id,
            Registration.roundtable_id == convened.id,
            within(reaches(organizer, convened, permission)),
        )
    )
    if found is None:
        raise NotFound
    return found


def may(organizer: Organizer, roundtable: Roundtable, permission: Permission) -> bool:
    """Whether the permission reaches this roundtable, or anybody in it: what a page offers."""
    held = set(organizations(organizer, permission))
    return any(organization.id in held for organization in roundtable.convenors)


def may_about(organizer: Organizer, registration: Registration, permission: Permission) -> bool:
    """Whether the permission reaches this person."""
    person = registration.stakeholder_type_id, registration.host_id, registration.status
    held = reaches(organizer, registration.roundtable, permission)
    return any(reach.includes(*person) for reach in held)


def may_about_invitation(organizer: Organizer, invitation: Invitation, permission: Permission) -> bool:
    """Whether the permission reaches this invitation."""
    held = reaches(organizer, invitation.roundtable, permission)
    of_it = Reach(invitation.stakeholder_type_id, invitation.host_id)
    return any(reach.covers(of_it) for reach in held)


def may_about_all(
    organizer: Organizer, roundtable: Roundtable, permission: Permission, shown: Reaches
) -> bool:
    """Whether the permission reaches everybody whom a list shows: which columns it has."""
    return permissions.covered(shown, reaches(organizer, roundtable, permission))


def series(organizer: Organizer, permission: Permission) -> list[Series]:
    """The series in which the organizer has a roundtable, and those that their organizations began."""
    return list(db.session.scalars(_series(organizer, permission).order_by(Series.slug)))


def one_series(organizer: Organizer, slug: str, permission: Permission) -> Series:
    """One of them. Raises NotFound."""
    found = db.session.scalar(_series(organizer, permission).where(Series.slug == slug))
    if found is None:
        raise NotFound
    return found


def _series(organizer: Organizer, permission: Permission) -> Select[Series]:
    mine = roundtables(organizer, permission).with_only_columns(Roundtable.series_id)
    begun = select(series_organizations.c.series_id).where(
        series_organizations.c.organization_id.in_(organizations(organizer, permission))
    )
    return select(Series).where(or_(Series.id.in_(mine), Series.id.in_(begun)))

"""The people of convening organizations: who they are, when they last signed in, who has been invited."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.colleagues import ColleagueInvitation
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.models.roundtables import Part, RoundtableOrganization
from registration.rules.refusals import NotFound
from registration.rules.verbs import Verb

PER_PAGE = 50


def count(organization: Organization) -> int:
    return (
        db.session.scalar(
            select(func.count()).select_from(Membership).where(Membership.organization_id == organization.id)
        )
        or 0
    )


def members(organization: Organization, number: int) -> list[tuple[Membership, Organizer]]:
    """One page of them, by name."""
    rows = db.session.execute(
        _members(organization)
        .order_by(func.lower(Organizer.name), Organizer.email_key)
        .limit(PER_PAGE)
        .offset((number - 1) * PER_PAGE)
    )
    return [(membership, organizer) for membership, organizer in rows]


def member(organization: Organization, membership_id: int) -> tuple[Membership, Organizer]:
    """Raises NotFound."""
    found = db.session.execute(_members(organization).where(Membership.id == membership_id)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]


def invitations(organization: Organization) -> list[ColleagueInvitation]:
    """Those that are not accepted yet, the latest first."""
    found = db.session.scalars(
        select(ColleagueInvitation)
        .options(joinedload(ColleagueInvitation.invited_by))
        .where(ColleagueInvitation.organization_id == organization.id)
        .order_by(ColleagueInvitation.sent_at.desc(), ColleagueInvitation.id.desc())
        .limit(PER_PAGE)
    )
    return list(found)


def invitation(organization: Organization, public_id: str) -> ColleagueInvitation:
    """Raises NotFound."""
    found = db.session.scalar(
        select(ColleagueInvitation).where(
            ColleagueInvitation.organization_id == organization.id,
            ColleagueInvitation.public_id == public_id,
        )
    )
    if found is None:
        raise NotFound
    return found


def last_sign_ins(organizer_ids: Collection[int]) -> dict[int, datetime]:
    """When each of them last signed in."""
    rows = db.session.execute(
        select(AuditEntry.organizer_id, func.max(AuditEntry.at))
        .where(AuditEntry.organizer_id.in_(organizer_ids), AuditEntry.verb == Verb.SIGNED_IN)
        .group_by(AuditEntry.organizer_id)
    )
    return {organizer_id: at for organizer_id, at in rows if organizer_id is not None}


def hosts(organization: Organization) -> list[Organization]:
    """The organization itself and those with which it convenes: whose allotments an approver may be limited to."""
    mine = select(RoundtableOrganization.roundtable_id).where(
        RoundtableOrganization.organization_id == organization.id,
        RoundtableOrganization.part == Part.CONVENOR,
    )
    together = select(RoundtableOrganization.organization_id).where(
        RoundtableOrganization.roundtable_id.in_(mine), RoundtableOrganization.part == Part.CONVENOR
    )
    found = db.session.scalars(
        select(Organization)
        .where(Organization.id.in_(together) | (Organization.id == organization.id))
        .order_by(Organization.short_name)
    )
    return list(found)


def _members(organization: Organization) -> Select[Membership, Organizer]:
    return (
        select(Membership, Organizer)
        .join(Organizer, Membership.organizer_id == Organizer.id)
        .options(joinedload(Membership.stakeholder_type), joinedload(Membership.host))
        .where(Membership.organization_id == organization.id)
    )

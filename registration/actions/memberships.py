"""The people of a convening organization: what each may do, who leaves, who is owner. Whoever it concerns is told."""

from datetime import datetime

from sqlalchemy import select, update

from registration.actions import audit, mail, organizers
from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.rules.letters import Letter
from registration.rules.permissions import Grant, Role
from registration.rules.refusals import ChangedMeanwhile, LastOwner, NotFound, OrganizerExists
from registration.rules.verbs import Verb


def add(
    organizer: Organizer,
    organization: Organization,
    grant: Grant,
    *,
    verb: Verb = Verb.ORGANIZER_ADDED,
    by: audit.By,
    at: datetime,
) -> Membership:
    """Give somebody a part in an organization. Raises OrganizerExists when there is one already."""
    if organizer.membership(organization.id) is not None:
        raise OrganizerExists
    membership = Membership(organization=organization)
    membership.give(grant)
    organizer.memberships.append(membership)
    db.session.flush()
    _record(verb, organizer, organization, grant, by=by, at=at)
    return membership


def change(
    organizer: Organizer,
    organization: Organization,
    grant: Grant,
    *,
    version: int | None = None,
    by: audit.By,
    at: datetime,
) -> None:
    """Give a member another role or other rights; they count from the next page on.

    `version` is the one a form was filled from. Raises NotFound, ChangedMeanwhile, LastOwner.
    """
    lock(organization)
    held = _held(organizer, organization)
    if version not in (None, held.version):
        raise ChangedMeanwhile
    if held.grant == grant:
        return
    if grant.role is not Role.OWNER:
        _check_another_owner(held)
    held.give(grant)
    held.version += 1
    _record(Verb.ORGANIZER_CHANGED, organizer, organization, grant, by=by, at=at)
    _tell(Letter.ROLE_CHANGED, organizer, organization, by=by, at=at)


def remove(organizer: Organizer, organization: Organization, *, by: audit.By, at: datetime) -> None:
    """Take somebody's part away. Without any other, all visits end too. Raises NotFound, LastOwner."""
    lock(organization)
    held = _held(organizer, organization)
    _check_another_owner(held)
    organizer.memberships.remove(held)
    db.session.flush()
    if not organizer.memberships:
        organizers.end_visits(organizer)
    audit.record(Verb.ORGANIZER_REMOVED, by=by, at=at, organizer=organizer.id, organization=organization.slug)
    _tell(Letter.ROLE_ENDED, organizer, organization, by=by, at=at)


def hand_over(
    owner: Organizer, successor: Organizer, organization: Organization, *, by: audit.By, at: datetime
) -> None:
    """Make somebody else owner and step down to manager in one act. Raises NotFound."""
    lock(organization)
    former, held = _held(owner, organization), _held(successor, organization)
    if former.role is not Role.OWNER or owner.id == successor.id:
        raise NotFound
    held.give(Grant(Role.OWNER, held.may_export, held.sees_sensitive))
    former.give(Grant(Role.MANAGER, former.may_export, former.sees_sensitive))
    held.version += 1
    former.version += 1
    audit.record(
        Verb.OWNERSHIP_HANDED_OVER,
        by=by,
        at=at,
        organizer=successor.id,
        former=owner.id,
        organization=organization.slug,
    )
    _tell(Letter.ROLE_CHANGED, successor, organization, by=by, at=at)


def lock(organization: Organization) -> None:
    """One change of an organization's people at a time: of two owners who remove each other, one stays."""
    db.session.execute(
        update(Organization).where(Organization.id == organization.id).values(version=Organization.version),
        execution_options={"synchronize_session": False},
    )
    db.session.expire_all()


def _held(organizer: Organizer, organization: Organization) -> Membership:
    held = organizer.membership(organization.id)
    if held is None:
        raise NotFound
    return held


def _check_another_owner(held: Membership) -> None:
    if held.role is not Role.OWNER:
        return
    others = select(Membership.id).where(
        Membership.organization_id == held.organization_id,
        Membership.role == Role.OWNER,
        Membership.id != held.id,
    )
    if db.session.scalar(others.limit(1)) is None:
        raise LastOwner


def _record(
    verb: Verb,
    organizer: Organizer,
    organization: Organization,
    grant: Grant,
    *,
    by: audit.By,
    at: datetime,
) -> None:
    audit.record(
        verb, by=by, at=at, organizer=organizer.id, organization=organization.slug, **audit.granted(grant)
    )


def _tell(
    letter: Letter, organizer: Organizer, organization: Organization, *, by: audit.By, at: datetime
) -> None:
    """Nobody needs a letter about what they did themselves."""
    if by.organizer_id == organizer.id or not organizer.active:
        return
    mail.queue_to_organizer(letter, organizer, at=at, organization=organization.id)

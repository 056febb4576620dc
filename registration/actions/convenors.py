"""Organizations that convene a roundtable as peers: one steps back, and all learn what others have changed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, mail, seats
from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.organizers import Membership, Organizer
from registration.models.roundtables import Part, Roundtable
from registration.rules.letters import Letter
from registration.rules.permissions import Role
from registration.rules.refusals import LastConvenor, NotFound
from registration.rules.verbs import Verb


def leave(room: seats.Room, organization: Organization, *, by: audit.By, at: datetime) -> None:
    """Its people see the roundtable no more. Raises NotFound where it does not convene, LastConvenor."""
    roundtable = room.roundtable
    convening = [row for row in roundtable.organizations if row.part is Part.CONVENOR]
    own = next((row for row in convening if row.organization_id == organization.id), None)
    if own is None:
        raise NotFound
    if len(convening) == 1:
        raise LastConvenor
    roundtable.organizations.remove(own)
    roundtable.version += 1
    roundtable.updated_at = at
    db.session.flush()
    audit.record(
        Verb.CONVENOR_LEFT, by=by, at=at, roundtable_id=roundtable.id, organization=organization.slug
    )


def tell(roundtable: Roundtable, before: Collection[int], *, by: audit.By, at: datetime) -> None:
    """The owners of organizations that convene since, or no longer, learn it; not from one of their own.

    `before` are the ids of those who convened it.
    """
    now = {organization.id for organization in roundtable.convenors}
    own = select(Membership.organization_id).where(Membership.organizer_id == by.organizer_id)
    owners = db.session.execute(
        select(Organizer, Membership.organization_id)
        .join(Membership, Membership.organizer_id == Organizer.id)
        .where(
            Membership.organization_id.in_(now ^ set(before)),
            Membership.organization_id.not_in(own),
            Membership.role == Role.OWNER,
            Organizer.active,
        )
        .order_by(Organizer.id, Membership.organization_id)
    ).all()
    for owner, organization_id in owners:
        mail.queue_to_organizer(
            Letter.CONVENING_CHANGED,
            owner,
            at=at,
            roundtable=roundtable,
            organization=organization_id,
            convenes=organization_id in now,
        )

"""An organization that convenes a roundtable with others steps back from it."""

from datetime import datetime

from registration.actions import audit, seats
from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.roundtables import Part
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

"""What is done to all second factors of an organizer together, and who has to have one."""

from datetime import datetime

from sqlalchemy import delete

from registration.actions import audit, recovery_codes, security_notices
from registration.extensions import db
from registration.models.access import Visit
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.second_factors import Authenticator, Passkey
from registration.rules.notices import Notice
from registration.rules.verbs import Verb


def remove_all(organizer: Organizer, *, by: audit.By, at: datetime) -> None:
    """For somebody who has lost telephone, passkeys and recovery codes. Every visit ends, in case it was a thief."""
    for table in (Authenticator, Passkey):
        db.session.execute(delete(table).where(table.organizer_id == organizer.id))
    recovery_codes.remove(organizer)
    db.session.execute(delete(Visit).where(Visit.organizer_id == organizer.id))
    audit.record(Verb.SECOND_FACTORS_REMOVED, by=by, at=at, organizer=organizer.id)
    security_notices.tell(organizer, Notice.SECOND_FACTORS_REMOVED, at=at)


def require(organization: Organization, *, required: bool, by: audit.By, at: datetime) -> None:
    """From the next page on, members without a second factor are led to set one up before anything else opens."""
    organization.second_factor_required = required
    audit.record(
        Verb.SECOND_FACTOR_RULE_CHANGED,
        by=by,
        at=at,
        organization=organization.slug,
        required=required,
    )

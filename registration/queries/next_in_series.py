"""Where somebody who is registered may take part next: other roundtables of the series, open or by invitation."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import programme
from registration.queries.programme import Listed
from registration.rules import statuses
from registration.rules.invitations import Reply
from registration.rules.standing import State

# So many are looked at: further ahead nobody plans.
MOST = 10


def open_roundtables(registration: Registration, at: datetime) -> list[Listed]:
    """Those that take registrations now and do not know this person yet, the first one first."""
    there = (
        select(Registration.roundtable_id)
        .where(
            Registration.email_key == registration.email_key,
            Registration.name_key == registration.name_key,
            Registration.status.in_(statuses.LIVE),
        )
        .correlate(None)
    )
    rows = db.session.scalars(_others(registration, at).where(Roundtable.id.not_in(there)).limit(MOST))
    return [one for one in programme.listed(rows, at) if one.takes_registrations]


def invitation(registration: Registration, at: datetime) -> Invitation | None:
    """An invitation of this very person, or of an office at the same address, that awaits its reply."""
    others = _others(registration, at).with_only_columns(Roundtable.id).order_by(None)
    return db.session.scalar(
        select(Invitation)
        .options(joinedload(Invitation.roundtable))
        .join(Invitation.roundtable)
        .where(
            Invitation.roundtable_id.in_(others),
            Invitation.email_key == registration.email_key,
            Invitation.status == Reply.SENT,
            Invitation.stakeholder_type_id == registration.stakeholder_type_id,
            Invitation.delegation.is_not_distinct_from(registration.delegation),
            or_(Invitation.name_key == registration.name_key, Invitation.office != ""),
            or_(Invitation.respond_by.is_(None), Invitation.respond_by > at),
        )
        .order_by(Roundtable.starts_at, Invitation.id)
        .limit(1)
    )


def _others(registration: Registration, at: datetime) -> Select[Roundtable]:
    return (
        select(Roundtable)
        .where(
            Roundtable.series_id == registration.roundtable.series_id,
            Roundtable.id != registration.roundtable_id,
            Roundtable.state == State.PUBLISHED,
            Roundtable.starts_at > at,
        )
        .order_by(Roundtable.starts_at, Roundtable.id)
    )

"""Invitations, found by what a link says and by whose they are."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules.invitations import LIVE, Reply


def of_link(public_id: str, version: int) -> Invitation | None:
    """The invitation a link opens; None once it was taken back or went to another address."""
    found = db.session.scalar(
        select(Invitation).options(joinedload(Invitation.roundtable)).where(Invitation.public_id == public_id)
    )
    return found if found is not None and found.link_version == version else None


def meant_for(registration: Registration) -> Invitation | None:
    """The invitation that somebody answers by registering with the invited address, without the link.

    Missions share one mailbox: it is the one of this very person, or of an office of this delegation.
    """
    return db.session.scalar(
        select(Invitation)
        .where(
            Invitation.roundtable_id == registration.roundtable_id,
            Invitation.email_key == registration.email_key,
            Invitation.status == Reply.SENT,
            Invitation.stakeholder_type_id == registration.stakeholder_type_id,
            Invitation.delegation.is_not_distinct_from(registration.delegation),
            or_(Invitation.name_key == registration.name_key, Invitation.office != ""),
        )
        .order_by(Invitation.office, Invitation.id)
        .limit(1)
    )


def live(roundtable: Roundtable) -> list[Invitation]:
    """Every one that may still bring somebody."""
    found = db.session.scalars(
        select(Invitation)
        .where(Invitation.roundtable_id == roundtable.id, Invitation.status.in_(LIVE))
        .order_by(Invitation.id)
    )
    return list(found)


def live_sent(roundtable: Roundtable) -> list[Invitation]:
    """Those that await a reply or hold seats still."""
    found = db.session.scalars(
        select(Invitation)
        .where(
            Invitation.roundtable_id == roundtable.id,
            or_(Invitation.status == Reply.SENT, Invitation.held > 0),
        )
        .order_by(Invitation.id)
    )
    return list(found)

"""Invite a colleague by mail: a link for one use within a week, for the account of the very address it was sent to."""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from registration.actions import audit, mail, memberships, organizers, outbox
from registration.actions.passwords import PasswordHash
from registration.extensions import db
from registration.models.colleagues import ColleagueInvitation
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.rules import names
from registration.rules.letters import Letter
from registration.rules.permissions import Grant
from registration.rules.refusals import (
    ColleagueInvited,
    InvitedByAnotherAddress,
    LinkExpired,
    OrganizerExists,
)
from registration.rules.schedule import COLLEAGUE_INVITATION_LIFE
from registration.rules.verbs import Verb


def invite(
    organization: Organization,
    email: str,
    grant: Grant,
    *,
    language: str,
    by: audit.By,
    at: datetime,
) -> ColleagueInvitation:
    """Offer somebody a part in an organization. Raises OrganizerExists, ColleagueInvited."""
    memberships.lock(organization)
    invited = organizers.of_address(email)
    if invited is not None and invited.membership(organization.id) is not None:
        raise OrganizerExists
    if _under_way(organization, email) is not None:
        raise ColleagueInvited
    invitation = ColleagueInvitation(
        public_id=str(uuid4()),
        organization=organization,
        email=email,
        email_key=names.email_key(email),
        language=language,
        invited_by_id=by.organizer_id,
        times_sent=0,
    )
    invitation.give(grant)
    _send(invitation, at=at)
    _record(Verb.COLLEAGUE_INVITED, invitation, by=by, at=at, **audit.granted(grant))
    return invitation


def send_again(invitation: ColleagueInvitation, *, by: audit.By, at: datetime) -> None:
    """A new link and another week; the earlier link stops working."""
    _send(invitation, at=at)
    _record(Verb.COLLEAGUE_INVITED_AGAIN, invitation, by=by, at=at)


def take_back(invitation: ColleagueInvitation, *, by: audit.By, at: datetime) -> None:
    """The link stops working, and a letter that has not left yet is not sent."""
    outbox.drop(_subject(invitation))
    _record(Verb.COLLEAGUE_INVITATION_REVOKED, invitation, by=by, at=at)
    db.session.delete(invitation)


def mint(public_id: str, *, at: datetime) -> str:
    """A new secret for the link of an invitation; of the 256 random bits only the SHA-256 is kept."""
    invitation = db.session.scalars(
        select(ColleagueInvitation).where(ColleagueInvitation.public_id == public_id)
    ).one()
    secret = secrets.token_urlsafe(32)
    invitation.digest = _digest(secret)
    invitation.expires_at = at + COLLEAGUE_INVITATION_LIFE
    db.session.flush()
    return secret


def of_secret(secret: str, *, at: datetime) -> ColleagueInvitation:
    """The invitation a link leads to. Raises LinkExpired for one that was used, replaced, taken back or is old."""
    found = db.session.scalar(
        select(ColleagueInvitation).where(
            ColleagueInvitation.digest == _digest(secret), ColleagueInvitation.expires_at > at
        )
    )
    if found is None:
        raise LinkExpired
    return found


def accept(secret: str, organizer: Organizer, *, at: datetime) -> Organization:
    """Take the part that was offered; returns the organization.

    Raises LinkExpired, InvitedByAnotherAddress: a link that was passed on gives nothing to anybody else.
    """
    invitation = of_secret(secret, at=at)
    memberships.lock(invitation.organization)
    # Read once more behind the lock: of two at the same time one finds it gone.
    invitation = of_secret(secret, at=at)
    if organizer.email_key != invitation.email_key:
        raise InvitedByAnotherAddress
    organization, grant = invitation.organization, invitation.grant
    db.session.delete(invitation)
    db.session.flush()
    if organizer.membership(organization.id) is None:
        memberships.add(
            organizer,
            organization,
            grant,
            verb=Verb.COLLEAGUE_JOINED,
            by=audit.organizer(organizer.id),
            at=at,
        )
    return organization


def accept_as_new(
    secret: str, password: PasswordHash, *, name: str, language: str, at: datetime
) -> Organizer:
    """The same for somebody without an account, who gets one. Raises LinkExpired, OrganizerExists."""
    invitation = of_secret(secret, at=at)
    if organizers.of_address(invitation.email) is not None:
        raise OrganizerExists
    organizer = organizers.create(invitation.email, name=name, language=language, at=at)
    db.session.flush()
    organizers.set_password(organizer, password, at=at)
    accept(secret, organizer, at=at)
    return organizer


def _under_way(organization: Organization, email: str) -> ColleagueInvitation | None:
    return db.session.scalar(
        select(ColleagueInvitation).where(
            ColleagueInvitation.organization_id == organization.id,
            ColleagueInvitation.email_key == names.email_key(email),
        )
    )


def _send(invitation: ColleagueInvitation, *, at: datetime) -> None:
    """The link is made when the letter leaves; until then no link works."""
    invitation.digest = None
    invitation.times_sent += 1
    invitation.sent_at, invitation.expires_at = at, at + COLLEAGUE_INVITATION_LIFE
    db.session.add(invitation)
    db.session.flush()
    mail.queue_to_address(
        Letter.COLLEAGUE_INVITED,
        invitation.email,
        language=invitation.language,
        version=invitation.times_sent,
        at=at,
        subject=_subject(invitation),
        invitation=invitation.public_id,
    )


def _subject(invitation: ColleagueInvitation) -> str:
    return f"colleague:{invitation.public_id}"


def _record(
    verb: Verb, invitation: ColleagueInvitation, *, by: audit.By, at: datetime, **details: Any
) -> None:
    audit.record(
        verb,
        by=by,
        at=at,
        invitation=invitation.public_id,
        organization=invitation.organization.slug,
        **details,
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

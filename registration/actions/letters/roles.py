"""What a letter says about somebody's part in an organization."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from registration.actions.letters import harmless
from registration.actions.letters.links import PersonalLinks
from registration.extensions import db
from registration.i18n import localized
from registration.models.colleagues import ColleagueInvitation
from registration.models.organizations import Organization
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.schedule import COLLEAGUE_INVITATION_LIFE
from registration.words import roles

ABOUT_ROLES = frozenset(
    {Letter.COLLEAGUE_INVITED, Letter.ROLE_CHANGED, Letter.ROLE_ENDED, Letter.CONVENING_CHANGED}
)


def said(message: Message, links: PersonalLinks, *, at: datetime) -> dict[str, Any]:
    """As things are when the letter is sent. An invitation's letter brings the link along."""
    if message.letter is Letter.COLLEAGUE_INVITED:
        return _invitation(message, links, at=at)
    organization = db.session.get_one(Organization, message.facts["organization"])
    held = message.organizer.membership(organization.id) if message.organizer else None
    return {
        "organization": _name(organization, message.language),
        "convenes": bool(message.facts.get("convenes")),
        "role": harmless.text(roles.in_words(held, message.language)) if held else "",
    }


def _invitation(message: Message, links: PersonalLinks, *, at: datetime) -> dict[str, Any]:
    wanted = select(ColleagueInvitation).where(ColleagueInvitation.public_id == message.facts["invitation"])
    invitation = db.session.scalars(wanted).one()
    inviter = invitation.invited_by
    return {
        "organization": _name(invitation.organization, message.language),
        "role": harmless.text(roles.in_words(invitation, message.language)),
        "inviter": harmless.name(inviter.name) if inviter else "",
        "link": links.join(invitation, at=at),
        "days": COLLEAGUE_INVITATION_LIFE.days,
    }


def _name(organization: Organization, language: str) -> str:
    return harmless.text(localized(organization.names, language)) or _("a convening organization")

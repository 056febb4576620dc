"""What a letter says of an invitation, and of whoever comes instead of somebody."""

from typing import Any

from flask_babel import gettext as _

from registration.actions import substitutions
from registration.actions.letters import answers, harmless
from registration.actions.letters.answers import Fact
from registration.actions.letters.links import PersonalLinks
from registration.actions.letters.meetings import Meeting
from registration.models.invitations import Invitation
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.queries import registrations
from registration.rules.letters import Letter
from registration.words import choices, meetings

# Letters with the link by which the invitation is answered.
WITH_LINK = frozenset(
    {
        Letter.INVITATION,
        Letter.INVITATION_REMINDER,
        Letter.INVITATION_EXTENDED,
        Letter.REGRETS_RECEIVED,
    }
)


def of_invitation(invitation: Invitation, meeting: Meeting, language: str) -> dict[str, Any]:
    """Who is invited by whom, and until when an answer is expected."""
    respond_by = ""
    if invitation.respond_by is not None:
        respond_by = meetings.when(invitation.respond_by, None, invitation.roundtable.zone, language)
    facts = [
        Fact(_("When"), meeting.when),
        Fact(_("Where"), meeting.place),
        Fact(_("Invited by"), inviters(invitation, language)),
    ]
    if invitation.office:
        facts.insert(0, Fact(_("Invited"), harmless.text(invitation.office)))
    if invitation.roundtable.hybrid:
        facts.append(Fact(answers.label("mode"), str(choices.MODES[invitation.mode])))
    if respond_by:
        facts.append(Fact(_("Please reply by"), respond_by))
    return {
        "addressee": harmless.text(invitation.office) or harmless.name(invitation.full_name),
        "is_office": bool(invitation.office),
        "seats": invitation.seats,
        "until": respond_by,
        "facts": facts,
        "about": meeting.series if meeting.unnamed else meeting.title,
    }


def link(message: Message, links: PersonalLinks) -> str:
    """By which the invitation is answered."""
    return links.reply(message.invitation) if message.invitation is not None else ""


def inviters(invitation: Invitation, language: str) -> str:
    """On whose behalf it is: one convening organization, or all of them."""
    hosts = [invitation.host] if invitation.host else invitation.roundtable.convenors
    return _(", ").join(meetings.line(host.names, language) for host in hosts)


def other(message: Message) -> str:
    """The name of whoever comes instead, or in whose place one comes; empty when it is not known."""
    found: Registration | None = None
    if message.letter is Letter.FOCAL_POINT_NOTE:
        found = registrations.by_id(message.facts.get("comes"))
    elif message.letter is Letter.SUBSTITUTE_NAMED:
        found = registrations.by_id(message.facts.get("registration"))
    elif message.letter is Letter.SUBSTITUTED and message.registration is not None:
        found = substitutions.successor_of(message.registration)
    elif message.letter is Letter.SUCCEEDED and message.registration is not None:
        found = message.registration.predecessor
    return harmless.name(found.full_name) if found is not None else ""


def words(message: Message) -> str:
    """What organizers wrote for this letter: with the invitation, or for those who have not replied."""
    if message.letter is Letter.INVITATION_REMINDER:
        return str(message.facts.get("words", ""))
    carries = message.letter in (Letter.INVITATION, Letter.INVITATION_EXTENDED)
    return message.invitation.words if carries and message.invitation is not None else ""

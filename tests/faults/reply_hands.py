"""What hands do about invitations: reply, take back, put somebody else in a place, and meet whoever has arrived."""

from datetime import datetime
from uuid import uuid4

from registration.actions import audit, invitations, replies, seats, substitutions
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.rules.refusals import NoLongerPossible
from registration.rules.statuses import Status
from tests.make import Make

_MAKE = Make()


def take_part(room: seats.Room, _who: None, invitation_id: int, name: str = "", *, at: datetime) -> str:
    """The invitee, or somebody of this name who has got the link."""
    found = _invitation(invitation_id)
    return replies.accept(room, found, _reply(found, name), by=audit.PERSON, at=at).status


def nominate(room: seats.Room, _who: None, invitation_id: int, name: str, *, at: datetime) -> str:
    found = _invitation(invitation_id)
    return replies.nominate(room, found, _reply(found, name), by=audit.PERSON, at=at).status


def regret(room: seats.Room, _who: None, invitation_id: int, *, at: datetime) -> str:
    replies.regret(room, _invitation(invitation_id), "Not this time", by=audit.PERSON, at=at)
    return "regrets"


def revoke(room: seats.Room, _who: None, invitation_id: int, *, at: datetime) -> str:
    invitations.revoke(room, _invitation(invitation_id), tell=True, by=audit.OPERATOR, at=at)
    return "revoked"


def substitute(room: seats.Room, who: Registration, name: str = "", *, at: datetime) -> str:
    """Somebody of this name, else nobody has heard of, comes in this person's place."""
    unique = name or uuid4().hex[:12]
    answers = {"email": f"{unique}@example.org", "family_name": f"Name {unique}"}
    wish = _MAKE.wish(who.stakeholder_type.code, **answers)
    return substitutions.substitute(room, who, wish, by=audit.PERSON, at=at).status


def undo(room: seats.Room, who: Registration, *, at: datetime) -> str:
    substitutions.undo(room, who, by=audit.OPERATOR, at=at)
    return "undone"


def check_in(_room: seats.Room, who: Registration, *, at: datetime) -> str:
    """Somebody at the door: whoever has no place any more is not let in."""
    if who.status is not Status.CONFIRMED:
        raise NoLongerPossible
    who.checked_in_at = who.updated_at = at
    return "checked in"


DEEDS = {deed.__name__: deed for deed in (take_part, nominate, regret, revoke, substitute, undo, check_in)}


def _invitation(invitation_id: int) -> Invitation:
    return db.session.get_one(Invitation, invitation_id)


def _reply(invitation: Invitation, name: str) -> Wish:
    other = {"family_name": f"Name {name}", "email": f"{name}@example.org"} if name else {}
    return _MAKE.reply(invitation, **{"email": invitation.email, **other})

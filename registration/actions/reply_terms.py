"""Whether an invitation takes a reply now."""

from datetime import datetime

from registration.actions import audit, invitations, seats
from registration.models.invitations import Invitation
from registration.rules.invitations import LIVE, TAKES_REPLIES, Reply, takes_reply
from registration.rules.refusals import InvitationOver


def check(room: seats.Room, invitation: Invitation, *, by: audit.By, at: datetime) -> None:
    """Raises InvitationOver: it was taken back, or the time is over. Organizers may put a late reply on record."""
    if by == audit.PERSON:
        takes = takes_reply(invitation.status, invitation.respond_by, at)
    else:
        takes = invitation.status in TAKES_REPLIES | {Reply.EXPIRED}
    # Whoever was invited anew replies to that.
    anew = invitation.status not in LIVE and invitations.of_same_addressee(invitation) is not None
    if anew or not takes or not room.roundtable.takes_entries(at):
        raise InvitationOver

"""Invite people, remind them, give them more time, and take an invitation back. Replies: `actions/replies.py`."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select

from registration.actions import audit, brought, invitees, mail, seats, waiting_list
from registration.actions.invitees import Terms
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.rules import invitations
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.refusals import AlreadyInvited, ChangedMeanwhile, NoLongerPossible
from registration.rules.verbs import Verb


def create(room: seats.Room, terms: Terms, *, by: audit.By, at: datetime) -> Invitation:
    """A draft: nobody has been told yet, nothing is held. Raises AlreadyInvited."""
    if not room.roundtable.takes_entries(at):
        raise NoLongerPossible
    invitation = Invitation(
        public_id=str(uuid4()),
        roundtable_id=room.roundtable.id,
        status=Reply.DRAFT,
        held=0,
        regrets="",
        mail_version=0,
        link_version=1,
        version=1,
        created_at=at,
        updated_at=at,
    )
    invitees.fill(invitation, terms)
    with db.session.no_autoflush:
        if of_same_addressee(invitation) is not None:
            raise AlreadyInvited
    db.session.add(invitation)
    db.session.flush()
    record(invitation, Verb.INVITATION_CREATED, by=by, at=at)
    return invitation


def edit(
    room: seats.Room, invitation: Invitation, terms: Terms, *, version: int, by: audit.By, at: datetime
) -> None:
    """Change a draft or an invitation that awaits its reply; what it holds is held anew, whole or not at all.

    Raises ChangedMeanwhile, AlreadyInvited, NoSeatToHold, or NoLongerPossible for one that is answered.
    """
    if invitation.version != version:
        raise ChangedMeanwhile
    if invitation.status not in (Reply.DRAFT, Reply.SENT):
        raise NoLongerPossible
    address = invitation.email_key
    with db.session.no_autoflush:
        seats.let_go(room, invitation)
        invitees.fill(invitation, terms)
        if of_same_addressee(invitation) is not None:
            raise AlreadyInvited
        if invitation.status is Reply.SENT and invitation.holds:
            seats.hold(room, invitation, _open_seats(invitation))
    if invitation.email_key != address:
        # Whoever had the former address must not reply for another person.
        invitation.link_version += 1
    invitation.version += 1
    invitation.updated_at = at
    record(invitation, Verb.INVITATION_EDITED, by=by, at=at)
    db.session.flush()
    waiting_list.promote(room, at=at)


def send(room: seats.Room, invitation: Invitation, *, by: audit.By, at: datetime) -> None:
    """Send it, the first time or again after it was taken back; from now on it holds what it is to hold.

    Raises NoLongerPossible when it is on its way already or the time to reply is over, NoSeatToHold.
    """
    if invitation.status not in (Reply.DRAFT, Reply.REVOKED):
        raise NoLongerPossible
    _open(room, invitation, at=at)
    invitation.sent_at = at
    mail.queue_invitation(Letter.INVITATION, invitation, at=at)
    record(invitation, Verb.INVITATION_SENT, by=by, at=at)


def resend(invitation: Invitation, *, by: audit.By, at: datetime) -> None:
    """The same letter once more, after it bounced or got lost. Raises NoLongerPossible for one that is answered."""
    if invitation.status is not Reply.SENT:
        raise NoLongerPossible
    mail.queue_invitation(Letter.INVITATION, invitation, at=at)
    record(invitation, Verb.INVITATION_SENT, by=by, at=at, again=True)


def remind(invitation: Invitation, words: str, *, by: audit.By, at: datetime) -> None:
    """Ask once more for a reply, in the organizers' own words. Raises NoLongerPossible for one that is answered."""
    if invitation.status is not Reply.SENT:
        raise NoLongerPossible
    invitation.reminded_at = at
    mail.queue_invitation(Letter.INVITATION_REMINDER, invitation, at=at, words=words)
    record(invitation, Verb.INVITATION_REMINDED, by=by, at=at)


def extend(
    room: seats.Room, invitation: Invitation, respond_by: datetime | None, *, by: audit.By, at: datetime
) -> None:
    """Another day to reply by; one that had expired is open again, and holds anew what it held.

    Raises NoLongerPossible for one that is answered or a day that is over, NoSeatToHold.
    """
    if invitation.status not in (Reply.SENT, Reply.EXPIRED):
        raise NoLongerPossible
    invitation.respond_by = respond_by
    _open(room, invitation, at=at)
    mail.queue_invitation(Letter.INVITATION_EXTENDED, invitation, at=at)
    record(invitation, Verb.INVITATION_EXTENDED, by=by, at=at)


def revoke(room: seats.Room, invitation: Invitation, *, tell: bool, by: audit.By, at: datetime) -> None:
    """Take it back: its link is worthless, what it held is free. Whoever came because of it stays registered.

    Raises NoLongerPossible for one that is taken back already.
    """
    if invitation.status is Reply.REVOKED:
        raise NoLongerPossible
    was_sent = invitation.status is not Reply.DRAFT
    invitation.move_to(Reply.REVOKED, at=at)
    invitation.link_version += 1
    freed = seats.let_go(room, invitation)
    if tell and was_sent:
        mail.queue_invitation(Letter.INVITATION_REVOKED, invitation, at=at)
    record(invitation, Verb.INVITATION_REVOKED, by=by, at=at)
    db.session.flush()
    if freed:
        waiting_list.promote(room, at=at)


def expire(room: seats.Room, invitation: Invitation, *, at: datetime) -> None:
    """Nobody replied in time: what it held is free. Seats held for further people of one that is taken up, too.

    The caller lets those in who wait.
    """
    seats.let_go(room, invitation)
    if invitation.status is Reply.SENT:
        invitation.move_to(Reply.EXPIRED, at=at)
        record(invitation, Verb.INVITATION_EXPIRED, by=audit.SYSTEM, at=at)


def link(
    room: seats.Room, invitation: Invitation, registration: Registration, *, by: audit.By, at: datetime
) -> None:
    """Somebody who is registered already turns out to be the invitee: this is the reply.

    Raises NoLongerPossible for a registration that has ended, belongs to another invitation, or is no live one's;
    AlreadyInvited where another invitation of the addressee has taken the place of this one.
    """
    if (
        invitation.status not in (Reply.SENT, Reply.EXPIRED, Reply.REGRETS)
        or not registration.is_live
        or registration.invitation_id is not None
        or registration.roundtable_id != invitation.roundtable_id
    ):
        raise NoLongerPossible
    if of_same_addressee(invitation) is not None:
        raise AlreadyInvited
    registration.invitation = invitation
    invitation.move_to(Reply.ACCEPTED, at=at)
    invitation.replied_at = at
    # A seat that is held already is enough.
    freed = registration.holds_seat and seats.let_go_one(room, invitation)
    record(invitation, Verb.INVITATION_LINKED, by=by, at=at, registration_id=registration.id)
    db.session.flush()
    brought.hand_over(registration, invitee=True, at=at)
    if freed:
        waiting_list.promote(room, at=at)


def of_same_addressee(invitation: Invitation) -> Invitation | None:
    """Another live invitation of the same addressee. Asked under the lock; the index keeps the promise."""
    return db.session.scalar(
        select(Invitation).where(
            Invitation.roundtable_id == invitation.roundtable_id,
            Invitation.email_key == invitation.email_key,
            Invitation.name_key == invitation.name_key,
            Invitation.status.in_(invitations.LIVE),
            Invitation.id != (invitation.id or 0),
        )
    )


def lock_of(invitation: Invitation) -> seats.Room:
    """Take the lock of the roundtable, and read the invitation again behind it."""
    room = seats.lock(invitation.roundtable_id)
    db.session.refresh(invitation)
    return room


def record(
    invitation: Invitation,
    verb: Verb,
    *,
    by: audit.By,
    at: datetime,
    registration_id: int | None = None,
    **details: object,
) -> None:
    audit.record(
        verb,
        by=by,
        at=at,
        roundtable_id=invitation.roundtable_id,
        registration_id=registration_id,
        invitation=invitation.id,
        **details,
    )


def _open(room: seats.Room, invitation: Invitation, *, at: datetime) -> None:
    """It awaits its reply from now on. Raises NoLongerPossible, AlreadyInvited by another one, NoSeatToHold."""
    if invitation.status not in invitations.LIVE and of_same_addressee(invitation) is not None:
        raise AlreadyInvited
    over = invitation.respond_by is not None and invitation.respond_by <= at
    if over or not room.roundtable.takes_entries(at):
        raise NoLongerPossible
    if invitation.holds and not invitation.held:
        seats.hold(room, invitation, _open_seats(invitation))
    invitation.move_to(Reply.SENT, at=at)


def _open_seats(invitation: Invitation) -> int:
    """For how many people nobody has come yet."""
    return invitation.seats - len(came(invitation))


def came(invitation: Invitation) -> list[Registration]:
    """The people who take part because of it, or are about to."""
    if invitation.id is None:
        return []
    found = db.session.scalars(
        select(Registration).where(Registration.invitation_id == invitation.id).order_by(Registration.id)
    )
    return [registration for registration in found if registration.is_live]

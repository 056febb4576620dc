"""The reply to an invitation: accept, send regrets, name somebody else. Each under the lock of the roundtable."""

from datetime import datetime

from registration.actions import (
    answers,
    arrivals,
    audit,
    brought,
    invitations,
    mail,
    reply_terms,
    seats,
    substitutions,
    waiting_list,
    wishes,
)
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.queries.registrations import of_same_person
from registration.rules import admission
from registration.rules.admission import Outcome
from registration.rules.invitations import TAKEN_UP, Reply
from registration.rules.letters import Letter
from registration.rules.refusals import (
    ChangeWouldNotFit,
    InvitationOver,
    RoundtableFull,
    SubstitutionNotPossible,
)
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution
from registration.rules.verbs import Verb

_PENDING = Outcome(Status.PENDING, holds_seat=False)


def accept(
    room: seats.Room, invitation: Invitation, wish: Wish, *, by: audit.By, at: datetime
) -> Registration:
    """Take part: a seat, the held one if there is one, or a place in line.

    A reply from another address than the invited one is for organizers to decide where the invitation is bound.
    Whoever is registered already is the reply; accepting twice is accepting once. Raises InvitationOver,
    RoundtableFull when neither seat nor waiting list has room.
    """
    registration, existing = _arriving(room, invitation, wish, by=by, at=at)
    if existing is not None and existing.invitation_id == invitation.id:
        return existing
    if existing is not None and existing.invitation_id is not None:
        # Invited twice, as a person and as an office: one place is enough.
        _answered(invitation, Reply.ACCEPTED, existing, Verb.INVITATION_ACCEPTED, by=by, at=at)
        _free(room, invitation, at=at)
        return existing
    stranger = by == audit.PERSON and invitation.bound and registration.email_key != invitation.email_key
    if stranger:
        return _ask_organizers(room, invitation, existing or registration, wish, by=by, at=at)
    arrived = _settle(room, invitation, existing or registration, wish, at=at)
    _answered(invitation, Reply.ACCEPTED, arrived, Verb.INVITATION_ACCEPTED, by=by, at=at)
    invitee, said = invitations.came(invitation) == [arrived], () if existing else wish.own
    brought.hand_over(arrived, invitee=invitee, said=said, at=at)
    waiting_list.go_on(room, at=at)
    return arrived


def nominate(
    room: seats.Room, invitation: Invitation, wish: Wish, *, by: audit.By, at: datetime
) -> Registration:
    """Somebody else of the same delegation comes instead of the invitee, as the policy of the type has it.

    Raises InvitationOver, SubstitutionNotPossible, RoundtableFull.
    """
    policy = substitutions.policy_of(room, invitation, by=by, at=at)
    registration, existing = _arriving(room, invitation, wish, by=by, at=at)
    if existing is not None and existing.invitation_id is not None:
        return existing
    if invitation.delegation is not None and registration.delegation != invitation.delegation:
        raise SubstitutionNotPossible
    if policy is Substitution.APPROVAL:
        return _ask_organizers(room, invitation, existing or registration, wish, by=by, at=at)
    arrived = _settle(room, invitation, existing or registration, wish, at=at)
    _answered(invitation, Reply.SUBSTITUTED, arrived, Verb.INVITATION_SUBSTITUTED, by=by, at=at)
    brought.hand_over(arrived, invitee=False, said=() if existing else wish.own, at=at)
    mail.queue_invitation(Letter.SUBSTITUTE_NAMED, invitation, at=at, registration=arrived.id)
    waiting_list.go_on(room, at=at)
    return arrived


def regret(room: seats.Room, invitation: Invitation, word: str, *, by: audit.By, at: datetime) -> None:
    """Nobody comes: what is held is free, and whoever had come gives the place back. Raises InvitationOver."""
    if invitation.status is Reply.REGRETS:
        return
    reply_terms.check(room, invitation, by=by, at=at)
    was_confirmed = []
    for registration in invitations.came(invitation):
        db.session.refresh(registration)
        was_confirmed.append(registration)
        _leave(room, registration, by=by, at=at)
    invitation.regrets = word
    invitation.move_to(Reply.REGRETS, at=at)
    invitation.replied_at = at
    seats.let_go(room, invitation)
    if not was_confirmed:
        mail.queue_invitation(Letter.REGRETS_RECEIVED, invitation, at=at)
    invitations.record(invitation, Verb.INVITATION_REGRETTED, by=by, at=at)
    db.session.flush()
    waiting_list.promote(room, at=at)


def approved(room: seats.Room, registration: Registration, *, at: datetime) -> None:
    """Organizers let in whoever answered from another address, or was named: now the invitation is answered.

    If they let the person wait, the seat that was held goes to whom it fits.
    """
    invitation = registration.invitation
    if invitation is not None and not registration.holds_seat:
        room.eased |= seats.let_go_one(room, invitation)
    if invitation is not None and invitation.status not in TAKEN_UP:
        own = registration.email_key == invitation.email_key
        invitation.move_to(Reply.ACCEPTED if own else Reply.SUBSTITUTED, at=at)
        invitation.replied_at = at


def left(registration: Registration, *, at: datetime) -> None:
    """Somebody who came by invitation gave the place back: if nobody else came by it, these are regrets."""
    invitation = registration.invitation
    if invitation is None or invitation.status not in TAKEN_UP:
        return
    if not [one for one in invitations.came(invitation) if one is not registration]:
        invitation.move_to(Reply.REGRETS, at=at)


def _arriving(
    room: seats.Room, invitation: Invitation, wish: Wish, *, by: audit.By, at: datetime
) -> tuple[Registration, Registration | None]:
    """(the registration that was asked for, the one that is there already). Raises InvitationOver."""
    with db.session.no_autoflush:
        registration = wishes.registration(room.roundtable, wish, at=at)
        registration.host_id = registration.host_id or invitation.host_id
        existing = of_same_person(registration, registration.email_key)
        if existing is None or existing.invitation_id != invitation.id:
            reply_terms.check(room, invitation, by=by, at=at)
            if len(invitations.came(invitation)) >= invitation.seats:
                raise InvitationOver
    return registration, existing


def _settle(
    room: seats.Room, invitation: Invitation, registration: Registration, wish: Wish, *, at: datetime
) -> Registration:
    """Invited people need nobody's approval: a seat, or the waiting list.

    Raises RoundtableFull, ChangeWouldNotFit for a party that is larger or of other groups than the seat that is held.
    """
    is_new = registration.id is None
    with db.session.no_autoflush:
        registration.invitation = invitation
        if registration.status is Status.CONFIRMED and not is_new:
            seats.let_go_one(room, invitation)
            return registration
        fits, decision = arrivals.look(room, registration)
        if not fits and invitation.held:
            # Whoever wants more than was kept keeps what was: the invitation stays as it is.
            raise ChangeWouldNotFit(decision=decision)
        if is_new and not fits and not room.roundtable.waiting_list_open:
            raise RoundtableFull
        if registration.status is not Status.WAITLISTED or fits:
            outcome = admission.on_approval(fits=fits)
            arrivals.settle(room, registration, outcome, decision | {"invited": True}, at=at)
            mail.queue(arrivals.LETTERS[outcome.status], registration, at=at)
    if is_new:
        _keep(registration, wish, at=at)
    db.session.flush()
    return registration


def _ask_organizers(
    room: seats.Room,
    invitation: Invitation,
    registration: Registration,
    wish: Wish,
    *,
    by: audit.By,
    at: datetime,
) -> Registration:
    """Organizers decide; until then the invitation keeps what it holds."""
    with db.session.no_autoflush:
        registration.invitation = invitation
        if registration.id is None:
            arrivals.settle(room, registration, _PENDING, {}, at=at)
            mail.queue(Letter.PENDING, registration, at=at)
            _keep(registration, wish, at=at)
    db.session.flush()
    audit.record_on(registration, Verb.REGISTERED, by=by, at=at, status=registration.status)
    brought.hand_over(registration, invitee=False, said=wish.own, at=at)
    return registration


def _keep(registration: Registration, wish: Wish, *, at: datetime) -> None:
    db.session.add(registration)
    db.session.flush()
    answers.give(registration, wish.own, at=at)


def _answered(
    invitation: Invitation,
    status: Reply,
    registration: Registration,
    verb: Verb,
    *,
    by: audit.By,
    at: datetime,
) -> None:
    if invitation.status is not Reply.SUBSTITUTED:
        invitation.move_to(status, at=at)
    invitation.replied_at = at
    db.session.flush()
    invitations.record(
        invitation, verb, by=by, at=at, registration_id=registration.id, status=registration.status
    )


def _free(room: seats.Room, invitation: Invitation, *, at: datetime) -> None:
    if seats.let_go(room, invitation):
        db.session.flush()
        waiting_list.promote(room, at=at)


def _leave(room: seats.Room, registration: Registration, *, by: audit.By, at: datetime) -> None:
    was_confirmed = registration.status is Status.CONFIRMED
    registration.move_to(Status.WITHDRAWN, at=at)
    registration.offer_expires_at = None
    seats.free(room, registration)
    by_person = by == audit.PERSON
    letter = Letter.WITHDRAWN if by_person else Letter.WITHDRAWN_BY_ORGANIZER
    mail.queue(letter, registration, at=at, was_confirmed=was_confirmed)
    audit.record_on(registration, Verb.WITHDRAWN if by_person else Verb.WITHDRAWN_BY_ORGANIZER, by=by, at=at)

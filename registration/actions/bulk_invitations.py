"""One deed about many invitations: each is looked at again under the lock, and left alone if it no longer applies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from registration.actions import audit, invitations, seats
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.rules.invitations import LIVE, Reply
from registration.rules.refusals import NoLongerPossible, NoSeatToHold

# As many as one unit of work deals with, so that nobody waits long for the lock.
AT_ONCE = 15
# Whoever has been reminded is left in peace that long: a form that is sent twice reminds nobody twice.
LEFT_IN_PEACE = timedelta(hours=12)


class Deed(StrEnum):
    SEND = "send"
    RESEND = "resend"
    REMIND = "remind"
    EXTEND = "extend"
    REVOKE = "revoke"


class Result(StrEnum):
    """What became of one invitation."""

    SENT = "sent"
    REMINDED = "reminded"
    EXTENDED = "extended"
    REVOKED = "revoked"
    NO_SEAT = "no_seat"
    TIME_IS_OVER = "time_is_over"
    REMINDED_LATELY = "reminded_lately"
    INVITED_ALREADY = "invited_already"
    UNCHANGED = "unchanged"
    CHANGED_MEANWHILE = "changed_meanwhile"


# Which invitations a deed can be meant for.
POSSIBLE: dict[Deed, frozenset[Reply]] = {
    Deed.SEND: frozenset({Reply.DRAFT, Reply.REVOKED}),
    Deed.REMIND: frozenset({Reply.SENT}),
    Deed.RESEND: frozenset({Reply.SENT}),
    Deed.EXTEND: frozenset({Reply.SENT, Reply.EXPIRED}),
    Deed.REVOKE: frozenset(Reply) - {Reply.REVOKED},
}
DONE: dict[Deed, Result] = {
    Deed.SEND: Result.SENT,
    Deed.RESEND: Result.SENT,
    Deed.REMIND: Result.REMINDED,
    Deed.EXTEND: Result.EXTENDED,
    Deed.REVOKE: Result.REVOKED,
}


@dataclass(frozen=True)
class Order:
    """What organizers want, and what goes along: words with a reminder, a day, whether the invitee is told."""

    deed: Deed
    words: str = ""
    respond_by: datetime | None = None
    tell: bool = True


@dataclass(frozen=True)
class Fate:
    """The result for one invitation; `decision` says which limit left no seat."""

    result: Result
    decision: dict[str, Any] | None = None


def obstacle(order: Order, invitation: Invitation, at: datetime) -> Result | None:
    """Why the deed would do nothing about this invitation, whatever the seats; None where it would."""
    if invitation.status not in POSSIBLE[order.deed]:
        return Result.CHANGED_MEANWHILE
    match order.deed:
        case Deed.SEND if invitation.respond_by is not None and invitation.respond_by <= at:
            return Result.TIME_IS_OVER
        case Deed.SEND | Deed.EXTEND if invitation.status not in LIVE and invitations.of_same_addressee(
            invitation
        ):
            return Result.INVITED_ALREADY
        case Deed.REMIND if invitation.reminded_at and at < invitation.reminded_at + LEFT_IN_PEACE:
            return Result.REMINDED_LATELY
        case Deed.EXTEND if _is_set(invitation, order):
            return Result.UNCHANGED
        case _:
            return None


def _is_set(invitation: Invitation, order: Order) -> bool:
    """Whether this very day stands there; a preview does not know the day yet."""
    day = order.respond_by
    return day is not None and day == invitation.respond_by and invitation.status is Reply.SENT


def carry_out(
    room: seats.Room, found: Iterable[Invitation], order: Order, *, by: audit.By, at: datetime
) -> list[Fate]:
    """One unit of work, in the order given."""
    return [_carry_out(room, one, order, by=by, at=at) for one in found]


def _carry_out(room: seats.Room, invitation: Invitation, order: Order, *, by: audit.By, at: datetime) -> Fate:
    if found := obstacle(order, invitation, at):
        return Fate(found)
    before = invitation.respond_by
    try:
        _do(room, invitation, order, by=by, at=at)
    except NoSeatToHold as refusal:
        # Nothing is written yet but the day.
        invitation.respond_by = before
        decision: Any = refusal.facts["decision"]
        return Fate(Result.NO_SEAT, decision)
    except NoLongerPossible:
        invitation.respond_by = before
        return Fate(Result.CHANGED_MEANWHILE)
    db.session.flush()
    return Fate(DONE[order.deed])


def _do(room: seats.Room, invitation: Invitation, order: Order, *, by: audit.By, at: datetime) -> None:
    match order.deed:
        case Deed.SEND:
            invitations.send(room, invitation, by=by, at=at)
        case Deed.RESEND:
            invitations.resend(invitation, by=by, at=at)
        case Deed.REMIND:
            invitations.remind(invitation, order.words, by=by, at=at)
        case Deed.EXTEND:
            invitations.extend(room, invitation, order.respond_by, by=by, at=at)
        case Deed.REVOKE:
            invitations.revoke(room, invitation, tell=order.tell, by=by, at=at)

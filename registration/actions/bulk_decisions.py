"""One decision about many people: each is looked at again under the lock, and left alone if it no longer applies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registration.actions import approvals, arrivals, audit, seats, waiting_list
from registration.extensions import db
from registration.models.registrations import Registration
from registration.rules.refusals import NoLongerPossible, NoSeatNow
from registration.rules.statuses import Status

# As many as one unit of work decides about, so that nobody waits long for the lock.
AT_ONCE = 50


class Deed(StrEnum):
    APPROVE = "approve"
    DECLINE = "decline"
    ASK = "ask"
    WAIT = "wait"
    FIRST = "first"
    USUAL = "usual"


class Result(StrEnum):
    """What became of one person."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    DECLINED = "declined"
    ASKED = "asked"
    MOVED = "moved"
    NO_SEAT = "no_seat"
    HAS_SEAT = "has_seat"
    CHANGED_MEANWHILE = "changed_meanwhile"


# Whom a deed can be meant for.
POSSIBLE: dict[Deed, frozenset[Status]] = {
    Deed.APPROVE: frozenset({Status.PENDING}),
    Deed.DECLINE: frozenset({Status.PENDING, Status.WAITLISTED}),
    Deed.ASK: frozenset({Status.PENDING}),
    Deed.WAIT: frozenset({Status.PENDING}),
    Deed.FIRST: frozenset({Status.WAITLISTED}),
    Deed.USUAL: frozenset({Status.WAITLISTED}),
}
PRIORITIES = {Deed.FIRST: waiting_list.FIRST, Deed.USUAL: waiting_list.USUAL}


@dataclass(frozen=True)
class Decision:
    """What organizers want. `may_wait`: public ids of those who go to the waiting list where there is no seat."""

    deed: Deed
    text: str = ""
    shown: bool = False
    may_wait: frozenset[str] = frozenset()


def applies(deed: Deed, registration: Registration) -> bool:
    """Whether the deed would change anything about this person."""
    if registration.status not in POSSIBLE[deed]:
        return False
    return deed not in PRIORITIES or registration.priority != PRIORITIES[deed]


def decide(
    room: seats.Room, people: Iterable[Registration], decision: Decision, *, by: audit.By, at: datetime
) -> list[Result]:
    """One unit of work, in the order given. Raises NoLongerPossible where nothing is decided any more."""
    if not room.roundtable.takes_entries(at):
        raise NoLongerPossible
    results = [_decide(room, one, decision, by=by, at=at) for one in people]
    if Result.MOVED in results:
        db.session.flush()
        waiting_list.promote(room, at=at)
    return results


def _decide(
    room: seats.Room, registration: Registration, decision: Decision, *, by: audit.By, at: datetime
) -> Result:
    if not applies(decision.deed, registration):
        return Result.CHANGED_MEANWHILE
    match decision.deed:
        case Deed.APPROVE:
            may_wait = registration.public_id in decision.may_wait
            try:
                status = approvals.approve(room, registration, may_wait=may_wait, by=by, at=at)
            except NoSeatNow:
                return Result.NO_SEAT
            return Result.CONFIRMED if status is Status.CONFIRMED else Result.WAITING
        case Deed.DECLINE:
            approvals.decline(room, registration, decision.text, shown=decision.shown, by=by, at=at)
            return Result.DECLINED
        case Deed.WAIT:
            return _put_on_the_list(room, registration, by=by, at=at)
        case Deed.ASK:
            approvals.ask(registration, decision.text, by=by, at=at)
            return Result.ASKED
        case Deed.FIRST | Deed.USUAL:
            waiting_list.put(registration, PRIORITIES[decision.deed], by=by, at=at)
            return Result.MOVED


def _put_on_the_list(room: seats.Room, registration: Registration, *, by: audit.By, at: datetime) -> Result:
    """Only who has no seat waits for one."""
    if arrivals.look(room, registration)[0]:
        return Result.HAS_SEAT
    approvals.approve(room, registration, may_wait=True, by=by, at=at)
    return Result.WAITING

"""Freed seats go to those who wait: in order, to the first that fit all their limits."""

from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, mail, offers, seats
from registration.extensions import db
from registration.models.registrations import Registration
from registration.queries import rooms, waiting
from registration.rules.letters import Letter
from registration.rules.refusals import NoLongerPossible
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

# As many as one unit of work seats: others wait for the lock meanwhile. The worker goes on from there.
AT_ONCE = 15

USUAL, FIRST = 0, 1


def promote(room: seats.Room, *, at: datetime) -> int:
    """Give the seats that are free to those who now fit, or offer them; returns to how many."""
    room.roundtable.promotion_due = False
    if room.roundtable.state is not State.PUBLISHED or room.roundtable.is_over(at):
        return 0
    trial = rooms.Room(room.roundtable, room.limits)
    chosen = waiting.fitting(trial, most=AT_ONCE)
    room.follow(trial)
    ends_at = offers.deadline(room.roundtable, at=at)
    for registration in _rows(chosen):
        # The room has moved along already.
        registration.holds_seat = True
        if ends_at is None:
            _confirm(registration, at=at)
        else:
            offers.make(registration, ends_at=ends_at, at=at)
    room.roundtable.promotion_due = len(chosen) == AT_ONCE
    return len(chosen)


def go_on(room: seats.Room, *, at: datetime) -> None:
    """After somebody was seated: whoever fits because of that is seated too."""
    if room.eased:
        db.session.flush()
        promote(room, at=at)


def prioritize(
    room: seats.Room, registration: Registration, priority: int, *, by: audit.By, at: datetime
) -> None:
    """Let somebody wait before or among the others. Raises NoLongerPossible for one who does not wait."""
    if put(registration, priority, by=by, at=at):
        db.session.flush()
        promote(room, at=at)


def put(registration: Registration, priority: int, *, by: audit.By, at: datetime) -> bool:
    """Whether the order is another one now; it makes no seat free. Raises NoLongerPossible."""
    if registration.status is not Status.WAITLISTED:
        raise NoLongerPossible
    if registration.priority == priority:
        return False
    registration.priority = priority
    registration.updated_at = at
    audit.record_on(registration, Verb.PRIORITY_CHANGED, by=by, at=at, priority=priority)
    return True


def _rows(chosen: list[int]) -> list[Registration]:
    """In the order in which they were chosen."""
    wanted = select(Registration).where(Registration.id.in_(chosen)).execution_options(populate_existing=True)
    found = {registration.id: registration for registration in db.session.scalars(wanted)} if chosen else {}
    return [found[one] for one in chosen]


def _confirm(registration: Registration, *, at: datetime) -> None:
    registration.move_to(Status.CONFIRMED, at=at)
    registration.decision = seats.decision(None) | {"from": "waiting_list"}
    mail.queue(Letter.PROMOTED, registration, at=at)
    audit.record_on(registration, Verb.CONFIRMED_FROM_WAITING_LIST, by=audit.SYSTEM, at=at)

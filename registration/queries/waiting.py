"""Those who wait for a seat, in their order: who is next, and how many wait before somebody."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.queries.rooms import Room
from registration.rules.seats import Group, Kind, Party
from registration.rules.statuses import Status

# So many have their groups' counts read at once.
TOGETHER = 25


class Waiting(NamedTuple):
    """One who waits, as lean as a scan of thousands needs."""

    id: int
    party: Party


def fitting(room: Room, *, most: int) -> list[int]:
    """The next for whom there are seats, in order, at most so many; the room is moved along with them."""
    chosen: list[int] = []
    while _has_made_room(room, chosen, most):
        """Once more from the first."""
    return chosen


def place(registration: Registration) -> int:
    """One's place in line, counted from one. It says who is asked first, not who will get a seat."""
    before = or_(
        Registration.priority > registration.priority,
        and_(
            Registration.priority == registration.priority,
            or_(
                Registration.waiting_since < registration.waiting_since,
                and_(
                    Registration.waiting_since == registration.waiting_since,
                    Registration.id < registration.id,
                ),
            ),
        ),
    )
    ahead = select(func.count()).where(
        Registration.roundtable_id == registration.roundtable_id,
        Registration.status == Status.WAITLISTED,
        before,
    )
    return 1 + (db.session.scalar(ahead) or 0)


def _has_made_room(room: Room, chosen: list[int], most: int) -> bool:
    """Go through the list once; True as soon as somebody who is seated makes room for those who were passed over.

    What refused one party refuses every later one that wants as much of it: counts only grow. With floors so do the
    seats that are needed, unless somebody meets two floors at once.
    """
    kept = {limit.group for limit in room.limits if limit.guarded_floor}
    too_many: dict[Group, int] = {}
    floors_refused: set[Party] = set()
    for waiting in _in_order(room):
        if room.is_full() or len(chosen) == most:
            break
        wanted, as_to_floors = waiting.party.seats(), _as_to_floors(waiting.party, kept)
        full = any(group in too_many and number >= too_many[group] for group, number in wanted.items())
        if full or as_to_floors in floors_refused or waiting.id in chosen:
            continue
        found = room.refusal(waiting.party)
        if found is None:
            needed = room.needed()
            room.move(None, waiting.party)
            chosen.append(waiting.id)
            if floors_refused and room.needed() < needed:
                return True
        elif found.because_of_floors:
            floors_refused.add(as_to_floors)
        else:
            too_many[found.group] = wanted[found.group]
    return False


def _as_to_floors(party: Party, kept: set[Group]) -> Party:
    """The same for all who mean the same to the floors that are kept."""
    if Group(Kind.DELEGATION, party.delegation or "") in kept:
        return party
    return replace(party, delegation=None)


def _in_order(room: Room) -> Iterator[Waiting]:
    wanted = (
        select(
            Registration.id,
            StakeholderType.code,
            Registration.mode,
            Registration.delegation,
            Registration.host_id,
            Registration.accompanying,
        )
        .join(StakeholderType)
        .where(Registration.roundtable_id == room.roundtable.id, Registration.status == Status.WAITLISTED)
        .order_by(Registration.priority.desc(), Registration.waiting_since, Registration.id)
        .execution_options(yield_per=500)
    )
    # Whoever stops half-way leaves no cursor open on the server.
    with db.session.execute(wanted) as rows:
        for together in rows.partitions(TOGETHER):
            waiting = [
                Waiting(
                    row_id, Party(code, mode, delegation, str(host_id) if host_id else None, accompanying)
                )
                for row_id, code, mode, delegation, host_id, accompanying in together
            ]
            room.look_at(one.party for one in waiting)
            yield from waiting

"""Those who wait for a seat, in their order: who is next, and how many wait before somebody."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.queries.rooms import Room
from registration.rules.seats import Group, Party
from registration.rules.statuses import Status


class Waiting(NamedTuple):
    """One who waits, as lean as a scan of thousands needs."""

    id: int
    party: Party


def fitting(room: Room, *, most: int) -> list[int]:
    """The next for whom there are seats, in order, at most so many; the room is moved along with them.

    What refused one party refuses every later one that wants as much of it: counts only grow.
    """
    chosen: list[int] = []
    too_many: dict[Group, int] = {}
    floors_refused: set[Party] = set()
    for waiting in _in_order(room.roundtable.id):
        if room.is_full() or len(chosen) == most:
            break
        wanted = waiting.party.seats()
        if any(
            group in too_many and seats_wanted >= too_many[group] for group, seats_wanted in wanted.items()
        ):
            continue
        if _without_delegation(waiting.party) in floors_refused:
            continue
        found = room.refusal(waiting.party)
        if found is None:
            room.move(None, waiting.party)
            chosen.append(waiting.id)
        elif found.because_of_floors:
            floors_refused.add(_without_delegation(waiting.party))
        else:
            too_many[found.group] = wanted[found.group]
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


def _in_order(roundtable_id: int) -> Iterator[Waiting]:
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
        .where(Registration.roundtable_id == roundtable_id, Registration.status == Status.WAITLISTED)
        .order_by(Registration.priority.desc(), Registration.waiting_since, Registration.id)
        .execution_options(yield_per=500)
    )
    # Whoever stops half-way leaves no cursor open on the server.
    with db.session.execute(wanted) as rows:
        for row_id, code, mode, delegation, host_id, accompanying in rows:
            host = str(host_id) if host_id else None
            yield Waiting(row_id, Party(code, mode, delegation, host, accompanying))


def _without_delegation(party: Party) -> Party:
    return Party(party.stakeholder_type, party.mode, None, party.host, party.accompanying)

"""Freed seats go to those who wait: in order, to the first that fit all their limits."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from registration.actions import audit, mail, seats
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.rules.letters import Letter
from registration.rules.seats import Group, Party
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

AT_ONCE = 50


class Waiting(NamedTuple):
    """One who waits, as lean as a scan of thousands needs."""

    id: int
    party: Party


def promote(room: seats.Room, *, at: datetime) -> int:
    """Confirm those who now fit, at most fifty; the worker goes on from there. Returns how many."""
    room.roundtable.promotion_due = False
    if room.roundtable.state is not State.PUBLISHED or room.roundtable.is_over(at):
        return 0
    chosen = _fitting(room, at=at)
    for registration_id in chosen[:AT_ONCE]:
        _confirm(registration_id, at=at)
    room.roundtable.promotion_due = len(chosen) == AT_ONCE
    return len(chosen)


def _fitting(room: seats.Room, *, at: datetime) -> list[int]:
    """Who is next. What refused one party refuses every later one that wants as much of it: counts only grow."""
    chosen: list[int] = []
    too_many: dict[Group, int] = {}
    floors_refused: set[Party] = set()
    for waiting in _waiting(room.roundtable.id):
        if room.is_full() or len(chosen) == AT_ONCE:
            break
        wanted = waiting.party.seats()
        if any(
            group in too_many and seats_wanted >= too_many[group] for group, seats_wanted in wanted.items()
        ):
            continue
        if _without_delegation(waiting.party) in floors_refused:
            continue
        found = room.refusal(waiting.party, at=at)
        if found is None:
            room.move(None, waiting.party)
            chosen.append(waiting.id)
        elif found.because_of_floors:
            floors_refused.add(_without_delegation(waiting.party))
        else:
            too_many[found.group] = wanted[found.group]
    return chosen


def _waiting(roundtable_id: int) -> Iterator[Waiting]:
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


def _confirm(registration_id: int, *, at: datetime) -> None:
    registration = db.session.get_one(Registration, registration_id, populate_existing=True)
    registration.move_to(Status.CONFIRMED, at=at)
    registration.decision = seats.decision(None) | {"from": "waiting_list"}
    mail.queue(Letter.PROMOTED, registration, at=at)
    audit.record(
        Verb.CONFIRMED_FROM_WAITING_LIST,
        by=audit.SYSTEM,
        at=at,
        roundtable_id=registration.roundtable_id,
        registration_id=registration.id,
    )


def _without_delegation(party: Party) -> Party:
    return Party(party.stakeholder_type, party.mode, None, party.host, party.accompanying)

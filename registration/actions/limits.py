"""Change how many seats there are, in all and for each group."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, seats, waiting_list
from registration.extensions import db
from registration.models.seats import Limit
from registration.queries import rooms
from registration.rules import bounds as rules
from registration.rules import seats as seat_rules
from registration.rules.bounds import Bounds
from registration.rules.contradictions import contradictions
from registration.rules.refusals import ChangedMeanwhile, LimitsContradict, NoLongerPossible
from registration.rules.seats import Group
from registration.rules.verbs import Verb


def change_caps(room: seats.Room, caps: Mapping[Group, int | None], *, by: audit.By, at: datetime) -> None:
    """Set the caps that are named (None: no cap); floors, their hours and other limits stay."""
    change(room, rules.with_caps(room.limits, caps), by=by, at=at)


def save(
    room: seats.Room, bounds: Mapping[Group, Bounds], *, version: int, by: audit.By, at: datetime
) -> None:
    """Set limits from a form that was filled at this version. Raises ChangedMeanwhile, LimitsContradict."""
    if room.roundtable.version != version:
        raise ChangedMeanwhile
    change(room, bounds, by=by, at=at)


def change(room: seats.Room, bounds: Mapping[Group, Bounds], *, by: audit.By, at: datetime) -> None:
    """Set the limits of the groups that are named; others stay. Then whoever fits now is seated.

    Lowering a cap below what is taken drops nobody: see the rule in `rules/seats.py`. Raises LimitsContradict.
    """
    before = {limit.group: limit for limit in room.limits}
    changed = [group for group, wanted in bounds.items() if wanted != rules.of(before.get(group))]
    for group in changed:
        _set(room.roundtable.id, before.get(group), group, bounds[group], at)
    db.session.flush()
    room.read_limits()
    check(room)
    if not changed:
        return
    # Forms that were filled from the former limits are out of date.
    room.roundtable.version += 1
    audit.record(
        Verb.LIMITS_CHANGED,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        limits=[[group.kind, group.key, bounds[group].cap, bounds[group].floor] for group in changed],
        over=[[group.kind, group.key, taken] for group, taken, _ in _over(room)],
    )
    waiting_list.promote(room, at=at)


def release(room: seats.Room, kind: str, key: str, *, by: audit.By, at: datetime) -> None:
    """Have the seats that are reserved for a group released now: the worker does it, as at every other hour.

    Raises NoLongerPossible when none are reserved any more.
    """
    for limit in room.limits:
        if (limit.group.kind, limit.group.key) == (kind, key) and limit.guarded_floor:
            change(room, {limit.group: Bounds(limit.cap, limit.floor, at)}, by=by, at=at)
            return
    raise NoLongerPossible


def check(room: seats.Room) -> None:
    """Raises LimitsContradict for limits that cannot all be meant."""
    roundtable = room.roundtable
    found = list(contradictions(room.limits, hybrid=roundtable.hybrid, starts_at=roundtable.starts_at))
    if found:
        raise LimitsContradict(contradictions=found)


def _over(room: seats.Room) -> Iterator[tuple[Group, int, int]]:
    """On record, so that those who are over the limit now are told from those who come to be so otherwise."""
    return seat_rules.over(room.limits, rooms.counts_of(room.roundtable.id))


def _set(
    roundtable_id: int, before: seat_rules.Limit | None, group: Group, wanted: Bounds, at: datetime
) -> None:
    limit = db.session.scalar(
        select(Limit).where(
            Limit.roundtable_id == roundtable_id, Limit.kind == group.kind, Limit.key == group.key
        )
    )
    if wanted == rules.NONE:
        db.session.delete(limit)
        return
    if limit is None:
        limit = Limit(roundtable_id=roundtable_id, kind=group.kind, key=group.key)
        db.session.add(limit)
    if not rules.stays_released(before, wanted, at):
        limit.released_at = None
    limit.cap, limit.floor, limit.release_at = wanted.cap, wanted.floor, wanted.release_at

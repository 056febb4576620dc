"""Change how many seats there are, in all and for each group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, seats, waiting_list
from registration.extensions import db
from registration.models.seats import Limit
from registration.rules.contradictions import contradictions
from registration.rules.refusals import LimitsContradict
from registration.rules.seats import Group
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Bounds:
    """What a group is held to. Nothing of it: the group has no limit."""

    cap: int | None = None
    floor: int | None = None
    release_at: datetime | None = None


def change_caps(room: seats.Room, caps: Mapping[Group, int | None], *, by: audit.By, at: datetime) -> None:
    """Set the caps that are named (None: no cap); floors, their hours and other limits stay."""
    present = {limit.group: limit for limit in room.limits}
    bounds = {
        group: Bounds(cap, present[group].floor, present[group].release_at)
        if group in present
        else Bounds(cap)
        for group, cap in caps.items()
    }
    change(room, bounds, by=by, at=at)


def change(room: seats.Room, bounds: Mapping[Group, Bounds], *, by: audit.By, at: datetime) -> None:
    """Set the limits of the groups that are named; others stay. Then whoever fits now is seated.

    Lowering a cap below what is taken drops nobody: see the rule in `rules/seats.py`. Raises LimitsContradict.
    """
    changed = [group for group, wanted in bounds.items() if _set(room.roundtable.id, group, wanted, at)]
    db.session.flush()
    room.read_limits()
    check(room)
    if not changed:
        return
    audit.record(
        Verb.LIMITS_CHANGED,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        limits=[[group.kind, group.key, bounds[group].cap, bounds[group].floor] for group in changed],
    )
    waiting_list.promote(room, at=at)


def check(room: seats.Room) -> None:
    """Raises LimitsContradict for limits that cannot all be meant."""
    roundtable = room.roundtable
    found = list(contradictions(room.limits, hybrid=roundtable.hybrid, starts_at=roundtable.starts_at))
    if found:
        raise LimitsContradict(contradictions=found)


def _set(roundtable_id: int, group: Group, wanted: Bounds, at: datetime) -> bool:
    """Whether this changed anything. A release that is put off, or a floor set anew, is to be released again."""
    limit = db.session.scalar(
        select(Limit).where(
            Limit.roundtable_id == roundtable_id, Limit.kind == group.kind, Limit.key == group.key
        )
    )
    if wanted == Bounds():
        if limit is not None:
            db.session.delete(limit)
        return limit is not None
    if limit is None:
        limit = Limit(roundtable_id=roundtable_id, kind=group.kind, key=group.key)
        db.session.add(limit)
    elif Bounds(limit.cap, limit.floor, limit.release_at) == wanted:
        return False
    if wanted.release_at is None or wanted.release_at > at or wanted.floor != limit.floor:
        limit.released_at = None
    limit.cap, limit.floor, limit.release_at = wanted.cap, wanted.floor, wanted.release_at
    return True

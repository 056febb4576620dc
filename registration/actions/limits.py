"""Change how many seats there are, in all and for each group."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, seats, waiting_list
from registration.extensions import db
from registration.models.seats import Limit
from registration.rules.seats import Group
from registration.rules.verbs import Verb


def change(room: seats.Room, caps: Mapping[Group, int | None], *, by: audit.By, at: datetime) -> seats.Room:
    """Set the caps that are named (None: no cap); floors and other limits stay. Gives the room with its new limits.

    Lowering a cap below what is taken drops nobody: see the rule in `rules/seats.py`.
    """
    changed = [group for group, cap in caps.items() if _set(room.roundtable.id, group, cap)]
    if not changed:
        return room
    db.session.flush()
    audit.record(
        Verb.LIMITS_CHANGED,
        by=by,
        at=at,
        roundtable_id=room.roundtable.id,
        caps=[[group.kind, group.key, caps[group]] for group in changed],
    )
    room = seats.Room(room.roundtable)
    waiting_list.promote(room, at=at)
    return room


def _set(roundtable_id: int, group: Group, cap: int | None) -> bool:
    """Whether this changed anything."""
    limit = db.session.scalar(
        select(Limit).where(
            Limit.roundtable_id == roundtable_id, Limit.kind == group.kind, Limit.key == group.key
        )
    )
    if limit is None:
        if cap is not None:
            db.session.add(Limit(roundtable_id=roundtable_id, kind=group.kind, key=group.key, cap=cap))
        return cap is not None
    if limit.cap == cap:
        return False
    limit.cap = cap
    if cap is None and limit.floor is None:
        db.session.delete(limit)
    return True

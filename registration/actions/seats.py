"""Give and free seats: the one lock, the one decision, the one place that changes counts.

Every unit that touches seats begins with `lock`, which raises the roundtable's `seats_version` as its first
statement: whoever comes second waits there, on every database.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select, tuple_, update
from sqlalchemy.orm import lazyload

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.rules import seats, statuses
from registration.rules.refusals import ChangeWouldNotFit, NotFound
from registration.rules.seats import Group, Party, Refusal, Taken

# Counts are read as rows: no object of the session has to follow them.
_BY_ITSELF = {"synchronize_session": False}


class Room:
    """A locked roundtable with its limits and as many counts as a decision needs."""

    def __init__(self, roundtable: Roundtable) -> None:
        self.roundtable = roundtable
        self.limits = tuple(
            seats.Limit(Group(row.kind, row.key), row.cap, row.floor, row.release_at)
            for row in db.session.execute(
                select(Limit.kind, Limit.key, Limit.cap, Limit.floor, Limit.release_at).where(
                    Limit.roundtable_id == roundtable.id
                )
            )
        )
        self.counts: dict[Group, Taken] = {}
        self._stored: set[Group] = set()
        # What every decision looks at, read along with the first party's own groups.
        self._always = {seats.TOTAL, seats.ROOM, *(limit.group for limit in self.limits if limit.floor)}

    def refusal(self, party: Party, *, at: datetime, leaving: Party | None = None) -> Refusal | None:
        """The limit that refuses the party, or None when there is a seat."""
        self._load({*party.seats(), *(leaving.seats() if leaving else ())})
        return seats.refusal(
            self.limits, self.counts, party, hybrid=self.roundtable.hybrid, now=at, leaving=leaving
        )

    def move(self, leaving: Party | None, arriving: Party | None) -> None:
        """Write the change of counts: one party leaves, another arrives."""
        touched = {*(leaving.seats() if leaving else ()), *(arriving.seats() if arriving else ())}
        self._load(touched)
        after = seats.moved(self.counts, leaving, arriving)
        self._store({group: after[group] for group in touched if after[group] != self.counts.get(group)})
        self.counts = after

    def is_full(self) -> bool:
        self._load({seats.TOTAL})
        cap = seats.cap_of(self.limits, seats.TOTAL)
        return cap is not None and self.counts.get(seats.TOTAL, Taken()).seats >= cap

    def _load(self, groups: set[Group]) -> None:
        missing = (groups | self._always) - self.counts.keys()
        if not missing:
            return
        rows = db.session.execute(
            select(Count.kind, Count.key, Count.taken, Count.in_person).where(
                Count.roundtable_id == self.roundtable.id,
                tuple_(Count.kind, Count.key).in_([(group.kind, group.key) for group in missing]),
            )
        )
        found = {Group(kind, key): Taken(taken, in_person) for kind, key, taken, in_person in rows}
        self._stored |= found.keys()
        self.counts |= {group: found.get(group, Taken()) for group in missing}

    def _store(self, changed: Mapping[Group, Taken]) -> None:
        known = {group: taken for group, taken in changed.items() if group in self._stored}
        if known:
            db.session.execute(update(Count), _rows(self.roundtable.id, known), execution_options=_BY_ITSELF)
        _insert(self.roundtable.id, {group: changed[group] for group in changed.keys() - known.keys()})
        self._stored |= changed.keys()


def lock(roundtable_id: int) -> Room:
    """Take the lock of a roundtable's seats; must be the first statement that touches it. Raises NotFound."""
    roundtable = db.session.scalar(
        update(Roundtable)
        .where(Roundtable.id == roundtable_id)
        .values(seats_version=Roundtable.seats_version + 1)
        .returning(Roundtable)
        # Who convenes it decides nothing here.
        .options(lazyload(Roundtable.organizations)),
        execution_options={**_BY_ITSELF, "populate_existing": True},
    )
    if roundtable is None:
        raise NotFound
    return Room(roundtable)


def lock_of(registration: Registration) -> Room:
    """Take the lock for a registration found before, and read the registration again behind it."""
    room = lock(registration.roundtable_id)
    db.session.refresh(registration)
    return room


def free(room: Room, party: Party, *, held: bool) -> None:
    """Give a party's seats back. `held` is whether the status it left held any: a seat is never freed twice."""
    if held:
        room.move(party, None)


def change(room: Room, before: Party, after: Party, *, at: datetime) -> None:
    """Exchange a held party for another, whole or not at all. Raises ChangeWouldNotFit."""
    if before == after:
        return
    if found := room.refusal(after, at=at, leaving=before):
        raise ChangeWouldNotFit(limit=found.group.kind, cap=found.cap)
    room.move(before, after)


def decision(refusal: Refusal | None) -> dict[str, object]:
    """The rule and its inputs, as kept with a registration."""
    if refusal is None:
        return {"seated": True}
    return {
        "seated": False,
        "kind": refusal.group.kind,
        "key": refusal.group.key,
        "cap": refusal.cap,
        "taken": refusal.taken,
        "because_of_floors": refusal.because_of_floors,
    }


def recount(room: Room) -> None:
    """Write all counts anew from the statuses, after a change that touches everyone (such as the mode)."""
    rows = db.session.scalars(
        select(Registration).where(
            Registration.roundtable_id == room.roundtable.id, Registration.status.in_(statuses.HOLDS_A_SEAT)
        )
    )
    wanted = seats.recount(row.party for row in rows)
    db.session.execute(
        delete(Count).where(Count.roundtable_id == room.roundtable.id), execution_options=_BY_ITSELF
    )
    _insert(room.roundtable.id, wanted)
    room.counts, room._stored = dict(wanted), set(wanted)


def _insert(roundtable_id: int, counts: Mapping[Group, Taken]) -> None:
    if counts:
        db.session.execute(insert(Count), _rows(roundtable_id, counts))


def _rows(roundtable_id: int, counts: Mapping[Group, Taken]) -> list[dict[str, object]]:
    return [
        {
            "roundtable_id": roundtable_id,
            "kind": group.kind,
            "key": group.key,
            "taken": taken.seats,
            "in_person": taken.in_person,
        }
        for group, taken in counts.items()
    ]

"""Give and free seats: the one lock, the one decision, the one place that changes counts.

Every unit that touches seats begins with `lock`, which raises the roundtable's `seats_version` as its first
statement: whoever comes second waits there, on every database.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, tuple_, update

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.rules import seats, statuses
from registration.rules.refusals import ChangeWouldNotFit, NotFound
from registration.rules.seats import Group, Party, Refusal, Taken


class Room:
    """A locked roundtable with its limits and as many counts as a decision needs."""

    def __init__(self, roundtable: Roundtable) -> None:
        self.roundtable = roundtable
        self.limits = tuple(
            seats.Limit(Group(row.kind, row.key), row.cap, row.floor, row.release_at)
            for row in db.session.scalars(select(Limit).where(Limit.roundtable_id == roundtable.id))
        )
        self.counts: dict[Group, Taken] = {}
        self._stored: set[Group] = set()
        self._load({seats.TOTAL, seats.ROOM, *(limit.group for limit in self.limits if limit.floor)})

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
        for group in sorted(touched, key=lambda group: (group.kind, group.key)):
            if after[group] != self.counts.get(group):
                self._store(group, after[group])
        self.counts = after

    def is_full(self) -> bool:
        cap = seats.cap_of(self.limits, seats.TOTAL)
        return cap is not None and self.counts.get(seats.TOTAL, Taken()).seats >= cap

    def _load(self, groups: set[Group]) -> None:
        missing = groups - self.counts.keys()
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

    def _store(self, group: Group, taken: Taken) -> None:
        values = {"taken": taken.seats, "in_person": taken.in_person}
        if group in self._stored:
            db.session.execute(
                update(Count)
                .where(
                    Count.roundtable_id == self.roundtable.id,
                    Count.kind == group.kind,
                    Count.key == group.key,
                )
                .values(values),
                execution_options={"synchronize_session": False},
            )
            return
        db.session.execute(
            Count.__table__.insert().values(  # type: ignore[attr-defined]
                roundtable_id=self.roundtable.id, kind=group.kind, key=group.key, **values
            )
        )
        self._stored.add(group)


def lock(roundtable_id: int) -> Room:
    """Take the lock of a roundtable's seats; must be the first statement that touches it. Raises NotFound."""
    db.session.execute(
        update(Roundtable)
        .where(Roundtable.id == roundtable_id)
        .values(seats_version=Roundtable.seats_version + 1),
        execution_options={"synchronize_session": False},
    )
    roundtable = db.session.get(Roundtable, roundtable_id, populate_existing=True)
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
        Count.__table__.delete().where(  # type: ignore[attr-defined]
            Count.__table__.c.roundtable_id == room.roundtable.id
        )
    )
    _insert(room.roundtable.id, wanted.items())
    room.counts, room._stored = dict(wanted), set(wanted)


def _insert(roundtable_id: int, counts: Iterable[tuple[Group, Taken]]) -> None:
    rows = [
        {
            "roundtable_id": roundtable_id,
            "kind": group.kind,
            "key": group.key,
            "taken": taken.seats,
            "in_person": taken.in_person,
        }
        for group, taken in counts
    ]
    if rows:
        db.session.execute(Count.__table__.insert(), rows)  # type: ignore[attr-defined]

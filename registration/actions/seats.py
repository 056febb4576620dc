"""Give and free seats: the one lock, the one decision, the one place that changes counts.

Every unit that touches seats begins with `lock`, which raises the roundtable's `seats_version` as its first
statement: whoever comes second waits there, on every database.
"""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, insert, update
from sqlalchemy.orm import lazyload

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count
from registration.queries import rooms
from registration.rules import seats
from registration.rules.refusals import ChangeWouldNotFit, NoSeatToHold, NotFound
from registration.rules.seats import Group, Party, Refusal, Taken

# Counts are read as rows: no object of the session has to follow them.
_BY_ITSELF = {"synchronize_session": False}

# Made once: every seat given or freed asks the same.
_LOCK = (
    update(Roundtable)
    .where(Roundtable.id == bindparam("roundtable"))
    .values(seats_version=Roundtable.seats_version + 1)
    .returning(Roundtable)
    # Who convenes it decides nothing here.
    .options(lazyload(Roundtable.organizations))
)
_COUNTS = Count.metadata.tables[Count.__tablename__]
_CHANGE = (
    update(_COUNTS)
    .where(*(column == bindparam(f"its_{column.name}") for column in _COUNTS.primary_key))
    .values(taken=bindparam("its_taken"), in_person=bindparam("its_in_person"))
)


class Room(rooms.Room):
    """A locked roundtable: what is moved here is written."""

    def __init__(self, roundtable: Roundtable) -> None:
        super().__init__(roundtable)
        # Whether somebody sat down and made room: by meeting two floors at once, or by taking less than was kept.
        self.eased = False
        self._stored: set[Group] = set()

    def read_limits(self) -> None:
        """Look at the limits again, after they have changed."""
        self.limits = rooms.limits_of(self.roundtable.id)
        self._always |= {limit.group for limit in self.limits if limit.floor}

    def follow(self, trial: rooms.Room) -> None:
        """Write all that was moved on trial."""
        self._load(set(trial.counts))
        self._keep({group: taken for group, taken in trial.counts.items() if taken != self.counts[group]})
        self.counts = dict(trial.counts)

    def _read(self, groups: set[Group]) -> dict[Group, Taken]:
        found = super()._read(groups)
        self._stored |= found.keys()
        return found

    def _keep(self, changed: dict[Group, Taken]) -> None:
        known = {group: taken for group, taken in changed.items() if group in self._stored}
        if known:
            rows = _rows(self.roundtable.id, known)
            db.session.execute(
                _CHANGE, [{f"its_{name}": value for name, value in row.items()} for row in rows]
            )
        _insert(self.roundtable.id, {group: changed[group] for group in changed.keys() - known.keys()})
        self._stored |= changed.keys()


def lock(roundtable_id: int) -> Room:
    """Take the lock of a roundtable's seats; must be the first statement that touches it. Raises NotFound."""
    roundtable = db.session.scalar(
        _LOCK, {"roundtable": roundtable_id}, execution_options={**_BY_ITSELF, "populate_existing": True}
    )
    if roundtable is None:
        raise NotFound
    return Room(roundtable)


def lock_of(registration: Registration) -> Room:
    """Take the lock for a registration found before, and read the registration again behind it."""
    room = lock(registration.roundtable_id)
    db.session.refresh(registration)
    return room


def take(room: Room, registration: Registration) -> None:
    """Seat somebody for whom the rule found a seat: a free one, or one that was held for this very person."""
    assert not registration.holds_seat
    needed, kept = room.needed(), kept_for(registration)
    room.move(kept, registration.party)
    # A smaller party than was expected, or one of other groups, leaves something free.
    room.eased |= room.needed() < needed or kept not in (None, registration.party)
    registration.holds_seat = True
    if replaces(registration):
        assert registration.predecessor is not None
        registration.predecessor.holds_seat = False
    elif registration.invitation is not None and registration.invitation.held:
        registration.invitation.held -= 1


def kept_for(registration: Registration) -> Party | None:
    """Whose seat somebody steps into: the predecessor's, or one that the invitation holds; None without any."""
    if replaces(registration):
        assert registration.predecessor is not None
        return registration.predecessor.party
    invitation: Invitation | None = registration.invitation
    return invitation.party if invitation is not None and invitation.held else None


def replaces(registration: Registration) -> bool:
    """Whether somebody is named in place of a person who still keeps the seat."""
    return registration.predecessor is not None and registration.predecessor.holds_seat


def hold(room: Room, invitation: Invitation, number: int) -> None:
    """Keep seats for people who are invited, one by one. Raises NoSeatToHold, with nothing held."""
    trial = rooms.Room(room.roundtable, room.limits)
    for _ in range(number):
        if refusal := trial.refusal(invitation.party):
            raise NoSeatToHold(decision=decision(refusal))
        trial.move(None, invitation.party)
    room.follow(trial)
    invitation.held += number


def let_go(room: Room, invitation: Invitation) -> bool:
    """Give back whatever an invitation holds still. Whether it held any."""
    held = invitation.held
    while let_go_one(room, invitation):
        """One by one: the party of each is the same."""
    return held > 0


def let_go_one(room: Room, invitation: Invitation) -> bool:
    """Give back one of the seats an invitation holds. Whether it held any."""
    if not invitation.held:
        return False
    room.move(invitation.party, None)
    invitation.held -= 1
    return True


def free(room: Room, registration: Registration) -> bool:
    """Give back what a registration holds; a seat is never given back twice. Whether it held any."""
    if not registration.holds_seat:
        return False
    room.move(registration.party, None)
    registration.holds_seat = False
    return True


def change(room: Room, before: Party, after: Party) -> None:
    """Exchange a held party for another, whole or not at all. Raises ChangeWouldNotFit."""
    if before == after:
        return
    if found := room.refusal(after, leaving=before):
        raise ChangeWouldNotFit(decision=decision(found))
    room.move(before, after)
    room.eased = True


def decision(refusal: Refusal | None, *, others_first: bool = False) -> dict[str, object]:
    """The rule and its inputs, as kept with a registration. `others_first`: there is a seat, and others wait for it."""
    if refusal is None:
        return {"seated": False, "others_first": True} if others_first else {"seated": True}
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
    wanted = seats.recount_alike(rooms.holders(room.roundtable.id))
    db.session.execute(
        delete(Count).where(Count.roundtable_id == room.roundtable.id), execution_options=_BY_ITSELF
    )
    _insert(room.roundtable.id, wanted)
    room.counts, room._stored = dict(wanted), set(wanted)


def _insert(roundtable_id: int, counts: Mapping[Group, Taken]) -> None:
    if counts:
        db.session.execute(insert(_COUNTS), _rows(roundtable_id, counts))


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

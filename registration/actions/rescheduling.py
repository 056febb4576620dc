"""When a roundtable takes place otherwise than announced: those who hold a place or wait for one are told."""

from dataclasses import dataclass
from datetime import datetime

from registration.actions import mail, seats
from registration.extensions import db
from registration.models.roundtables import Mode, Roundtable
from registration.queries import invitations, registrations
from registration.rules.letters import Letter
from registration.rules.standing import State


@dataclass(frozen=True)
class Meeting:
    """When and where a roundtable takes place."""

    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    mode: Mode
    cities: dict[str, str]
    venues: dict[str, str]

    @classmethod
    def of(cls, roundtable: Roundtable) -> "Meeting":
        return cls(
            roundtable.starts_at,
            roundtable.ends_at,
            roundtable.zone,
            roundtable.mode,
            dict(roundtable.cities or {}),
            dict(roundtable.venues or {}),
        )

    def as_fact(self) -> dict[str, object]:
        """As a letter keeps it: codes, texts by language, times in ISO 8601."""
        return {
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "zone": self.zone,
            "mode": str(self.mode),
            "cities": self.cities,
            "venues": self.venues,
        }


def moves(before: Meeting, after: Meeting) -> bool:
    """Whether participants have to know. A place that is named in one more language is still the same place."""
    plain = ("starts_at", "ends_at", "zone", "mode")
    if any(getattr(before, name) != getattr(after, name) for name in plain):
        return True
    return _says_otherwise(before.cities, after.cities) or _says_otherwise(before.venues, after.venues)


def is_told(roundtable: Roundtable, before: Meeting, after: Meeting, *, at: datetime) -> bool:
    """Whether a change would be told: the meeting is public, is not over before and after it, and moves."""
    over = all(one.ends_at is not None and one.ends_at <= at for one in (before, after))
    return roundtable.state is State.PUBLISHED and not over and moves(before, after)


def tell(roundtable: Roundtable, before: Meeting, *, at: datetime) -> None:
    """A letter to everyone who holds a place or waits, if the meeting is public and has moved."""
    if not moves(before, Meeting.of(roundtable)):
        return
    roundtable.calendar_sequence += 1
    if roundtable.state is not State.PUBLISHED:
        return
    for registration in registrations.live(roundtable):
        mail.queue(Letter.ROUNDTABLE_CHANGED, registration, at=at, before=before.as_fact())


def take_over_mode(room: seats.Room) -> None:
    """Where there is no choice of attendance any more, everybody attends in the mode that is left."""
    mode = room.roundtable.mode
    if mode is Mode.HYBRID:
        return
    for registration in registrations.live(room.roundtable):
        registration.mode = str(mode)
    for invitation in invitations.live(room.roundtable):
        invitation.mode = str(mode)
    db.session.flush()
    seats.recount(room)


def _says_otherwise(before: dict[str, str], after: dict[str, str]) -> bool:
    return any(after.get(code) != text for code, text in before.items()) or bool(after and not before)

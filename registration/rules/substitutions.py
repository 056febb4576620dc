"""Somebody else comes instead: who decides that, and until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registration.rules.statuses import Status


class Substitution(StrEnum):
    """What becomes of a person who is named instead of another of the same delegation."""

    AUTOMATIC = "automatic"
    APPROVAL = "approval"
    NEVER = "never"


@dataclass(frozen=True)
class Terms:
    """How people of one type are replaced. Without an end it is possible until the meeting is over."""

    substitution: Substitution = Substitution.AUTOMATIC
    until: datetime | None = None

    def at(self, moment: datetime) -> Substitution:
        """The same, once the time for it is over: not at all."""
        over = self.until is not None and self.until <= moment
        return Substitution.NEVER if over else self.substitution


# Whoever holds a place or waits for one can pass it on.
REPLACEABLE = frozenset({Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED})

# Answers about the delegation go over to the successor; everything else is about a person.
CARRIED_OVER = (
    "state",
    "un_entity",
    "organization",
    "represented_by",
    "department",
    "duty_station",
    "country",
    "ecosoc_status",
    "delegation_role",
    "mode",
    "language",
)

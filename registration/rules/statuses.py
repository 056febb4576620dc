"""The life of a registration: its statuses, the moves between them, and which of them hold a seat."""

from enum import StrEnum


class Status(StrEnum):
    UNVERIFIED = "unverified"
    PENDING = "pending"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUBSTITUTED = "substituted"
    MERGED = "merged"
    CANCELLED = "cancelled"


# Statuses in which a person is still in the process: one of these per person and roundtable.
LIVE = frozenset({Status.UNVERIFIED, Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED})

HOLDS_A_SEAT = frozenset({Status.OFFERED, Status.CONFIRMED})

# Here it depends: on whether there was a seat, and whether the roundtable keeps seats for people it has yet to approve.
MAY_HOLD_A_SEAT = frozenset({Status.UNVERIFIED, Status.PENDING})

NEXT: dict[Status, frozenset[Status]] = {
    Status.UNVERIFIED: frozenset(
        {
            Status.PENDING,
            Status.WAITLISTED,
            Status.CONFIRMED,
            Status.WITHDRAWN,
            Status.DECLINED,
            Status.MERGED,
            Status.CANCELLED,
        }
    ),
    Status.PENDING: frozenset(
        {
            Status.WAITLISTED,
            Status.OFFERED,
            Status.CONFIRMED,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.SUBSTITUTED,
            Status.MERGED,
            Status.CANCELLED,
        }
    ),
    Status.WAITLISTED: frozenset(
        {
            Status.PENDING,
            Status.OFFERED,
            Status.CONFIRMED,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.SUBSTITUTED,
            Status.MERGED,
            Status.CANCELLED,
        }
    ),
    Status.OFFERED: frozenset(
        {
            Status.CONFIRMED,
            Status.WAITLISTED,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.MERGED,
            Status.SUBSTITUTED,
            Status.CANCELLED,
        }
    ),
    Status.CONFIRMED: frozenset(
        {
            Status.WAITLISTED,
            Status.PENDING,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.SUBSTITUTED,
            Status.MERGED,
            Status.CANCELLED,
        }
    ),
    Status.DECLINED: frozenset({Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED}),
    Status.WITHDRAWN: frozenset({Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED}),
    # Whoever takes the place back has it as the successor had it.
    Status.SUBSTITUTED: frozenset({Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED}),
    Status.MERGED: frozenset(),
    Status.CANCELLED: frozenset(),
}


def agrees(status: Status, *, holds_seat: bool) -> bool:
    """Whether somebody in this status may hold a seat, or be without one."""
    return status in MAY_HOLD_A_SEAT or holds_seat == (status in HOLDS_A_SEAT)


def may_follow(before: Status, after: Status) -> bool:
    return after in NEXT[before]

"""Reminders: whom they concern, and when they are due, before a meeting or after its end."""

from datetime import datetime, timedelta
from enum import StrEnum

MOST_HOURS = 24 * 60
# How long a reminder that could not be sent at its time may still be: the worker may have been away.
LATEST = timedelta(hours=12)


class Condition(StrEnum):
    """Whom a reminder concerns."""

    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"
    OFFERED = "offered"
    WAITLISTED = "waitlisted"
    QUESTION_OPEN = "question_open"


# After the meeting there is nothing left to answer or to wait for.
AFTER_THE_END = frozenset({Condition.CONFIRMED})


def moment(
    starts_at: datetime | None, ends_at: datetime | None, hours: int, *, after_end: bool
) -> datetime | None:
    """When it is due; None while the meeting has no date."""
    if starts_at is None:
        return None
    return (
        (ends_at or starts_at) + timedelta(hours=hours) if after_end else starts_at - timedelta(hours=hours)
    )


def is_due(due_at: datetime | None, active_since: datetime | None, now: datetime) -> bool:
    """Whether it is sent now: neither early, nor hours late, nor for a time before it was switched on."""
    if due_at is None or active_since is None:
        return False
    return max(due_at, active_since) == due_at and due_at <= now < due_at + LATEST

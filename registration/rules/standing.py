"""Where a roundtable stands, in one word, for everyone who looks at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FEW = 0.2
CLOSING_SOON = timedelta(days=3)


class State(StrEnum):
    """What organizers decided about a roundtable."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class Admission(StrEnum):
    """How people come in: at once, after organizers have said yes, or only when asked to."""

    OPEN = "open"
    APPROVAL = "approval"
    INVITATION = "invitation"


class Standing(StrEnum):
    """What a visitor needs to know before anything else."""

    CANCELLED = "cancelled"
    PAST = "past"
    UNDATED = "undated"
    BY_INVITATION = "by_invitation"
    NOT_YET_OPEN = "not_yet_open"
    CLOSED = "closed"
    FULL = "full"
    WAITING_LIST = "waiting_list"
    CLOSING_SOON = "closing_soon"
    FEW_SEATS = "few_seats"
    OPEN = "open"


TAKES_REGISTRATIONS = frozenset(
    {Standing.OPEN, Standing.FEW_SEATS, Standing.CLOSING_SOON, Standing.WAITING_LIST}
)


@dataclass(frozen=True)
class Facts:
    """What the standing follows from. `cap` and `taken` are seats in all."""

    state: State
    admission: Admission
    starts_at: datetime | None
    ends_at: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    waiting_list_open: bool
    cap: int | None
    taken: int


def standing(facts: Facts, now: datetime) -> Standing:
    if facts.state is State.CANCELLED:
        return Standing.CANCELLED
    if facts.ends_at is not None and facts.ends_at <= now:
        return Standing.PAST
    if facts.admission is Admission.INVITATION:
        return Standing.BY_INVITATION
    if facts.starts_at is None:
        return Standing.UNDATED
    if closes_at(facts) <= now:
        return Standing.CLOSED
    if facts.opens_at is not None and now < facts.opens_at:
        return Standing.NOT_YET_OPEN
    return _standing_while_open(facts, now)


def closes_at(facts: Facts) -> datetime:
    """When registration ends: the set time, at the latest the start."""
    assert facts.starts_at is not None
    return min(facts.closes_at or facts.starts_at, facts.starts_at)


def _standing_while_open(facts: Facts, now: datetime) -> Standing:
    left = None if facts.cap is None else facts.cap - facts.taken
    if left is not None and left <= 0:
        return Standing.WAITING_LIST if facts.waiting_list_open else Standing.FULL
    if closes_at(facts) - now <= CLOSING_SOON:
        return Standing.CLOSING_SOON
    if left is not None and facts.cap is not None and left <= max(1, round(facts.cap * FEW)):
        return Standing.FEW_SEATS
    return Standing.OPEN

"""From when until when registration is open: for everyone, and within that for one stakeholder type."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outside(StrEnum):
    """What keeps a window from lying within another."""

    OPENS_EARLIER = "opens_earlier"
    CLOSES_LATER = "closes_later"
    NEVER_OPEN = "never_open"


@dataclass(frozen=True)
class Window:
    """None: no end on that side of its own."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


def outside(window: Window, whole: Window) -> Iterator[Outside]:
    """Everything that keeps a window from lying within the whole."""
    if window.opens_at and whole.opens_at and window.opens_at < whole.opens_at:
        yield Outside.OPENS_EARLIER
    if window.closes_at and whole.closes_at and window.closes_at > whole.closes_at:
        yield Outside.CLOSES_LATER
    opens_at, closes_at = window.opens_at or whole.opens_at, window.closes_at or whole.closes_at
    if window != Window() and opens_at and closes_at and opens_at >= closes_at:
        yield Outside.NEVER_OPEN

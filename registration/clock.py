"""The only place that reads the time. Doors ask it; everyone else is told."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def ticks() -> float:
    """Seconds of a clock that never jumps, for measuring how long something has been kept."""
    return time.monotonic()

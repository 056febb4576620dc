"""The daily digest of an organizer: at an hour of the clocks of a city."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

USUAL_HOUR = 7


def last_due(hour: int, zone: str, now: datetime) -> datetime:
    """The latest moment at which a digest was due."""
    local = now.astimezone(ZoneInfo(zone))
    today = local.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    return today if today <= local else today - timedelta(days=1)


def is_due(hour: int | None, zone: str, digested_at: datetime | None, now: datetime) -> bool:
    """Once a day: `digested_at` is when the last one was looked after, or when the digest was switched on."""
    if hour is None or digested_at is None:
        return False
    return digested_at < last_due(hour, zone, now)

"""How long a freed seat is offered to the next in line. Nobody loses one overnight, or once registration has closed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_BEGINS, DAY_ENDS = time(9), time(18)

# With less time than this an offer would be a trap, and so close to the meeting nobody can wait for an answer:
# then the next in line is confirmed at once, and gives the seat back if it is not wanted.
SHORTEST = timedelta(hours=6)
NEAR = timedelta(days=3)


def deadline(
    at: datetime, *, hours: int, zone: str, starts_at: datetime | None, closes_at: datetime | None
) -> datetime | None:
    """When an offer made at `at` ends: in so many hours, moved on to the next morning when that is out of hours.

    None: no offer, the seat is confirmed at once. Hours of the day are those of the meeting's zone.
    """
    if starts_at is not None and starts_at - at <= NEAR:
        return None
    last = min((moment for moment in (closes_at, starts_at) if moment is not None), default=None)
    ends_at = _into_the_day(at + timedelta(hours=hours), zone)
    if last is not None and ends_at > last:
        ends_at = _back_into_the_day(last, zone)
    return ends_at if ends_at - at >= min(SHORTEST, timedelta(hours=hours)) else None


def _into_the_day(moment: datetime, zone: str) -> datetime:
    local = moment.astimezone(ZoneInfo(zone))
    if local.time() < DAY_BEGINS:
        local = _at(local, DAY_BEGINS)
    elif local.time() > DAY_ENDS:
        local = _at(local + timedelta(days=1), DAY_BEGINS)
    return local.astimezone(moment.tzinfo)


def _back_into_the_day(moment: datetime, zone: str) -> datetime:
    local = moment.astimezone(ZoneInfo(zone))
    if local.time() > DAY_ENDS:
        local = _at(local, DAY_ENDS)
    elif local.time() < DAY_BEGINS:
        local = _at(local - timedelta(days=1), DAY_ENDS)
    return local.astimezone(moment.tzinfo)


def _at(local: datetime, clock: time) -> datetime:
    return datetime.combine(local.date(), clock, local.tzinfo)

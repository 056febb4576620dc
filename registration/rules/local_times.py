"""A time as read on a wall clock, made exact: nights on which clocks are set leave times out or repeat them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class NoSuchTime(ValueError):
    """The clocks skip this time: they are set forward that night."""


class TimeHappensTwice(ValueError):
    """The clocks show this time twice: they are set back that night."""


def exact(local: datetime, zone: str) -> datetime:
    """The moment in UTC of a naive time in a zone. Raises NoSuchTime or TimeHappensTwice."""
    place = ZoneInfo(zone)
    first = local.replace(tzinfo=place, fold=0)
    second = local.replace(tzinfo=place, fold=1)
    moment = first.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) != local.replace(fold=0):
        raise NoSuchTime
    if first.utcoffset() != second.utcoffset():
        raise TimeHappensTwice
    return moment


def on_the_wall(moment: datetime, zone: str) -> datetime:
    """What a clock in the zone shows, naive, to the minute."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0)


def moved(moment: datetime, zone: str, *, before: datetime, after: datetime) -> datetime:
    """A moment as far from `after` as it is from `before`, by the clocks of the zone; by time where those are set."""
    place = ZoneInfo(zone)
    walls = [one.astimezone(place).replace(tzinfo=None) for one in (moment, before, after)]
    try:
        return exact((walls[0] + (walls[2] - walls[1])).replace(fold=0), zone)
    except ValueError:
        return moment + (after - before)

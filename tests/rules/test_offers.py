"""Until when a freed seat is offered: by day, in time, and never as a trap."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from registration.rules import offers

NEW_YORK, GENEVA, NAIROBI = "America/New_York", "Europe/Zurich", "Africa/Nairobi"
ZONES = (
    NEW_YORK,
    GENEVA,
    NAIROBI,
    "UTC",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "America/Havana",
)


def ends(
    made: str,
    *,
    hours: int,
    zone: str = NEW_YORK,
    starts: str = "2027-06-30T10:00",
    closes: str | None = None,
) -> str | None:
    """All times as the clocks of the zone show them."""

    def moment(text: str | None) -> datetime | None:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) if text else None

    at = moment(made)
    assert at is not None
    found = offers.deadline(at, hours=hours, zone=zone, starts_at=moment(starts), closes_at=moment(closes))
    return found.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M") if found else None


@pytest.mark.parametrize(
    ("made", "hours", "expected"),
    [
        pytest.param("2027-05-03T10:00", 24, "2027-05-04T10:00", id="so many hours on"),
        pytest.param("2027-05-03T09:00", 24, "2027-05-04T09:00", id="as the day begins"),
        pytest.param("2027-05-03T18:00", 24, "2027-05-04T18:00", id="as the day ends"),
        pytest.param("2027-05-03T18:01", 24, "2027-05-05T09:00", id="a minute later is the next morning"),
        pytest.param("2027-05-03T08:59", 24, "2027-05-04T09:00", id="before the day begins"),
        pytest.param("2027-05-03T23:30", 24, "2027-05-05T09:00", id="made at night"),
        pytest.param("2027-05-03T02:00", 48, "2027-05-05T09:00", id="made before dawn"),
        pytest.param("2027-05-03T16:00", 3, "2027-05-04T09:00", id="hours that reach into the evening"),
        pytest.param(
            "2027-05-03T10:00", 2, "2027-05-03T12:00", id="fewer hours than the shortest were meant"
        ),
        pytest.param("2027-05-31T20:00", 10, "2027-06-01T09:00", id="over the end of a month"),
    ],
)
def test_an_offer_lasts_its_hours_and_ends_by_day(made: str, hours: int, expected: str) -> None:
    assert ends(made, hours=hours) == expected


@pytest.mark.parametrize(
    ("made", "hours", "closes", "expected"),
    [
        pytest.param("2027-05-03T10:00", 48, "2027-05-04T12:00", "2027-05-04T12:00", id="ends as it closes"),
        pytest.param("2027-05-03T10:00", 48, "2027-05-04T23:59", "2027-05-04T18:00", id="closes at night"),
        pytest.param("2027-05-03T10:00", 48, "2027-05-05T07:00", "2027-05-04T18:00", id="closes before dawn"),
        pytest.param(
            "2027-05-03T10:00", 48, "2027-05-03T16:00", "2027-05-03T16:00", id="six hours are enough"
        ),
        pytest.param("2027-05-03T10:00", 48, "2027-05-03T15:59", None, id="less than six hours are a trap"),
        pytest.param(
            "2027-05-03T10:00", 2, "2027-05-03T12:00", "2027-05-03T12:00", id="two hours were meant"
        ),
        pytest.param("2027-05-03T10:00", 2, "2027-05-03T11:00", None, id="one is less than was meant"),
        pytest.param("2027-05-03T17:00", 4, "2027-05-03T22:00", None, id="one hour of the day is left"),
        pytest.param("2027-05-03T20:00", 24, "2027-05-04T08:00", None, id="nothing of a day is left"),
        pytest.param("2027-05-03T10:00", 24, "2027-05-03T09:00", None, id="closed already"),
    ],
)
def test_it_never_outlasts_registration_nor_is_it_a_trap(
    made: str, hours: int, closes: str, expected: str | None
) -> None:
    assert ends(made, hours=hours, closes=closes) == expected


@pytest.mark.parametrize(
    ("made", "starts", "expected"),
    [
        pytest.param("2027-05-03T10:00", "2027-05-06T10:01", "2027-05-04T10:00", id="more than three days"),
        pytest.param("2027-05-03T10:00", "2027-05-06T10:00", None, id="three days"),
        pytest.param("2027-05-06T09:00", "2027-05-06T10:00", None, id="an hour before"),
        pytest.param("2027-05-06T11:00", "2027-05-06T10:00", None, id="after it has begun"),
    ],
)
def test_near_the_meeting_nobody_is_asked_any_more(made: str, starts: str, expected: str | None) -> None:
    assert ends(made, hours=24, starts=starts) == expected


@pytest.mark.parametrize(
    ("zone", "made", "expected"),
    [
        pytest.param(NEW_YORK, "2027-03-13T10:00", "2027-03-14T11:00", id="the night clocks go forward"),
        pytest.param(NEW_YORK, "2027-03-13T17:30", "2027-03-15T09:00", id="forward past the evening"),
        pytest.param(NEW_YORK, "2027-11-06T09:30", "2027-11-07T09:00", id="the night clocks go back"),
        pytest.param(GENEVA, "2027-10-30T18:30", "2027-10-31T17:30", id="back into the day"),
        pytest.param(NAIROBI, "2027-03-13T10:00", "2027-03-14T10:00", id="where clocks are never set"),
    ],
)
def test_the_hours_are_real_and_the_day_is_the_meetings(zone: str, made: str, expected: str) -> None:
    assert ends(made, hours=24, zone=zone, starts="2027-12-24T10:00") == expected


def test_a_date_that_is_not_known_yet_ends_nothing() -> None:
    at = datetime(2027, 5, 3, 10, tzinfo=UTC)

    assert offers.deadline(at, hours=24, zone="UTC", starts_at=None, closes_at=None) == at + timedelta(days=1)


MOMENTS = some.integers(0, 3 * 366 * 86400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
DISTANCES = some.none() | some.integers(-50_000, 900_000).map(lambda seconds: timedelta(seconds=seconds))


@given(
    at=MOMENTS, hours=some.integers(1, 400), zone=some.sampled_from(ZONES), start=DISTANCES, close=DISTANCES
)
def test_whenever_it_is_made_it_ends_by_day_in_time_and_after_a_while(
    at: datetime, hours: int, zone: str, start: timedelta | None, close: timedelta | None
) -> None:
    starts_at = None if start is None else at + start
    closes_at = None if close is None else at + close

    found = offers.deadline(at, hours=hours, zone=zone, starts_at=starts_at, closes_at=closes_at)

    if found is not None:
        assert time(9) <= found.astimezone(ZoneInfo(zone)).time() <= time(18)
        assert found - at >= min(timedelta(hours=hours), offers.SHORTEST)
        assert found <= min(moment for moment in (starts_at, closes_at, found) if moment is not None)
        assert starts_at is None or starts_at - at > offers.NEAR
        # At the most the night is waited for.
        assert found <= at + timedelta(hours=hours + 15)
    elif starts_at is None and closes_at is None:
        raise AssertionError("nothing stands in the way of an offer")

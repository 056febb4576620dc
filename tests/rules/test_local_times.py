"""Times on the wall, and the nights on which clocks are set."""

from datetime import UTC, datetime, timedelta

import pytest

from registration.rules.local_times import NoSuchTime, TimeHappensTwice, exact, on_the_wall

NEW_YORK = "America/New_York"
wall = datetime.fromisoformat


def test_a_time_is_that_of_the_city():
    assert exact(wall("2027-03-15T10:00"), NEW_YORK) == datetime(2027, 3, 15, 14, 0, tzinfo=UTC)
    assert exact(wall("2027-01-15T10:00"), NEW_YORK) == datetime(2027, 1, 15, 15, 0, tzinfo=UTC)
    assert exact(wall("2027-01-15T10:00"), "Asia/Kathmandu") == datetime(2027, 1, 15, 4, 15, tzinfo=UTC)


def test_the_hour_that_is_skipped_does_not_exist():
    for minute in (0, 30, 59):
        with pytest.raises(NoSuchTime):
            exact(wall(f"2027-03-14T02:{minute:02}"), NEW_YORK)


def test_the_hour_that_comes_twice_is_not_guessed():
    with pytest.raises(TimeHappensTwice):
        exact(wall("2027-11-07T01:30"), NEW_YORK)


@pytest.mark.parametrize("zone", [NEW_YORK, "Europe/Zurich", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
def test_what_the_wall_shows_leads_back(zone):
    moment = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
    for days in range(365):
        at = moment + timedelta(days=days)

        assert exact(on_the_wall(at, zone), zone) == at

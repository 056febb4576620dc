"""What becomes of limits when they are set, and when registration is open for one type."""

from datetime import UTC, datetime, timedelta

import pytest

from registration.rules import bounds, windows
from registration.rules.bounds import Bounds
from registration.rules.seats import TOTAL, Group, Kind, Limit
from registration.rules.windows import Outside, Window

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(hours=1), NOW + timedelta(hours=1)
GROUP = Group(Kind.STAKEHOLDER_TYPE, "un_staff")
RELEASED = Limit(GROUP, cap=5, floor=2, release_at=BEFORE, released=True)


def test_limits_that_are_not_named_stay_and_empty_ones_go() -> None:
    limits = [Limit(TOTAL, cap=9), RELEASED]

    assert bounds.applied(limits, {TOTAL: Bounds()}, NOW) == (RELEASED,)
    assert bounds.applied(limits, {}, NOW) == tuple(limits)


@pytest.mark.parametrize(
    ("wanted", "released"),
    [
        (Bounds(5, 2, BEFORE), True),
        (Bounds(4, 2, BEFORE), True),
        (Bounds(5, 2, NOW), True),
        (Bounds(5, 3, BEFORE), False),
        (Bounds(5, 2, AFTER), False),
        (Bounds(5, 2), False),
    ],
)
def test_a_floor_set_anew_or_put_off_is_to_be_released_again(wanted: Bounds, released: bool) -> None:
    (after,) = bounds.applied([RELEASED], {GROUP: wanted}, NOW)

    assert (bounds.of(after), after.released) == (wanted, released)


def test_a_new_floor_is_not_released_whatever_its_hour() -> None:
    (after,) = bounds.applied([], {GROUP: Bounds(floor=1, release_at=BEFORE)}, NOW)

    assert after.guarded_floor == 1


def test_other_caps_leave_floors_and_their_hours_alone() -> None:
    found = bounds.with_caps([RELEASED], {GROUP: None, TOTAL: 3})

    assert found == {GROUP: Bounds(None, 2, BEFORE), TOTAL: Bounds(3)}


@pytest.mark.parametrize(
    ("window", "whole", "found"),
    [
        (Window(), Window(), []),
        (Window(), Window(AFTER, BEFORE), []),
        (Window(NOW, AFTER), Window(NOW, AFTER), []),
        (Window(BEFORE, None), Window(NOW, AFTER), [Outside.OPENS_EARLIER]),
        (Window(None, AFTER), Window(BEFORE, NOW), [Outside.CLOSES_LATER]),
        (Window(AFTER, None), Window(None, NOW), [Outside.NEVER_OPEN]),
        (Window(NOW, NOW), Window(), [Outside.NEVER_OPEN]),
        (Window(BEFORE, AFTER), Window(), []),
    ],
)
def test_the_window_of_a_type_lies_within_that_of_the_roundtable(
    window: Window, whole: Window, found: list[Outside]
) -> None:
    assert list(windows.outside(window, whole)) == found

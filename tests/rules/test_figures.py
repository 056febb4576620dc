"""What the figures count: how certain a place is, and the steps of time."""

from datetime import date, timedelta

import pytest

from registration.rules import figures
from registration.rules.figures import Place, Unit
from registration.rules.statuses import LIVE, Status

FIRST = date(2026, 1, 28)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("holds_seat", [True, False])
def test_everybody_still_in_the_process_has_one_place_and_nobody_else(status, holds_seat):
    assert (figures.place(status, holds_seat=holds_seat) is not None) == (status in LIVE)


def test_a_seat_that_is_not_for_good_is_held_and_a_place_without_seat_waits_for_somebody():
    assert figures.place(Status.CONFIRMED, holds_seat=True) is Place.CONFIRMED
    assert figures.place(Status.OFFERED, holds_seat=True) is Place.HELD
    assert figures.place(Status.PENDING, holds_seat=True) is Place.HELD
    assert figures.place(Status.PENDING, holds_seat=False) is Place.UNDECIDED
    assert figures.place(Status.WAITLISTED, holds_seat=False) is Place.WAITING


@pytest.mark.parametrize(
    ("days", "unit"), [(1, Unit.DAY), (45, Unit.DAY), (46, Unit.WEEK), (420, Unit.WEEK), (421, Unit.MONTH)]
)
def test_steps_are_as_long_as_a_page_can_hold_and_leave_no_day_out(days, unit):
    today = FIRST + timedelta(days=days - 1)
    came = [FIRST + timedelta(days=day) for day in range(days)]

    course = figures.course(came, [today], today=today)

    assert course.unit is unit
    assert len(course.steps) <= 61
    assert sum(step.received for step in course.steps) == course.steps[-1].received_so_far == days
    assert course.steps[-1].withdrawn_so_far == 1
    begins = [step.begins for step in course.steps]
    assert begins == sorted(set(begins))
    assert begins[0] <= FIRST


def test_nothing_has_no_course():
    assert figures.course([], [], today=FIRST).steps == ()


def test_days_without_anything_are_there_too():
    course = figures.course([FIRST, FIRST + timedelta(days=3)], [], today=FIRST + timedelta(days=4))

    assert [step.received for step in course.steps] == [1, 0, 0, 1, 0]
    assert [step.received_so_far for step in course.steps] == [1, 1, 1, 2, 2]

"""The life of a registration, who may do what, when mail is tried again."""

from datetime import timedelta

import pytest

from registration.rules import letters, schedule, statuses
from registration.rules.letters import Calendar, Letter
from registration.rules.permissions import Grant, Permission, Role
from registration.rules.statuses import Status


def test_every_status_says_what_may_follow() -> None:
    assert set(statuses.NEXT) == set(Status)


def test_only_live_people_hold_seats() -> None:
    assert statuses.HOLDS_A_SEAT | statuses.MAY_HOLD_A_SEAT < statuses.LIVE
    assert not statuses.HOLDS_A_SEAT & statuses.MAY_HOLD_A_SEAT


@pytest.mark.parametrize(
    ("status", "with_seat", "without"),
    [
        (Status.CONFIRMED, True, False),
        (Status.OFFERED, True, False),
        (Status.PENDING, True, True),
        (Status.UNVERIFIED, True, True),
        (Status.WAITLISTED, False, True),
        (Status.WITHDRAWN, False, True),
    ],
)
def test_who_may_hold_a_seat(status: Status, with_seat: bool, without: bool) -> None:
    assert statuses.agrees(status, holds_seat=True) is with_seat
    assert statuses.agrees(status, holds_seat=False) is without


@pytest.mark.parametrize(
    ("before", "after", "possible"),
    [
        (Status.WAITLISTED, Status.CONFIRMED, True),
        (Status.CONFIRMED, Status.WITHDRAWN, True),
        (Status.WITHDRAWN, Status.WITHDRAWN, False),
        (Status.CANCELLED, Status.CONFIRMED, False),
        (Status.CONFIRMED, Status.OFFERED, False),
        (Status.DECLINED, Status.PENDING, True),
    ],
)
def test_moves_between_statuses(before: Status, after: Status, possible: bool) -> None:
    assert statuses.may_follow(before, after) is possible


def test_every_live_person_can_withdraw_and_be_cancelled() -> None:
    for status in statuses.LIVE:
        assert {Status.WITHDRAWN, Status.CANCELLED} <= statuses.NEXT[status]


def test_exporting_is_a_right_of_its_own() -> None:
    for role in Role:
        assert Permission.LISTS_EXPORT not in Grant(role).allowed
        assert Permission.LISTS_EXPORT in Grant(role, may_export=True).allowed


def test_viewers_see_no_contact_data_and_change_nothing() -> None:
    assert Grant(Role.VIEWER).allowed == {
        Permission.SIGNED_IN,
        Permission.ROUNDTABLES_VIEW,
        Permission.SEATS_VIEW,
        Permission.HISTORY_VIEW,
        Permission.REGISTRATIONS_VIEW,
    }


def test_mail_is_tried_again_ever_more_slowly_and_then_given_up() -> None:
    waits = [schedule.retry_after(attempts) for attempts in range(1, len(schedule.RETRIES) + 1)]

    assert waits == sorted(waits, key=lambda wait: wait or timedelta())
    assert schedule.retry_after(len(schedule.RETRIES) + 1) is None


@pytest.mark.parametrize(
    ("letter", "confirmed", "was_confirmed", "expected"),
    [
        (Letter.CONFIRMED, True, False, Calendar.REQUEST),
        (Letter.PROMOTED, True, False, Calendar.REQUEST),
        (Letter.CHANGED, True, False, Calendar.REQUEST),
        (Letter.WAITLISTED, False, False, Calendar.NONE),
        (Letter.WITHDRAWN, False, True, Calendar.CANCEL),
        (Letter.WITHDRAWN, False, False, Calendar.NONE),
        (Letter.ROUNDTABLE_CANCELLED, False, True, Calendar.CANCEL),
        (Letter.LINKS, True, False, Calendar.NONE),
        (Letter.REPEATED, True, False, Calendar.NONE),
        (Letter.PASSED_ON, True, False, Calendar.NONE),
    ],
)
def test_only_a_confirmed_seat_is_in_the_calendar(
    letter: Letter, confirmed: bool, was_confirmed: bool, expected: Calendar
) -> None:
    assert letters.calendar_part(letter, confirmed=confirmed, was_confirmed=was_confirmed) is expected

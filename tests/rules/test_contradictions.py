"""Limits that cannot all be meant, each with its numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from registration.rules import contradictions, seats
from registration.rules.contradictions import MOST, Contradiction, Problem
from registration.rules.seats import ROOM, TOTAL, Group, Kind, Limit

STATES = Group(Kind.STAKEHOLDER_TYPE, "member_state")
SOCIETY = Group(Kind.STAKEHOLDER_TYPE, "civil_society")
HOST = Group(Kind.HOST, "7")
STARTS_AT = datetime(2027, 5, 3, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def found(
    *limits: Limit, hybrid: bool = False, starts_at: datetime | None = STARTS_AT
) -> list[Contradiction]:
    return list(contradictions.contradictions(limits, hybrid=hybrid, starts_at=starts_at))


@pytest.mark.parametrize(
    "limits",
    [
        [],
        [Limit(TOTAL, cap=0)],
        [Limit(TOTAL, cap=10), Limit(STATES, cap=10, floor=6), Limit(SOCIETY, floor=4)],
        [Limit(TOTAL, cap=MOST)],
        [Limit(STATES, floor=50)],
        [Limit(STATES, cap=4, floor=4)],
        # More seats by type than there are in all: whoever comes first.
        [Limit(TOTAL, cap=10), Limit(STATES, cap=6), Limit(SOCIETY, cap=6)],
        [Limit(STATES, floor=2, release_at=STARTS_AT)],
    ],
)
def test_what_can_be_meant(limits: list[Limit]) -> None:
    assert found(*limits) == []


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit(TOTAL, cap=-1), Contradiction(Problem.NEGATIVE, TOTAL, cap=-1)),
        (Limit(STATES, floor=-2), Contradiction(Problem.NEGATIVE, STATES, floor=-2)),
        (Limit(STATES, cap=3, floor=-2), Contradiction(Problem.NEGATIVE, STATES, cap=3, floor=-2)),
        (Limit(HOST, cap=-3, floor=2), Contradiction(Problem.NEGATIVE, HOST, cap=-3, floor=2)),
        (Limit(TOTAL, cap=MOST + 1), Contradiction(Problem.TOO_LARGE, TOTAL, cap=MOST)),
        (Limit(STATES, floor=MOST + 1), Contradiction(Problem.TOO_LARGE, STATES, cap=MOST)),
        (Limit(STATES, cap=3, floor=4), Contradiction(Problem.CAP_BELOW_FLOOR, STATES, cap=3, floor=4)),
        (Limit(STATES, cap=0, floor=1), Contradiction(Problem.CAP_BELOW_FLOOR, STATES, cap=0, floor=1)),
        (
            Limit(STATES, floor=1, release_at=STARTS_AT + HOUR),
            Contradiction(Problem.RELEASE_AFTER_START, STATES),
        ),
    ],
)
def test_each_problem_of_one_limit_is_named_with_its_numbers(limit: Limit, expected: Contradiction) -> None:
    assert found(limit) == [expected]


def test_floors_may_not_need_more_seats_than_there_are() -> None:
    limits = Limit(TOTAL, cap=10), Limit(STATES, floor=6), Limit(SOCIETY, floor=5)

    assert found(*limits) == [Contradiction(Problem.FLOORS_ABOVE_TOTAL, TOTAL, cap=10, floor=11)]


def test_a_floor_that_was_released_needs_no_seats() -> None:
    limits = Limit(TOTAL, cap=10), Limit(STATES, floor=6), Limit(SOCIETY, floor=5, released=True)

    assert found(*limits) == []


def test_in_a_hybrid_meeting_the_room_has_to_hold_the_floors_and_not_the_line() -> None:
    total, room, floor = Limit(TOTAL, cap=10), Limit(ROOM, cap=3), Limit(SOCIETY, floor=4)

    assert found(total, room, floor, hybrid=True) == [
        Contradiction(Problem.FLOORS_ABOVE_TOTAL, ROOM, cap=3, floor=4)
    ]
    assert found(Limit(TOTAL, cap=2), floor, hybrid=True) == []


def test_a_meeting_without_a_date_has_no_start_to_be_released_after() -> None:
    assert found(Limit(STATES, floor=1, release_at=STARTS_AT + HOUR), starts_at=None) == []


def test_all_that_is_wrong_is_said_at_once_limit_by_limit() -> None:
    problems = found(
        Limit(STATES, cap=1, floor=2, release_at=STARTS_AT + HOUR),
        Limit(SOCIETY, cap=-1),
        Limit(TOTAL, cap=1),
    )

    assert [(one.problem, one.group) for one in problems] == [
        (Problem.CAP_BELOW_FLOOR, STATES),
        (Problem.RELEASE_AFTER_START, STATES),
        (Problem.NEGATIVE, SOCIETY),
        (Problem.FLOORS_ABOVE_TOTAL, TOTAL),
    ]


def test_limits_that_contradict_nothing_seat_as_many_as_their_floors_ask_for() -> None:
    limits = [Limit(TOTAL, cap=10), Limit(STATES, floor=6), Limit(SOCIETY, floor=4)]
    counts: seats.Counts = {}

    for kind, number in (("member_state", 6), ("civil_society", 4)):
        for _ in range(number):
            party = seats.Party(kind, seats.IN_PERSON)
            assert seats.refusal(limits, counts, party, hybrid=False) is None
            counts = seats.moved(counts, None, party)

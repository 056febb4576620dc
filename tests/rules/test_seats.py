"""The seat rule: caps, floors, changes, and what hybrid meetings guard."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from registration.rules import seats
from registration.rules.seats import IN_PERSON, ONLINE, ROOM, TOTAL, Group, Kind, Limit, Party, Taken

MEMBER_STATES = Group(Kind.STAKEHOLDER_TYPE, "member_state")
CIVIL_SOCIETY = Group(Kind.STAKEHOLDER_TYPE, "civil_society")


def person(
    kind: str,
    mode: str = IN_PERSON,
    delegation: str | None = None,
    host: str | None = None,
    accompanying: int = 0,
) -> Party:
    return Party(kind, mode, delegation, host, accompanying)


def refusal(
    limits: list[Limit],
    seated: list[Party],
    newcomer: Party,
    *,
    hybrid: bool = False,
    leaving: Party | None = None,
) -> seats.Refusal | None:
    return seats.refusal(limits, seats.recount(seated), newcomer, hybrid=hybrid, leaving=leaving)


def cap(kind: Kind, key: str, seats_in_all: int) -> Limit:
    return Limit(Group(kind, key), cap=seats_in_all)


def floor(key: str, least: int, *, released: bool = False) -> Limit:
    return Limit(Group(Kind.STAKEHOLDER_TYPE, key), floor=least, released=released)


TEN = cap(Kind.TOTAL, "*", 10)
WORKED_EXAMPLE = [TEN, floor("civil_society", 4), floor("member_state", 3)]
FIVE_STATES_AND_THE_UN = [*[person("member_state")] * 5, person("un_staff")]


def test_a_floor_keeps_seats_free_for_those_who_have_not_come_yet() -> None:
    found = refusal(WORKED_EXAMPLE, FIVE_STATES_AND_THE_UN, person("un_staff"))

    assert found == seats.Refusal(TOTAL, cap=10, taken=6, because_of_floors=4)


@pytest.mark.parametrize("leaver", range(5))
def test_the_second_un_person_fits_whoever_of_the_five_withdraws(leaver: int) -> None:
    left = [party for place, party in enumerate(FIVE_STATES_AND_THE_UN) if place != leaver]

    assert refusal(WORKED_EXAMPLE, left, person("un_staff")) is None


def test_a_person_for_whom_a_floor_is_kept_sits_down() -> None:
    assert refusal(WORKED_EXAMPLE, FIVE_STATES_AND_THE_UN, person("civil_society")) is None


def test_a_released_floor_keeps_nothing_free() -> None:
    limits = [TEN, floor("civil_society", 4, released=True), floor("member_state", 3)]

    assert refusal(limits, FIVE_STATES_AND_THE_UN, person("un_staff")) is None


@pytest.mark.parametrize(
    ("limits", "seated", "newcomer", "refused_by"),
    [
        ([cap(Kind.TOTAL, "*", 1)], [person("un_staff")], person("civil_society"), TOTAL),
        ([cap(Kind.TOTAL, "*", 0)], [], person("un_staff"), TOTAL),
        ([], [person("un_staff")] * 99, person("un_staff"), None),
        (
            [cap(Kind.MODE, ONLINE, 1)],
            [person("un_staff", ONLINE)],
            person("un_staff", ONLINE),
            Group(Kind.MODE, ONLINE),
        ),
        ([cap(Kind.MODE, ONLINE, 1)], [person("un_staff", ONLINE)], person("un_staff"), None),
        (
            [cap(Kind.STAKEHOLDER_TYPE, "civil_society", 1)],
            [person("civil_society")],
            person("civil_society"),
            CIVIL_SOCIETY,
        ),
        (
            [cap(Kind.STAKEHOLDER_TYPE, "civil_society", 1)],
            [person("civil_society")],
            person("un_staff"),
            None,
        ),
        (
            [cap(Kind.HOST, "7", 1)],
            [person("un_staff", host="7")],
            person("un_staff", host="7"),
            Group(Kind.HOST, "7"),
        ),
        (
            [cap(Kind.DELEGATION, "*", 1)],
            [person("member_state", delegation="state:SWE")],
            person("member_state", delegation="state:SWE"),
            Group(Kind.DELEGATION, "state:SWE"),
        ),
        (
            [cap(Kind.DELEGATION, "*", 1)],
            [person("member_state", delegation="state:SWE")],
            person("member_state", delegation="state:NOR"),
            None,
        ),
        (
            [cap(Kind.DELEGATION, "state:*", 2), cap(Kind.DELEGATION, "*", 1)],
            [person("member_state", delegation="state:SWE")],
            person("member_state", delegation="state:SWE"),
            None,
        ),
        (
            [cap(Kind.DELEGATION, "state:SWE", 0), cap(Kind.DELEGATION, "*", 5)],
            [],
            person("member_state", delegation="state:SWE"),
            Group(Kind.DELEGATION, "state:SWE"),
        ),
    ],
)
def test_each_limit_refuses_its_own_group_and_nobody_else(
    limits: list[Limit], seated: list[Party], newcomer: Party, refused_by: Group | None
) -> None:
    found = refusal(limits, seated, newcomer)

    assert (found.group if found else None) == refused_by


def test_limits_refuse_in_a_fixed_order() -> None:
    party = person("civil_society", delegation="organization:a", host="1")
    limits = [
        cap(Kind.HOST, "1", 0),
        cap(Kind.DELEGATION, "*", 0),
        cap(Kind.STAKEHOLDER_TYPE, "civil_society", 0),
        cap(Kind.MODE, IN_PERSON, 0),
        cap(Kind.TOTAL, "*", 0),
    ]
    order = []

    while found := refusal(limits, [], party):
        order.append(found.group.kind)
        limits = [limit for limit in limits if limit.group.kind is not found.group.kind]

    assert order == list(Kind)


def test_accompanying_persons_count_everywhere_but_in_the_delegation() -> None:
    minister = person("member_state", delegation="state:SWE", accompanying=2)

    assert minister.seats() == {TOTAL: 3, ROOM: 3, MEMBER_STATES: 3, Group(Kind.DELEGATION, "state:SWE"): 1}
    assert refusal([cap(Kind.TOTAL, "*", 2)], [], minister) is not None
    assert refusal([cap(Kind.DELEGATION, "*", 1)], [], minister) is None


def test_in_a_hybrid_meeting_floors_guard_the_room_and_not_the_line() -> None:
    limits = [cap(Kind.MODE, IN_PERSON, 2), floor("civil_society", 1)]
    online_activist = person("civil_society", ONLINE)

    assert refusal(limits, [person("un_staff"), online_activist], person("un_staff"), hybrid=True) is not None
    assert refusal(limits, [person("un_staff")], person("un_staff", ONLINE), hybrid=True) is None
    assert refusal(limits, [person("un_staff")], person("civil_society"), hybrid=True) is None


def test_one_person_can_meet_two_floors() -> None:
    limits = [cap(Kind.TOTAL, "*", 2), floor("civil_society", 1), Limit(Group(Kind.HOST, "1"), floor=1)]
    both = person("civil_society", host="1")

    assert refusal(limits, [both], person("un_staff")) is None


class TestChange:
    """A change leaves one party and seats another: whole, or not at all."""

    def test_a_change_of_type_is_refused_by_a_full_type(self) -> None:
        limits = [cap(Kind.STAKEHOLDER_TYPE, "civil_society", 1)]
        seated = [person("civil_society"), person("un_staff")]

        found = refusal(limits, seated, person("civil_society"), leaving=person("un_staff"))

        assert found is not None
        assert found.group == CIVIL_SOCIETY

    def test_a_full_room_does_not_refuse_a_change_that_needs_no_new_seat(self) -> None:
        assert (
            refusal(
                [cap(Kind.TOTAL, "*", 2)],
                [person("un_staff")] * 2,
                person("civil_society"),
                leaving=person("un_staff"),
            )
            is None
        )

    def test_an_overfull_room_lets_a_party_become_smaller_but_not_larger(self) -> None:
        limits, couple = [cap(Kind.TOTAL, "*", 1)], person("un_staff", accompanying=1)

        assert refusal(limits, [couple], person("un_staff"), leaving=couple) is None
        assert refusal(limits, [couple], person("un_staff", accompanying=2), leaving=couple) is not None

    def test_a_change_may_not_eat_into_a_floor(self) -> None:
        limits = [cap(Kind.TOTAL, "*", 2), floor("civil_society", 1)]
        activist, diplomat = person("civil_society"), person("member_state")

        assert refusal(limits, [activist, diplomat], diplomat, leaving=activist) is not None


def test_a_cap_lowered_below_what_is_taken_seats_no_one_and_shows_how_many_are_over() -> None:
    limits = [cap(Kind.TOTAL, "*", 2)]
    counts = seats.recount([person("un_staff")] * 5)

    assert seats.refusal(limits, counts, person("un_staff"), hybrid=False) is not None
    assert list(seats.over(limits, counts)) == [(TOTAL, 5, 2)]


KINDS = some.sampled_from(["member_state", "un_staff", "civil_society"])
PARTIES = some.builds(
    Party,
    stakeholder_type=KINDS,
    mode=some.sampled_from([IN_PERSON, ONLINE]),
    delegation=some.sampled_from([None, "state:SWE", "organization:x"]),
    host=some.sampled_from([None, "1"]),
    accompanying=some.integers(0, 2),
)
SMALL = some.integers(0, 6)
LIMITS = some.lists(
    some.one_of(
        some.builds(lambda n: cap(Kind.TOTAL, "*", n), SMALL),
        some.builds(lambda n: cap(Kind.MODE, IN_PERSON, n), SMALL),
        some.builds(lambda kind, n: cap(Kind.STAKEHOLDER_TYPE, kind, n), KINDS, SMALL),
        some.builds(lambda n: cap(Kind.DELEGATION, "*", n), SMALL),
    ),
    max_size=4,
    unique_by=lambda limit: limit.group,
)
FLOORS = some.lists(
    some.builds(floor, some.sampled_from(["academia", "media"]), some.integers(0, 2)),
    max_size=2,
    unique_by=lambda limit: limit.group,
)


@given(limits=LIMITS, floors=FLOORS, parties=some.lists(PARTIES, max_size=25), hybrid=some.booleans())
def test_whoever_comes_no_cap_is_exceeded_and_no_floor_eaten(
    limits: list[Limit], floors: list[Limit], parties: list[Party], hybrid: bool
) -> None:
    everything = [*limits, *floors]
    counts: dict[Group, Taken] = {}
    seated = []
    for party in parties:
        if seats.refusal(everything, counts, party, hybrid=hybrid) is None:
            counts = seats.moved(counts, None, party)
            seated.append(party)

    assert counts == seats.recount(seated)
    assert not list(seats.over(everything, counts))
    room = ROOM if hybrid else TOTAL
    room_cap = seats.cap_of(everything, room)
    if room_cap is not None and counts.get(room, Taken()).seats:
        unfilled = seats.unfilled_floors(everything, counts, hybrid=hybrid)
        assert counts[room].seats + unfilled <= room_cap


@given(first=PARTIES, second=PARTIES)
def test_moving_there_and_back_leaves_the_counts_as_they_were(first: Party, second: Party) -> None:
    counts = seats.recount([first])

    there_and_back = seats.moved(seats.moved(counts, first, second), second, first)

    assert {group: taken for group, taken in there_and_back.items() if taken != Taken()} == counts

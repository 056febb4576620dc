"""Whatever gives, frees or limits seats, at once on one seat, by real processes; and the same without the lock."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from registration import clock
from registration.extensions import db
from registration.models.seats import Limit
from registration.rules.letters import Letter
from registration.rules.seats import TOTAL
from registration.rules.statuses import Status
from registration.rules.verbs import Verb
from tests.faults.ground import Ground
from tests.faults.hands import NUMBER, Deed, Hands
from tests.faults.room import faults, made

pytestmark = pytest.mark.slow

Race = Callable[[Ground, Hands], list[str]]
KINDS = ("member_state", "civil_society")


def crossing_limits(ground: Ground, hands: Hands) -> list[str]:
    """Ten seats, six of them at the most for each of two types; parties of one to four."""
    place = ground.roundtable(cap=10, caps=dict.fromkeys(KINDS, 6))
    said: list[str] = []
    for turn in range(3):
        parties = [((number + turn) * 5 % 4, KINDS[(number + turn) % 2]) for number in range(NUMBER)]
        said += hands.do(*(Deed("come", place.id, details=(kind, size)) for size, kind in parties))
    people = len(ground.registrations(place))
    return faults(ground, place, said, (people != 3 * NUMBER, f"{people} people are here"))


def everybody_wants_one_seat(ground: Ground, hands: Hands) -> list[str]:
    """Somebody leaves, twice; a worker goes on with the list; organizers approve somebody; somebody comes."""
    place = ground.roundtable(cap=1)
    leaving = made(ground, place, Status.CONFIRMED)
    first = made(ground, place, Status.WAITLISTED)
    asking = made(ground, place, Status.PENDING)
    said = hands.do(
        Deed("withdraw", place.id, leaving),
        Deed("withdraw", place.id, leaving),
        Deed("promote", place.id),
        Deed("approve", place.id, asking),
        Deed("come", place.id, details=("un_staff",)),
    )
    seated = [one.id for one in ground.registrations(place, Status.CONFIRMED)]
    return faults(
        ground,
        place,
        said,
        (sorted(said[:2]) != ["no_longer_possible", "withdrawn"], "somebody left twice"),
        (seated != [first], "another than the first has the seat"),
    )


def the_last_moment_of_an_offer(ground: Ground, hands: Hands) -> list[str]:
    """Accepted in the last second, by two windows, while two workers find that its time is up."""
    place = ground.roundtable(cap=1)
    ends_at = clock.now() + timedelta(minutes=1)
    offered = made(ground, place, Status.OFFERED, offer_expires_at=ends_at)
    waiting = made(ground, place, Status.WAITLISTED)
    early, late = ends_at - timedelta(seconds=1), ends_at + timedelta(seconds=1)
    said = hands.do(
        *[Deed("accept", place.id, offered, early)] * 2,
        *[Deed("work", place.id, at=late)] * 2,
        Deed("come", place.id, details=("un_staff",)),
    )
    accepted = said.count("accepted")
    seated = [one.id for one in ground.registrations(place, Status.CONFIRMED)]
    return faults(
        ground,
        place,
        said,
        (accepted > 1, "it was accepted twice"),
        (seated != [offered if accepted else waiting], "whoever has the seat was told otherwise"),
    )


def a_limit_is_lowered_while_people_come(ground: Ground, hands: Hands) -> list[str]:
    """To what is taken already: whoever comes later waits."""
    place = ground.roundtable(cap=9)
    for _ in range(4):
        made(ground, place, Status.CONFIRMED)
    said = hands.do(
        *[Deed("come", place.id, details=("un_staff", 1))] * (NUMBER - 1),
        Deed("limit", place.id, details=(TOTAL, 4)),
    )
    return faults(ground, place, said)


def the_clock_strikes(ground: Ground, hands: Hands) -> list[str]:
    """Seats are to be released, an offer and the time to confirm an address are over; four workers find all of it."""
    place = ground.roundtable(cap=4, floors={"media": 2})
    at = clock.now()
    gone = [
        made(ground, place, Status.OFFERED, offer_expires_at=at - timedelta(minutes=1)),
        made(ground, place, Status.UNVERIFIED, holds_seat=True, created_at=at - timedelta(days=2)),
    ]
    waiting = [made(ground, place, Status.WAITLISTED) for _ in range(5)]
    with ground.writing():
        db.session.execute(update(Limit).where(Limit.floor == 2).values(release_at=at - timedelta(days=3)))
        db.session.commit()
    said = hands.do(*[Deed("work", place.id, at=at)] * 4)
    told = Counter((message.registration_id, message.letter) for message in ground.messages(place))
    expected = {(gone[0], Letter.OFFER_LAPSED), (gone[1], Letter.ADDRESS_LAPSED)}
    expected |= {(one, Letter.PROMOTED) for one in waiting[:4]}
    released = [entry for entry in ground.history(place) if entry.verb is Verb.SEATS_RELEASED]
    return faults(
        ground,
        place,
        said,
        (told != dict.fromkeys(expected, 1), f"these were told: {told}"),
        (len(released) != 1, f"released {len(released)} times"),
    )


RACES = pytest.mark.parametrize(
    "race",
    [
        crossing_limits,
        everybody_wants_one_seat,
        the_last_moment_of_an_offer,
        a_limit_is_lowered_while_people_come,
        the_clock_strikes,
    ],
    ids=lambda race: race.__name__,
)


@RACES
def test_nobody_has_a_seat_too_many_and_none_is_left_over(
    beside: Ground, locked: Hands, race: Race, rounds: int
) -> None:
    for _ in range(rounds):
        assert race(beside, locked) == []


@RACES
def test_without_the_lock_it_goes_wrong(beside: Ground, unlocked: Hands, race: Race) -> None:
    assert any(race(beside, unlocked) for _ in range(10))

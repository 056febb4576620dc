"""Many at once, at real processes: never one over, never one under, nobody overtaken, nobody refused by an error."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from registration import clock, links
from registration.actions import seats, waiting_list
from registration.extensions import db, transaction
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import room_invariants
from registration.rules.statuses import Status
from tests.faults import crowd, ground
from tests.faults.conftest import FOUR_PROCESSES, TWO_PROCESSES, Installation
from tests.faults.delegate import Delegate
from tests.faults.ground import Ground, Place
from tests.faults.site import Site

pytestmark = pytest.mark.slow

CLIENTS = 24
TYPES = ("member_state", "civil_society", "un_staff")


@pytest.fixture(scope="module")
def people(crowded: Ground) -> list[Delegate]:
    return crowd.delegates(crowded.site, crowded.roundtable().slug, CLIENTS)


def test_the_last_seat_goes_to_one_and_the_others_wait_in_order(
    crowded: Ground, people: list[Delegate], rounds: int
) -> None:
    for _ in range(rounds):
        place, drafts = rush_for_the_last_seat(crowded, people)
        assert faults(crowded, place, seats=2, people=CLIENTS) == []
    assert_told_the_truth(crowded, place, people[1:], drafts)
    assert crowded.broken() == []


def test_a_type_is_full_before_the_room_is_and_neither_holds_one_too_many(
    crowded: Ground, people: list[Delegate], rounds: int
) -> None:
    for _ in range(rounds):
        place = crowded.roundtable(cap=4, caps={"member_state": 1, "civil_society": 2})
        some = people[:15]

        assert set(crowd.send_at_once(place.slug, some, crowded.drafts(place, some, TYPES))) == {303}

        assert faults(crowded, place, seats=4, people=len(some)) == []
        seated = Counter(one.stakeholder_type.code for one in crowded.registrations(place, Status.CONFIRMED))
        assert seated["member_state"] <= 1
        assert seated["civil_society"] <= 2
    assert crowded.broken() == []


def test_a_seat_given_up_in_the_rush_goes_to_who_waited_longest(
    crowded: Ground, people: list[Delegate], rounds: int
) -> None:
    for _ in range(rounds):
        place = crowded.roundtable(cap=1)
        early, late = people[:3], people[3:11]
        send_one_after_the_other(crowded, place, early)
        holder = crowded.registrations(place)[0]
        drafts = crowded.drafts(place, late)
        # The same person in two windows, beside two workers.
        leaving = [signed_in(people[number], holder) for number in (20, 21)]

        statuses = crowd.at_once(
            *crowd.sending(place.slug, late, drafts),
            *(partial(withdraw, person) for person in leaving),
            *[partial(go_on_with_the_list, crowded, place)] * 2,
        )

        assert set(statuses) == {303}
        assert [one.status for one in crowded.registrations(place)[:2]] == [
            Status.WITHDRAWN,
            Status.CONFIRMED,
        ]
        assert faults(crowded, place, seats=1, people=len(early) + len(late) - 1) == []
    assert crowded.broken() == []


@pytest.fixture(params=[TWO_PROCESSES, FOUR_PROCESSES])
def unlocked(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Iterator[Ground]:
    """The same installation, built without the lock."""
    installation: Installation = request.param
    site = new_site(installation.database, faults={"unlocked": True})
    with ground.beside(site) as beside:
        try:
            site.web(servers=installation.servers, processes=installation.processes)
            yield beside
        finally:
            site.stop()


def test_without_the_lock_the_last_seat_is_given_away_more_than_once(unlocked: Ground) -> None:
    people = crowd.delegates(unlocked.site, unlocked.roundtable().slug, CLIENTS)

    place, _ = rush_for_the_last_seat(unlocked, people)

    assert any(
        "people are seated, not 2" in fault for fault in faults(unlocked, place, seats=2, people=CLIENTS)
    )
    assert any("its cap is 2" in line for line in unlocked.broken())


def rush_for_the_last_seat(ground: Ground, people: list[Delegate]) -> tuple[Place, list[str]]:
    """One seat of two is taken, everybody else wants the other one."""
    place = ground.roundtable(cap=2)
    send_one_after_the_other(ground, place, people[:1])
    drafts = ground.drafts(place, people[1:])
    assert set(crowd.send_at_once(place.slug, people[1:], drafts)) == {303}
    return place, drafts


def send_one_after_the_other(ground: Ground, place: Place, people: list[Delegate]) -> None:
    for person, draft in zip(people, ground.drafts(place, people), strict=True):
        assert person.send(place.slug, draft).is_acknowledged


def faults(ground: Ground, place: Place, *, seats: int, people: int) -> list[str]:
    """What is wrong in the room after the rush."""
    everyone = ground.registrations(place, Status.CONFIRMED, Status.WAITLISTED)
    confirmed = sum(one.status is Status.CONFIRMED for one in everyone)
    found = [
        *([f"{len(everyone)} people are here, not {people}"] if len(everyone) != people else []),
        *([f"{confirmed} people are seated, not {seats}"] if confirmed != seats else []),
    ]
    waiting = [one for one in everyone if one.status is Status.WAITLISTED]
    if waiting != sorted(waiting, key=lambda one: (one.waiting_since, one.id)):
        found.append("who came first does not wait first")
    roundtable = db.session.get_one(Roundtable, place.id, populate_existing=True)
    return found + [
        str(broken) for broken in room_invariants.check(roundtable, clock.now()) if not broken.note
    ]


def assert_told_the_truth(ground: Ground, place: Place, people: list[Delegate], drafts: list[str]) -> None:
    for person, draft in zip(people, drafts, strict=True):
        registration = ground.registration_of(draft)
        assert registration is not None
        page = person.result(place.slug, draft).text
        assert registration.reference in page
        assert ("On the waiting list" in page) == (registration.status is Status.WAITLISTED)


def signed_in(person: Delegate, registration: Registration) -> Delegate:
    """The browser of somebody who has opened the link in the mail."""
    browser = Delegate(person.origin, person.number)
    browser.open_link(f"/en/my/{links.personal_token(registration.public_id, registration.link_version)}")
    return browser


def withdraw(browser: Delegate) -> int:
    return browser.post("/en/my/registration/withdrawal").status


def go_on_with_the_list(ground: Ground, place: Place) -> int:
    """What a worker does with a waiting list."""
    with ground.app.app_context(), transaction():
        waiting_list.promote(seats.lock(place.id), at=clock.now())
    return 303

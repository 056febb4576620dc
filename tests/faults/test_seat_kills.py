"""kill -9 at every step of giving and freeing a seat: all of it has happened or nothing, and trying again mends it."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from registration import clock
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.verbs import Verb
from registration.settings import Environment, Settings
from tests.faults import ground, hands, steps
from tests.faults.ground import Ground, Place
from tests.faults.hands import Deed
from tests.faults.site import Site

pytestmark = pytest.mark.slow

# Everyone's status before and after.
Course = tuple[list[Status], list[Status]]
Case = tuple[Place, Deed, Course]

CONFIRMED, WAITLISTED, OFFERED = Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED


def withdrawal(ground: Ground) -> Case:
    place = ground.roundtable(cap=1)
    first, _ = some_come(place, 2)
    return (
        place,
        Deed("withdraw", place.id, first),
        ([CONFIRMED, WAITLISTED], [Status.WITHDRAWN, CONFIRMED]),
    )


def approval(ground: Ground) -> Case:
    place = ground.roundtable(cap=1, admission=Admission.APPROVAL)
    (asking,) = some_come(place, 1)
    return place, Deed("approve", place.id, asking), ([Status.PENDING], [CONFIRMED])


def acceptance(ground: Ground) -> Case:
    place, offered = one_is_offered_a_seat(ground)
    return (
        place,
        Deed("accept", place.id, offered),
        ([Status.WITHDRAWN, OFFERED, WAITLISTED], [Status.WITHDRAWN, CONFIRMED, WAITLISTED]),
    )


def lapse(ground: Ground) -> Case:
    place, _ = one_is_offered_a_seat(ground)
    return (
        place,
        Deed("work", place.id, at=clock.now() + timedelta(days=3)),
        ([Status.WITHDRAWN, OFFERED, WAITLISTED], [Status.WITHDRAWN, Status.WITHDRAWN, OFFERED]),
    )


def release(ground: Ground) -> Case:
    place = ground.roundtable(cap=2, floors={"media": 2})
    with transaction() as session:
        session.execute(
            update(Limit)
            .where(Limit.roundtable_id == place.id, Limit.floor.is_not(None))
            .values(release_at=clock.now())
        )
    some_come(place, 3)
    return place, Deed("work", place.id), ([WAITLISTED] * 3, [CONFIRMED, CONFIRMED, WAITLISTED])


# A person who accepts holds the seat already: nothing is counted.
STEPS = [
    pytest.param(case, step, id=f"{case.__name__}-{step}")
    for case in (withdrawal, approval, acceptance, lapse, release)
    for step in steps.OF_A_DECISION
    if (case, step) != (acceptance, "after_count")
]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def beside(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Iterator[Ground]:
    with ground.beside(new_site(request.param)) as found:
        yield found


@pytest.fixture(scope="module")
def settings(beside: Ground) -> Settings:
    return replace(beside.site.loaded(), environment=Environment.TEST)


@pytest.mark.parametrize(("case", "step"), STEPS)
def test_whoever_is_killed_has_done_all_or_nothing_and_the_next_does_the_rest(
    beside: Ground, settings: Settings, case: Callable[[Ground], Case], step: str
) -> None:
    place, deed, (before, after) = case(beside)
    assert statuses(beside, place) == before

    assert hands.killed(settings, deed, step)

    assert statuses(beside, place) == (after if step == "after_commit" else before)
    assert beside.broken() == []
    for _ in range(2):
        hands.done(deed)
        assert statuses(beside, place) == after
    assert beside.broken() == []
    told = Counter((message.registration_id, message.letter) for message in beside.messages(place))
    assert set(told.values()) == {1}
    assert releases(place) == (1 if case is release else 0)


def test_what_is_left_is_consistent(beside: Ground) -> None:
    assert "consistent" in beside.site.check()


def some_come(place: Place, number: int) -> list[int]:
    for _ in range(number):
        hands.done(Deed("come", place.id, details=("un_staff",)))
    db.session.rollback()
    wanted = select(Registration.id).where(Registration.roundtable_id == place.id).order_by(Registration.id)
    return list(db.session.scalars(wanted))


def one_is_offered_a_seat(ground: Ground) -> tuple[Place, int]:
    """Another one waits."""
    place = ground.roundtable(cap=1, offer_hours=24)
    first, offered, _ = some_come(place, 3)
    hands.done(Deed("withdraw", place.id, first))
    return place, offered


def statuses(ground: Ground, place: Place) -> list[Status]:
    return [one.status for one in ground.registrations(place)]


def releases(place: Place) -> int:
    db.session.rollback()
    return db.session.scalar(
        select(func.count()).where(
            AuditEntry.roundtable_id == place.id, AuditEntry.verb == Verb.SEATS_RELEASED
        )
    )

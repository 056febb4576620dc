"""kill -9 at every step of a reply, and of what ends one: all of it has happened or nothing, nobody is told twice."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import clock
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.roundtables import Roundtable
from registration.rules.invitations import Reply
from registration.rules.statuses import Status
from registration.settings import Environment, Settings
from tests.faults import hands
from tests.faults.ground import Ground, Place
from tests.faults.hands import Deed

pytestmark = pytest.mark.slow

# Where the invitation stands and everyone's status, before and after.
Standing = tuple[Reply, list[Status]]
Case = tuple[Place, Deed, Standing, Standing]

CONFIRMED, WAITLISTED, WITHDRAWN = Status.CONFIRMED, Status.WAITLISTED, Status.WITHDRAWN
SUBSTITUTED = Status.SUBSTITUTED


def acceptance(ground: Ground) -> Case:
    place, invitation = one_is_invited(ground, waiting=0)
    deed = Deed("take_part", place.id, details=(invitation,))
    return place, deed, (Reply.SENT, []), (Reply.ACCEPTED, [CONFIRMED])


def nomination(ground: Ground) -> Case:
    place, invitation = one_is_invited(ground, waiting=0)
    deed = Deed("nominate", place.id, details=(invitation, f"other{place.id}"))
    return place, deed, (Reply.SENT, []), (Reply.SUBSTITUTED, [CONFIRMED])


def regrets(ground: Ground) -> Case:
    """After all; the next one has the seat."""
    place, invitation = one_has_accepted(ground)
    deed = Deed("regret", place.id, details=(invitation,))
    return (
        place,
        deed,
        (Reply.ACCEPTED, [CONFIRMED, WAITLISTED]),
        (Reply.REGRETS, [WITHDRAWN, CONFIRMED]),
    )


def substitution(ground: Ground) -> Case:
    place, _ = one_has_accepted(ground)
    deed = Deed("substitute", place.id, first(ground, place))
    return (
        place,
        deed,
        (Reply.ACCEPTED, [CONFIRMED, WAITLISTED]),
        (Reply.SUBSTITUTED, [SUBSTITUTED, WAITLISTED, CONFIRMED]),
    )


def undoing(ground: Ground) -> Case:
    place, _ = one_has_accepted(ground)
    deed = Deed("undo", place.id, first(ground, place))
    hands.done(replace(deed, name="substitute"))
    return (
        place,
        deed,
        (Reply.SUBSTITUTED, [SUBSTITUTED, WAITLISTED, CONFIRMED]),
        (Reply.ACCEPTED, [CONFIRMED, WAITLISTED, WITHDRAWN]),
    )


def expiry(ground: Ground) -> Case:
    place, _ = one_is_invited(ground, respond_by=clock.now() + timedelta(hours=1))
    deed = Deed("work", place.id, at=clock.now() + timedelta(hours=2))
    return place, deed, (Reply.SENT, [WAITLISTED]), (Reply.EXPIRED, [CONFIRMED])


def revocation(ground: Ground) -> Case:
    place, invitation = one_is_invited(ground)
    deed = Deed("revoke", place.id, details=(invitation,))
    return place, deed, (Reply.SENT, [WAITLISTED]), (Reply.REVOKED, [CONFIRMED])


# A place that is taken over as it is changes no count.
_NEW, _BOTH = ("after_count", "after_insert"), ("after_count", "after_change")
REACHED = {
    acceptance: _NEW,
    nomination: _NEW,
    regrets: _BOTH,
    substitution: ("after_insert",),
    undoing: ("after_change",),
    expiry: _BOTH,
    revocation: _BOTH,
}
STEPS = [
    pytest.param(case, step, id=f"{case.__name__}-{step}")
    for case, reached in REACHED.items()
    for step in (*reached, "before_commit", "after_commit")
]


@pytest.fixture(scope="module")
def settings(beside: Ground) -> Settings:
    return replace(beside.site.loaded(), environment=Environment.TEST)


@pytest.mark.parametrize(("case", "step"), STEPS)
def test_a_reply_is_given_whole_or_not_at_all(
    beside: Ground, settings: Settings, case: Callable[[Ground], Case], step: str
) -> None:
    place, deed, before, after = case(beside)
    assert standing(beside, place) == before
    so_far = len(beside.messages(place))

    assert hands.killed(settings, deed, step)

    assert standing(beside, place) == (after if step == "after_commit" else before)
    assert beside.broken() == []
    for _ in range(2):
        assert not hands.done(deed).startswith("error")
        assert standing(beside, place) == after
    assert beside.broken() == []
    told = Counter((one.recipient, one.letter) for one in beside.messages(place)[so_far:])
    assert set(told.values()) == {1}


def test_what_is_left_is_consistent(beside: Ground) -> None:
    assert "consistent" in beside.site.check()


def one_is_invited(ground: Ground, *, waiting: int = 1, **facts: object) -> tuple[Place, int]:
    """One seat, which is held for the invitee; others wait for it."""
    place = ground.roundtable(cap=1)
    with ground.writing():
        roundtable = db.session.get_one(Roundtable, place.id)
        invitation = ground.make.invitation(roundtable, "un_staff", holds=True, **facts).id
    for _ in range(waiting):
        hands.done(Deed("come", place.id, details=("un_staff",)))
    return place, invitation


def one_has_accepted(ground: Ground) -> tuple[Place, int]:
    place, invitation = one_is_invited(ground, waiting=0)
    hands.done(Deed("take_part", place.id, details=(invitation,)))
    hands.done(Deed("come", place.id, details=("un_staff",)))
    return place, invitation


def first(ground: Ground, place: Place) -> int:
    return ground.registrations(place)[0].id


def standing(ground: Ground, place: Place) -> Standing:
    everyone = [one.status for one in ground.registrations(place)]
    reply = db.session.scalars(select(Invitation.status).where(Invitation.roundtable_id == place.id)).one()
    return reply, everyone

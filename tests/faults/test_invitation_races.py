"""Replies at once with whatever ends or changes what they rest on, by real processes; and without the lock."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from registration import clock
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution
from tests.faults.ground import Ground, Place
from tests.faults.hands import Deed, Hands
from tests.faults.room import faults, made

pytestmark = pytest.mark.slow

Race = Callable[[Ground, Hands], list[str]]
KIND = "un_staff"


def the_last_moment_to_reply(ground: Ground, hands: Hands) -> list[str]:
    """Accepted in the last second, by two windows, while two workers find that the time is over; one waits."""
    place = ground.roundtable(cap=1)
    ends_at = clock.now() + timedelta(minutes=1)
    invitation = invited(ground, place, respond_by=ends_at, holds=True)
    waiting = made(ground, place, Status.WAITLISTED)
    early, late = ends_at - timedelta(seconds=1), ends_at + timedelta(seconds=1)
    said = hands.do(
        *[Deed("take_part", place.id, at=early, details=(invitation,))] * 2,
        *[Deed("work", place.id, at=late)] * 2,
        Deed("come", place.id, details=(KIND,)),
    )
    replies, reply = said[:2], now(invitation)
    seated = ids(ground, place, Status.CONFIRMED)
    came = ids_by(ground, place, invitation)
    return faults(
        ground,
        place,
        said,
        (
            replies != (["confirmed"] * 2 if reply.status is Reply.ACCEPTED else ["invitation_over"] * 2),
            f"{reply.status}, and these were answered: {replies}",
        ),
        (seated != (came or [waiting]), "whoever has the seat was told otherwise"),
        (reply.held != 0, "a seat is held still"),
        (told_twice(ground, place), "told twice"),
    )


def taken_back_while_accepted(ground: Ground, hands: Hands) -> list[str]:
    """By two organizers, while the invitee accepts in two windows; one waits."""
    place = ground.roundtable(cap=1)
    invitation = invited(ground, place, holds=True)
    waiting = made(ground, place, Status.WAITLISTED)
    said = hands.do(
        *[Deed("take_part", place.id, details=(invitation,))] * 2,
        *[Deed("revoke", place.id, details=(invitation,))] * 2,
    )
    came = ids_by(ground, place, invitation)
    return faults(
        ground,
        place,
        said,
        (sorted(said[2:]) != ["no_longer_possible", "revoked"], f"taken back: {said[2:]}"),
        (now(invitation).status is not Reply.REVOKED, "it is not taken back"),
        (set(said[:2]) - {"confirmed", "invitation_over"} != set(), f"accepted: {said[:2]}"),
        (("confirmed" in said[:2]) != bool(came), "whoever accepted is not there"),
        (ids(ground, place, Status.CONFIRMED) != (came or [waiting]), "another has the seat"),
        (told_twice(ground, place), "told twice"),
    )


def two_people_with_one_link(ground: Ground, hands: Hands) -> list[str]:
    """An office has passed its invitation on: each of four comes, and two seats are free."""
    place = ground.roundtable(cap=2)
    invitation = invited(ground, place, holds=True)
    said = hands.do(
        *(Deed("take_part", place.id, details=(invitation, f"{name}{place.id}")) for name in "abc"),
        Deed("nominate", place.id, details=(invitation, f"d{place.id}")),
    )
    return faults(
        ground,
        place,
        said,
        (sorted(said) != ["confirmed"] + ["invitation_over"] * 3, f"they were answered: {said}"),
        (len(ids_by(ground, place, invitation)) != 1, "another number than one came by it"),
        (now(invitation).held != 0, "a seat is held still"),
        (told_twice(ground, place), "told twice"),
    )


def named_while_they_arrive(ground: Ground, hands: Hands) -> list[str]:
    """The door lets somebody in whom the delegation replaces, by the person's page and by the invitation's."""
    place = ground.roundtable(cap=1)
    invitation = invited(ground, place, holds=True)
    hands.do(Deed("take_part", place.id, details=(invitation,)))
    (person,) = ids_by(ground, place, invitation)
    said = hands.do(
        Deed("check_in", place.id, person),
        *[Deed("substitute", place.id, person)] * 2,
        Deed("nominate", place.id, details=(invitation, f"other{place.id}")),
    )
    arrived = registration(person)
    replaced = arrived.status is Status.SUBSTITUTED
    return faults(
        ground,
        place,
        said,
        (said[3] != "invitation_over", "named by the invitation as well"),
        (
            sorted(said[:3])
            != sorted(["no_longer_possible"] * 2 + [("confirmed" if replaced else "checked in")]),
            f"they were answered: {said[:3]}",
        ),
        (bool(arrived.checked_in_at) is replaced, "who has arrived is replaced, or nobody is"),
        (len(ids_by(ground, place, invitation)) != 1, "two have come by one invitation"),
        (told_twice(ground, place), "told twice"),
    )


def approved_while_they_arrive(ground: Ground, hands: Hands) -> list[str]:
    """Organizers agree to somebody who was named, while the other arrives after all."""
    place = ground.roundtable(cap=1)
    with ground.writing():
        roundtable = db.session.get_one(Roundtable, place.id)
        ground.make.policy(roundtable, KIND, substitution=Substitution.APPROVAL)
    person = made(ground, place, Status.CONFIRMED)
    hands.do(Deed("substitute", place.id, person))
    (named,) = ids(ground, place, Status.PENDING)
    said = hands.do(Deed("check_in", place.id, person), *[Deed("approve", place.id, named)] * 2)
    arrived = registration(person)
    replaced = arrived.status is Status.SUBSTITUTED
    return faults(
        ground,
        place,
        said,
        (said.count("confirmed") + said.count("checked in") != 1, f"they were answered: {said}"),
        (bool(arrived.checked_in_at) is replaced, "who has arrived is replaced, or nobody is"),
        (ids(ground, place, Status.CONFIRMED) != [named if replaced else person], "another has the seat"),
        (told_twice(ground, place), "told twice"),
    )


def replaced_while_they_leave(ground: Ground, hands: Hands) -> list[str]:
    """Two name somebody each while the person withdraws, twice; one waits."""
    place = ground.roundtable(cap=1)
    person = made(ground, place, Status.CONFIRMED)
    waiting = made(ground, place, Status.WAITLISTED)
    said = hands.do(
        *(Deed("substitute", place.id, person, details=(f"{name}{place.id}",)) for name in "ab"),
        *[Deed("withdraw", place.id, person)] * 2,
    )
    done = [one for one in said if one != "no_longer_possible"]
    seated = ids(ground, place, Status.CONFIRMED)
    return faults(
        ground,
        place,
        said,
        (done not in (["confirmed"], ["withdrawn"]), f"they were answered: {said}"),
        ((seated == [waiting]) is not (done == ["withdrawn"]), "another has the seat"),
        (len(seated) != 1, f"{len(seated)} have the one seat"),
        (told_twice(ground, place), "told twice"),
    )


RACES = pytest.mark.parametrize(
    "race",
    [
        the_last_moment_to_reply,
        taken_back_while_accepted,
        two_people_with_one_link,
        named_while_they_arrive,
        approved_while_they_arrive,
        replaced_while_they_leave,
    ],
    ids=lambda race: race.__name__,
)


@RACES
def test_one_reply_counts_and_nobody_is_over_or_left_out(
    beside: Ground, locked: Hands, race: Race, rounds: int
) -> None:
    for _ in range(rounds):
        assert race(beside, locked) == []


@RACES
def test_without_the_lock_it_goes_wrong(beside: Ground, unlocked: Hands, race: Race) -> None:
    assert any(race(beside, unlocked) for _ in range(10))


def invited(ground: Ground, place: Place, **facts: object) -> int:
    with ground.writing():
        return ground.make.invitation(db.session.get_one(Roundtable, place.id), KIND, **facts).id


def now(invitation_id: int) -> Invitation:
    db.session.rollback()
    return db.session.get_one(Invitation, invitation_id, populate_existing=True)


def registration(registration_id: int) -> Registration:
    db.session.rollback()
    return db.session.get_one(Registration, registration_id, populate_existing=True)


def ids(ground: Ground, place: Place, *statuses: Status) -> list[int]:
    return [one.id for one in ground.registrations(place, *statuses)]


def ids_by(ground: Ground, place: Place, invitation_id: int) -> list[int]:
    """Whoever is here because of the invitation."""
    return [
        one.id for one in ground.registrations(place) if one.is_live and one.invitation_id == invitation_id
    ]


def told_twice(ground: Ground, place: Place) -> bool:
    """Whether one thing was written to somebody more than once."""
    told = [(one.recipient, one.letter) for one in ground.messages(place) if one.letter is not Letter.CHANGED]
    return len(told) != len(set(told))

"""Why somebody stands where they stand, in sentences: at this moment, and as it was decided."""

import pytest
from flask_babel import force_locale

from registration.extensions import db, transaction
from registration.models.seats import Limit
from registration.rules.seats import Kind
from registration.rules.statuses import Status
from registration.web.organizer import decisions
from registration.web.organizer.groups import Groups

NO_SEAT = {"seated": False, "taken": 9, "cap": 10, "because_of_floors": 0}
OVER = {
    "seated": True,
    "over_limit": True,
    "reason": "…",
    "kind": "total",
    "key": "*",
    "cap": 10,
    "taken": 10,
}
FLOORS = {**NO_SEAT, "kind": "total", "key": "*"}


@pytest.fixture
def in_english(app):
    """As within a request of a reader of English."""
    with app.test_request_context("/en/"), force_locale("en"):
        yield


@pytest.fixture
def now(in_english):
    return lambda registration: decisions.why(registration, Groups(registration, numbers=True))


@pytest.fixture
def then(in_english, make):
    def then(status, decision):
        facts = {"decision": decision, "holds_seat": status is Status.CONFIRMED}
        registration = make.registration(status=status, facts=facts)
        return decisions.kept(registration, Groups(registration, numbers=True))

    return then


@pytest.mark.parametrize(
    ("status", "decision", "sentence"),
    [
        (Status.CONFIRMED, {"seated": True}, "There was a seat when this was decided."),
        (Status.CONFIRMED, OVER, "Confirmed over the limit on purpose. All seats: 10 of 10 taken."),
        (
            Status.CONFIRMED,
            {"seated": True, "from": "waiting_list"},
            "A seat became free, and this person was the first in line whom it fits.",
        ),
        (Status.CONFIRMED, {}, ""),
        (
            Status.WAITLISTED,
            {**NO_SEAT, "kind": "stakeholder_type", "key": "civil_society"},
            "There was no seat. Civil society: 9 of 10 taken.",
        ),
        (
            Status.WAITLISTED,
            {**NO_SEAT, "kind": "mode", "key": "in_person"},
            "There was no seat. In person: 9 of 10 taken.",
        ),
        (
            Status.WAITLISTED,
            {**NO_SEAT, "kind": "delegation", "key": "state:SWE"},
            "There was no seat. Sweden: 9 of 10 taken.",
        ),
        (
            Status.WAITLISTED,
            {**NO_SEAT, "kind": "delegation", "key": "organization:lake region women for peace"},
            "There was no seat. Lake Region Women for Peace: 9 of 10 taken.",
        ),
        (
            Status.WAITLISTED,
            {**FLOORS, "because_of_floors": 1},
            "There was no seat. All seats: 9 of 10 taken, and 1 kept for a group that is not yet represented.",
        ),
        (
            Status.WAITLISTED,
            {**FLOORS, "because_of_floors": 3},
            "There was no seat. All seats: 9 of 10 taken, and 3 kept for groups that are not yet represented.",
        ),
        (
            Status.WAITLISTED,
            {"seated": False, "others_first": True},
            "Others were waiting for the same seats already.",
        ),
        (Status.WITHDRAWN, {"because": "offer_lapsed"}, "The offered seat was not taken in time."),
        (
            Status.WITHDRAWN,
            {"because": "address_not_confirmed"},
            "The address was not confirmed within a day.",
        ),
        (Status.WITHDRAWN, {"seated": True}, ""),
        (Status.DECLINED, {"seated": True}, ""),
    ],
)
def test_as_it_was_decided(then, status, decision, sentence):
    assert then(status, decision) == sentence


def test_a_hosts_seats_are_named_after_the_host(then, make):
    host = make.organization(short_name="DHF")

    assert then(Status.WAITLISTED, {**NO_SEAT, "kind": "host", "key": str(host.id)}) == (
        "There was no seat. Invited by DHF: 9 of 10 taken."
    )


def test_those_who_wait_are_told_by_the_numbers_of_this_moment(now, make):
    roundtable = make.roundtable(caps={"civil_society": 1})
    make.registration(roundtable)
    first, second, third = (make.registration(roundtable, status=Status.WAITLISTED) for _ in range(3))
    with transaction() as session:
        session.merge(third).priority = 1

    reason = "Waiting because there is no seat. Civil society: 1 of 1 taken."
    assert now(second) == f"{reason} Number 3 in line."
    assert now(first) == f"{reason} Number 2 in line."
    assert now(third) == f"{reason} Number 1 in line. Put before the others by an organizer."

    with transaction() as session:
        session.query(Limit).filter_by(kind=Kind.STAKEHOLDER_TYPE).one().cap = 5
    assert now(first) == "A seat is free: it goes to the first in line whom it fits. Number 2 in line."


def test_a_party_needs_as_many_seats_as_it_has_people(now, make):
    roundtable = make.roundtable(cap=2)
    make.registration(roundtable)
    party = make.registration(roundtable, status=Status.PENDING, accompanying=2)

    assert now(party) == "There are no seats for 3 people at this moment. All seats: 1 of 2 taken."


@pytest.mark.parametrize(
    ("status", "facts", "cap", "sentence"),
    [
        (Status.PENDING, {}, 1, "There would be a seat at this moment."),
        (Status.PENDING, {}, 0, "There is no seat at this moment. All seats: 0 of 0 taken."),
        (Status.PENDING, {"holds_seat": True}, 1, "A seat is held until you decide."),
        (Status.OFFERED, {}, 1, "A seat is held until the offer is answered or ends."),
        (Status.UNVERIFIED, {"holds_seat": True}, 1, "A seat is held until the address is confirmed."),
        (
            Status.UNVERIFIED,
            {},
            1,
            "It counts once the address is confirmed. No seat is held meanwhile.",
        ),
    ],
)
def test_as_things_are_now(now, make, status, facts, cap, sentence):
    assert now(make.registration(make.roundtable(cap=cap), status=status, facts=facts)) == sentence


def test_whoever_comes_while_the_list_is_looked_at_comes_after_it(now, make):
    roundtable = make.roundtable(cap=5, promotion_due=True)

    person = make.registration(roundtable, status=Status.PENDING)
    assert now(person) == "A seat is free, but others wait for it already."


def test_rules_for_every_delegation_have_names(in_english, app):
    groups = Groups(numbers=True)

    assert [groups.name("delegation", key) for key in ("*", "state:*", "un_entity:*", "organization:*")] == [
        "Each delegation",
        "Each state",
        "Each United Nations entity",
        "Each other organization",
    ]
    assert groups.name("stakeholder_type", "gone") == "gone"
    assert groups.name("host", "0") == "Invited by 0"
    db.session.rollback()

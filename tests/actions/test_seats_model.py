"""Whatever is done in whatever order: the house and a model of a few lines come to the same, step by step."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from registration.actions import (
    approvals,
    arrivals,
    audit,
    due,
    edits,
    limits,
    offers,
    publication,
    registrations,
    returns,
    seats,
    waiting_list,
)
from registration.actions.limits import Bounds
from registration.extensions import db, transaction
from registration.models.registrations import Registration
from registration.models.roundtables import Mode, Roundtable
from registration.models.type_policies import TypePolicy
from registration.queries import invariants, status_history
from registration.rules.offers import deadline
from registration.rules.refusals import Refused
from registration.rules.seats import Group, Kind
from registration.rules.standing import Admission
from tests import seat_model
from tests.actions.conftest import EXAMPLES
from tests.make import ANSWERS, Make
from tests.seat_model import GONE, LIVE, Limit, Model, Person

STEPS = 50
# So few that a short waiting list is already too long for one unit of work.
AT_ONCE = 3

KINDS = ("member_state", "civil_society", "un_staff")
DELEGATIONS = {
    "member_state": ("state:SWE", "state:KEN"),
    "civil_society": ("organization:lake", "organization:hill"),
    "un_staff": ("un_entity:undp", "un_entity:who"),
}
GROUPS = (
    ("total", "*"),
    *(("mode", mode) for mode in ("in_person", "online")),
    *(("stakeholder_type", kind) for kind in KINDS),
    *(("delegation", key) for key in ("*", "state:*", "organization:*", "state:SWE", "un_entity:who")),
)
# A floor for each of many delegations would be kept for nobody in particular.
WITHOUT_FLOOR = {("mode", "online"), ("total", "*"), *(group for group in GROUPS if group[1].endswith("*"))}

PARTIES = some.sampled_from(KINDS).flatmap(
    lambda kind: some.tuples(
        some.just(kind),
        some.sampled_from(DELEGATIONS[kind]),
        some.sampled_from(["in_person", "in_person", "online"]),
        some.sampled_from([0, 0, 0, 1, 2]),
    )
)
LIMITS = some.tuples(
    some.sampled_from(GROUPS),
    some.none() | some.integers(1, 9),
    some.none() | some.integers(0, 3),
    some.none() | some.integers(-9, 500),
)


class Machine(RuleBasedStateMachine):
    """Every rule is done twice: by the house, and by the model."""

    make: Make
    Model: type[Model] = Model

    @initialize(
        hybrid=some.booleans(),
        address_checked=some.sampled_from([False, False, True]),
        pending_holds=some.booleans(),
        list_open=some.sampled_from([True, True, True, False]),
        by_approval=some.sampled_from([set(), set(), {"un_staff"}, set(KINDS)]),
        offer_hours=some.sampled_from([None, 24, 3]),
        cap=some.integers(2, 6),
        first_limits=some.lists(LIMITS, max_size=5),
        first_people=some.lists(PARTIES, min_size=8, max_size=12),
    )
    def begin(
        self,
        hybrid: bool,
        address_checked: bool,
        pending_holds: bool,
        list_open: bool,
        by_approval: set[str],
        offer_hours: int | None,
        cap: int,
        first_limits: list[Any],
        first_people: list[Any],
    ) -> None:
        self.at = self.make.now()
        self.starts_at = self.at + timedelta(days=20)
        roundtable = self.make.roundtable(
            mode=Mode.HYBRID if hybrid else Mode.IN_PERSON,
            cap=cap,
            starts_at=self.starts_at,
            address_checked=address_checked,
            pending_holds=pending_holds,
            waiting_list_open=list_open,
            offer_hours=offer_hours,
            policies=[
                TypePolicy(
                    stakeholder_type_id=self.make.stakeholder_type(kind).id, admission=Admission.APPROVAL
                )
                for kind in sorted(by_approval)
            ],
        )
        self.roundtable_id, zone = roundtable.id, roundtable.zone

        def ends_at(at: datetime) -> datetime | None:
            if offer_hours is None:
                return None
            return deadline(at, hours=offer_hours, zone=zone, starts_at=self.starts_at, closes_at=None)

        self.model = self.Model(
            hybrid, address_checked, pending_holds, list_open, by_approval, ends_at, AT_ONCE,
            limits={seat_model.EVERYONE: Limit(cap)},
        )  # fmt: skip
        self.ids: list[int] = []
        self.begins()
        for limit in first_limits:
            self.limits_change(limit)
        self.some_come(first_people)

    def begins(self) -> None:
        """For stories with more in them."""

    # Somebody comes.

    @rule(parties=some.lists(PARTIES, min_size=1, max_size=4))
    def some_come(self, parties: list[Any]) -> None:
        for party in parties:
            self.comes(party, by_organizer=False)

    @rule(party=PARTIES)
    def one_is_added(self, party: tuple[str, str, str, int]) -> None:
        self.comes(party, by_organizer=True)

    def comes(self, party: tuple[str, str, str, int], *, by_organizer: bool) -> None:
        kind, delegation, mode, extra = party
        mode = mode if self.model.hybrid else "in_person"
        person = Person(len(self.ids), kind, mode, delegation, extra, self.at)

        def come(room: seats.Room) -> int:
            wish = self.make.wish(kind, mode=mode, accompanying=extra, **answers(kind, delegation))
            if by_organizer:
                return registrations.add(room, wish, by=audit.OPERATOR, at=self.at).id
            return registrations.register(room, wish, key=str(uuid4()), at=self.at).registration_id

        found = self.both(self.model.add if by_organizer else self.model.register, person, house=come)
        if found is not None:
            self.ids.append(found)

    @precondition(lambda self: self.model.of("unverified"))
    @rule(data=some.data())
    def confirms_the_address(self, data: some.DataObject) -> None:
        person = self.one(data, "unverified")
        self.on(person, self.model.confirm_address, arrivals.confirm_address)

    @precondition(lambda self: self.model.of("offered"))
    @rule(data=some.data())
    def accepts(self, data: some.DataObject) -> None:
        person = self.one(data, "offered")
        self.on(person, self.model.accept, lambda _room, row, *, at: offers.accept(row, at=at))

    # Somebody changes, or leaves.

    @precondition(lambda self: self.model.of(*LIVE))
    @rule(data=some.data(), party=PARTIES)
    def changes(self, data: some.DataObject, party: tuple[str, str, str, int]) -> None:
        person = self.one(data, *LIVE)
        kind, delegation, mode, extra = party
        mode = mode if self.model.hybrid else "in_person"
        wanted = {"accompanying": extra, "mode": mode, **answers(kind, delegation)}

        def edit(room: seats.Room, row: Registration, *, at: datetime) -> None:
            new = self.make.stakeholder_type(kind)
            edits.edit(room, row, wanted, kind=new, by=audit.OPERATOR, at=at)

        changes = {"kind": kind, "delegation": delegation, "mode": mode, "extra": extra}
        self.on(person, lambda person, at: self.model.edit(person, at, **changes), edit)

    @precondition(lambda self: self.model.of(*LIVE))
    @rule(data=some.data())
    def withdraws(self, data: some.DataObject) -> None:
        self.on(
            self.one(data, *self.holding()),
            lambda person, at: self.model.leave(person, "withdrawn", at),
            lambda room, row, *, at: registrations.withdraw(room, row, by=audit.PERSON, at=at),
        )

    # Organizers decide.

    @precondition(lambda self: self.model.of("pending"))
    @rule(data=some.data(), may_wait=some.booleans())
    def is_approved(self, data: some.DataObject, may_wait: bool) -> None:
        self.on(
            self.one(data, "pending"),
            lambda person, at: self.model.approve(person, at, may_wait=may_wait),
            lambda room, row, *, at: approvals.approve(
                room, row, may_wait=may_wait, by=audit.OPERATOR, at=at
            ),
        )

    @precondition(lambda self: self.model.of(*LIVE))
    @rule(data=some.data())
    def is_declined(self, data: some.DataObject) -> None:
        self.on(
            self.one(data, *self.holding()),
            lambda person, at: self.model.leave(person, "declined", at),
            lambda room, row, *, at: approvals.decline(room, row, "no", shown=True, by=audit.OPERATOR, at=at),
        )

    @precondition(lambda self: self.model.of(*GONE))
    @rule(data=some.data())
    def is_reinstated(self, data: some.DataObject) -> None:
        self.on(
            self.one(data, *GONE),
            self.model.reinstate,
            lambda room, row, *, at: returns.reinstate(room, row, by=audit.OPERATOR, at=at),
        )

    @precondition(lambda self: self.model.of("waitlisted") and not list(seat_model.over(self.model)))
    @rule(data=some.data())
    def is_seated_over_the_limit(self, data: some.DataObject) -> None:
        self.on(
            self.one(data, *GONE, "waitlisted"),
            self.model.seat_over_limit,
            lambda room, row, *, at: returns.seat_over_limit(room, row, "why", by=audit.OPERATOR, at=at),
        )

    @precondition(lambda self: len(self.model.of("waitlisted")) > 1)
    @rule(data=some.data(), priority=some.integers(0, 2))
    def is_preferred(self, data: some.DataObject, priority: int) -> None:
        self.on(
            self.one(data, "waitlisted"),
            lambda person, at: self.model.prioritize(person, priority, at),
            lambda room, row, *, at: waiting_list.prioritize(room, row, priority, by=audit.OPERATOR, at=at),
        )

    @rule(limit=LIMITS)
    def limits_change(self, limit: tuple[tuple[str, str], int | None, int | None, int | None]) -> None:
        group, cap, floor, release_in = limit
        floor = None if group in WITHOUT_FLOOR else floor
        release_at = None if floor is None or release_in is None else self.at + timedelta(hours=release_in)
        wanted = Bounds(cap, floor, release_at)
        counted = None if wanted == Bounds() else Limit(cap, floor, release_at)
        self.both(
            lambda _none, at: self.model.set_limit(group, counted, at, self.starts_at),
            None,
            house=lambda room: limits.change(
                room, {Group(Kind(group[0]), group[1]): wanted}, by=audit.OPERATOR, at=self.at
            ),
        )

    # Time passes, and the worker works.

    @precondition(
        lambda self: self.model.something_comes(self.at) and self.at < self.starts_at - timedelta(days=1)
    )
    @rule(hours=some.sampled_from([1, 5, 20, 30]))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @precondition(lambda self: self.model.is_due(self.at))
    @rule()
    def the_worker_catches_up(self) -> None:
        while self.model.is_due(self.at):
            self.model.catch_up(self.at)
            with transaction():
                due.catch_up(seats.lock(self.roundtable_id), at=self.at)

    # What must hold after every step.

    @invariant()
    def the_house_and_the_model_agree(self) -> None:
        db.session.rollback()
        rows = db.session.execute(
            select(
                Registration.id, Registration.status, Registration.holds_seat, Registration.offer_expires_at
            )
            .where(Registration.roundtable_id == self.roundtable_id)
            .order_by(Registration.id)
        ).all()
        assert [row.id for row in rows] == self.ids
        assert [(row.status, row.holds_seat) for row in rows] == [
            (person.status, person.holds) for person in self.model.people
        ]
        assert [row.offer_expires_at for row in rows if row.status == "offered"] == [
            person.ends_at for person in self.model.of("offered")
        ]

    @invariant()
    def no_promise_is_broken(self) -> None:
        found = list(invariants.of_roundtable(db.session.get_one(Roundtable, self.roundtable_id), self.at))
        assert [str(broken) for broken in found if not broken.note] == []
        assert len(found) == len(list(seat_model.over(self.model)))
        assert (self.roundtable_id in due.roundtables(self.at)) == self.model.is_due(self.at)

    def teardown(self) -> None:
        """In the end the roundtable is cancelled; what happened to everybody is on record."""
        if not hasattr(self, "ids"):
            return
        self.both(
            lambda _none, at: self.model.cancel(),
            None,
            house=lambda room: publication.cancel(room, {}, by=audit.OPERATOR, at=self.at),
        )
        self.the_house_and_the_model_agree()
        self.no_promise_is_broken()
        told: dict[int, list[str]] = {one: [] for one in self.ids}
        for one, status in status_history.decisions(self.roundtable_id):
            told[one] += [status] if told[one][-1:] != [status] else []
        assert list(told.values()) == [person.history for person in self.model.people]
        db.session.rollback()

    # How.

    def holding(self) -> list[str]:
        """Of whom it matters most if they leave: those who hold a seat, if there are any."""
        return sorted({person.status for person in self.model.people if person.holds}) or sorted(LIVE)

    def one(self, data: some.DataObject, *statuses: str) -> Person:
        return data.draw(some.sampled_from(self.model.of(*statuses)), label="who")

    def on(self, person: Person, model: Callable[..., None], house: Callable[..., Any]) -> None:
        def act(room: seats.Room) -> None:
            row = db.session.get_one(Registration, self.ids[person.number], populate_existing=True)
            house(room, row, at=self.at)

        self.both(model, person, house=act)

    def both(self, model: Callable[..., None], person: Person | None, *, house: Callable[..., Any]) -> Any:
        """Let both do it; if one says no, the other has to say no for the same reason."""
        self.at += timedelta(seconds=1)
        expected = said = ""
        result = None
        try:
            model(person, self.at)
        except seat_model.Refused as refused:
            expected = str(refused)
        try:
            with transaction():
                result = house(seats.lock(self.roundtable_id))
        except Refused as refused:
            said = type(refused).__name__
        assert said == expected
        return result


def answers(kind: str, delegation: str) -> dict[str, object]:
    field, _, key = delegation.partition(":")
    return ANSWERS[kind] | {field: key}


@pytest.mark.slow
def test_the_house_does_what_the_model_says(
    make: Make, monkeypatch: pytest.MonkeyPatch, examples: int
) -> None:
    for unit in (waiting_list, due):
        monkeypatch.setattr(unit, "AT_ONCE", AT_ONCE)
    Machine.make = make

    run(Machine, examples)


def run(machine: type[Machine], examples: int) -> None:
    """So many stories; afterwards nothing is broken anywhere."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            # A shorter story of what went wrong takes minutes to find: `pytest -m slow` does look for it.
            phases=[Phase.generate] if examples == EXAMPLES else [Phase.generate, Phase.shrink],
        ),
    )

    db.session.rollback()
    assert [str(broken) for broken in invariants.broken(machine.make.now()) if not broken.note] == []

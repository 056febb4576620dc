"""Deeds under the lock, and what has to be true after them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from registration import clock
from registration.actions import audit, invitations, registrations, seats
from registration.extensions import db, transaction
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import invariants
from tests.make import Make

# How many stories are told, and how many when there is time for the slow tests.
EXAMPLES, EXAMPLES_OF_A_SLOW_RUN = 25, 400


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    return EXAMPLES_OF_A_SLOW_RUN if request.config.option.markexpr == "slow" else EXAMPLES


@pytest.fixture
def promises_kept(app: Flask) -> Iterator[None]:
    """Afterwards counts are what the statuses say, nobody waits in vain, all were told, histories agree."""
    yield
    assert [str(broken) for broken in invariants.broken(at=clock.now()) if not broken.note] == []


@pytest.fixture
def by(make: Make) -> audit.By:
    return audit.organizer(make.organizer().id)


@pytest.fixture
def do(make: Make, by: audit.By) -> Callable[..., Any]:
    """Does something about an invitation under the lock: do(replies.accept, invitation, wish)."""

    def do(
        deed: Callable[..., Any],
        invitation: Invitation,
        *arguments: Any,
        by: audit.By = by,
        at: datetime | None = None,
        **options: Any,
    ) -> Any:
        with transaction():
            invitation = db.session.get_one(Invitation, invitation.id)
            room = invitations.lock_of(invitation)
            result = deed(room, invitation, *arguments, by=by, at=at or make.now(), **options)
        db.session.expire_all()
        return result

    return do


@pytest.fixture
def arrive(make: Make) -> Callable[..., Registration]:
    """Somebody registers; returns the registration."""

    def arrive(roundtable: Roundtable, type_code: str = "civil_society", **answers: Any) -> Registration:
        with transaction():
            wish = make.wish(type_code, **answers)
            key = f"key {make.number()}"
            room = seats.lock(roundtable.id)
            return registrations.register(room, wish, key=key, at=make.now()).registration

    return arrive


@pytest.fixture
def act(make: Make, by: audit.By) -> Callable[..., Any]:
    """An organizer does something about somebody: act(approvals.approve, registration, may_wait=True)."""

    def act(deed: Callable[..., Any], registration: Registration, *arguments: Any, **options: Any) -> Any:
        with transaction():
            room = seats.lock_of(registration)
            result = deed(room, registration, *arguments, by=by, at=make.now(), **options)
        db.session.expire_all()
        return result

    return act

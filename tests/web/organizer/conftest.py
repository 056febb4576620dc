"""Organizers who are signed in, by a link as it is mailed."""

from collections.abc import Callable

import pytest

from registration import clock
from registration.actions import organizers
from registration.extensions import transaction
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from tests.client import Client
from tests.make import Make


@pytest.fixture
def sign_in(client: Client) -> Callable[[Organizer], Client]:
    """Sign somebody in with the client of the test."""

    def signed_in(organizer: Organizer) -> Client:
        client.forget_cookies()
        with transaction() as session:
            secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
        client.submit(client.get(f"/organizer/sign-in/{secret}"), form=secret)
        return client

    return signed_in


@pytest.fixture
def house(make: Make) -> Organization:
    """The organization of the organizer."""
    return make.organization()


@pytest.fixture
def organizer(make: Make, house: Organization) -> Organizer:
    """An owner who may export."""
    return make.organizer(house)


@pytest.fixture
def roundtable(make: Make, house: Organization) -> Roundtable:
    """Published, open, convened by the organizer's organization; everyone has a seat."""
    return make.roundtable(convenors=[house])


@pytest.fixture
def desk(sign_in: Callable[[Organizer], Client], organizer: Organizer) -> Client:
    """The client with the organizer signed in."""
    return sign_in(organizer)

"""The ground is made once per test; a test tries a great many things on it."""

from collections.abc import Iterator

import pytest

from tests.client import Client
from tests.hostile import found_forms
from tests.hostile.attempts import Attempts
from tests.hostile.found_forms import Found
from tests.hostile.ground import Ground, prepare
from tests.make import Make


@pytest.fixture
def ground(client: Client, make: Make) -> Ground:
    return prepare(client, make)


@pytest.fixture
def forms(ground: Ground) -> list[Found]:
    """Every form that strangers, participants and organizers meet."""
    found = list(found_forms.everywhere(ground))
    ground.keep()
    return found


@pytest.fixture
def attempts(ground: Ground) -> Iterator[Attempts]:
    """Attempts on forms; at the end it is printed which one took longest."""
    made = Attempts(ground)
    yield made
    print(f"slowest of {made.number} answers: {made.slowest * 1000:.0f} ms, {made.longest}")

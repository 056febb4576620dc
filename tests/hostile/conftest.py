"""The ground is made once per database and put back for every test."""

from collections.abc import Iterator

import pytest

from tests.client import Client
from tests.hostile import found_forms
from tests.hostile.attempts import Attempts
from tests.hostile.found_forms import Found
from tests.hostile.ground import Ground, prepare
from tests.make import Make

Prepared = dict[str, tuple[Ground, list[Found]]]


@pytest.fixture(scope="session")
def prepared() -> Prepared:
    """What has been made so far, by kind of database."""
    return {}


@pytest.fixture
def ground(client: Client, make: Make, database: str, prepared: Prepared) -> Ground:
    if database not in prepared:
        made = prepare(client, make)
        forms = list(found_forms.everywhere(made))
        made.keep()
        prepared[database] = made, forms
    found = prepared[database][0]
    found.client = client
    found.restore()
    return found


@pytest.fixture
def forms(ground: Ground, database: str, prepared: Prepared) -> list[Found]:
    """Every form that strangers, participants and organizers meet."""
    return prepared[database][1]


@pytest.fixture
def attempts(ground: Ground) -> Iterator[Attempts]:
    """Attempts on forms; at the end it is printed which one took longest."""
    made = Attempts(ground)
    yield made
    print(f"slowest of {made.number} answers: {made.slowest * 1000:.0f} ms, {made.longest}")

"""Throttles of two web servers are one: whoever tries here and there is counted once."""

from collections.abc import Callable, Iterator
from itertools import cycle, islice

import pytest

from tests.faults import ground
from tests.faults.site import Site
from tests.hostile.test_throttles import HELP
from tests.visitor import Visitor

pytestmark = pytest.mark.slow

PER_ADDRESS = 5


@pytest.fixture
def site(database: str, new_site: Callable[..., Site]) -> Iterator[Site]:
    made = new_site(database)
    with ground.beside(made):
        try:
            made.web(servers=2)
            yield made
        finally:
            made.stop()


def test_two_servers_count_together(site):
    statuses = []
    for origin in islice(cycle(site.origins), 2 * PER_ADDRESS):
        visitor = Visitor(origin)
        page = visitor.get(HELP[0])
        statuses.append(visitor.submit(page, {"email": "ana@example.org"}, ending=HELP[1]).status)

    assert statuses == [200] * PER_ADDRESS + [429] * PER_ADDRESS

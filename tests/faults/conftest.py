"""Sites of real processes, one for each file of tests and kind of installation."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from registration.settings import Environment
from tests.faults import ground, hands
from tests.faults.ground import Ground
from tests.faults.hands import Hands
from tests.faults.site import Site

ROUNDS, ROUNDS_OF_A_SLOW_RUN = 10, 100


@dataclass(frozen=True)
class Installation:
    """How many servers share a database, and how many processes each of them has."""

    database: str
    servers: int = 1
    processes: int = 1


ONE_PROCESS = pytest.param(Installation("sqlite"), id="sqlite-1")
TWO_PROCESSES = pytest.param(Installation("sqlite", servers=2), id="sqlite-2")
FOUR_PROCESSES = pytest.param(
    Installation("postgresql", processes=4), id="postgresql-4", marks=pytest.mark.postgres
)


@pytest.fixture(scope="session")
def rounds(request: pytest.FixtureRequest) -> int:
    """Ten in the suite; `pytest -m slow tests/faults` takes its time."""
    return ROUNDS_OF_A_SLOW_RUN if request.config.option.markexpr == "slow" else ROUNDS


@pytest.fixture(scope="module")
def new_site(
    tmp_path_factory: pytest.TempPathFactory, new_database_url: Callable[[str, str], str]
) -> Callable[..., Site]:
    """Makes a site on an empty database of a kind; nothing runs yet."""

    def new(database: str = "sqlite", **facts: object) -> Site:
        folder = tmp_path_factory.mktemp("site")
        url = "" if database == "sqlite" else new_database_url(database, f"faults_{folder.name}")
        return Site(folder, url, **facts)

    return new


@pytest.fixture(scope="module", params=[ONE_PROCESS, TWO_PROCESSES, FOUR_PROCESSES])
def crowded(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Iterator[Ground]:
    """Web servers alone, on each kind of installation."""
    installation: Installation = request.param
    site = new_site(installation.database)
    with ground.beside(site) as beside:
        try:
            site.web(servers=installation.servers, processes=installation.processes)
            yield beside
        finally:
            site.stop()


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Site:
    return new_site(request.param)


@pytest.fixture(scope="module")
def beside(site: Site) -> Iterator[Ground]:
    with ground.beside(site) as found:
        yield found


@pytest.fixture(scope="module")
def locked(beside: Ground) -> Iterator[Hands]:
    with hands.ready(replace(beside.site.loaded(), environment=Environment.TEST)) as found:
        yield found


@pytest.fixture(scope="module")
def unlocked(beside: Ground) -> Iterator[Hands]:
    with hands.ready(replace(beside.site.loaded(), environment=Environment.TEST), unlocked=True) as found:
        yield found

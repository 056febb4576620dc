"""Complete registrations by eight browsers, every step with its cookies and tokens, beside a Flask hello."""

import multiprocessing
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from tests.load import crowd, forms, servers
from tests.load.figures import Figure, Pair, milliseconds, percentile, side_by_side
from tests.load.ground import Ground
from tests.load.rush import rush
from tests.load.servers import Running
from tests.load.wire import Browser

CLIENTS, PROCESSES = 8, 2
AIM = 0.15
PERSON = {
    "organization": "Lake Region Women for Peace",
    "ecosoc_status": "special",
    "given_names": "Aya",
    "position": "Adviser",
    "country": "KEN",
    "phone": "",
    "honorific": "",
    "plate_name": "",
    "language": "en",
}

_REFERENCE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@dataclass(frozen=True)
class Flow:
    """One complete registration: its requests, and the seconds from sending it to reading the last page."""

    requests: int
    last: float


def measure(ground: Ground) -> Iterator[Figure]:
    seconds = 2.0 if ground.quick else 4.0
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            room = crowd.roundtable(1000)
        with (
            servers.running(database.settings) as site,
            servers.running(database.settings, servers.HELLO) as hello,
        ):
            flows: list[Flow] = []
            _crowd_of(site.port, room.slug, 1.0)

            def ours(site: Running = site, slug: str = room.slug, flows: list[Flow] = flows) -> float:
                flows += (taken := _crowd_of(site.port, slug, seconds))
                return len(taken) / seconds

            pair = side_by_side(
                ours,
                lambda: rush(hello.port, "/", seconds=seconds, connections=CLIENTS).rate,
                rounds=min(3, ground.rounds),
            )
        yield from _figures(kind, pair, flows)


def _figures(kind: str, pair: Pair, flows: list[Flow]) -> Iterator[Figure]:
    requests = flows[0].requests
    ratio = pair.ratio * requests
    yield Figure(
        f"complete registrations, {CLIENTS} clients, {kind}",
        f"{pair.ours:.0f} a second of {requests} requests",
        f"hello {pair.floor:.0f} / {requests}",
        ratio,
        f">= {AIM}",
        ratio >= AIM,
    )
    yield Figure(
        f"p95 of the last step, {kind}",
        milliseconds(percentile([flow.last for flow in flows], 0.95)),
        f"median {milliseconds(percentile([flow.last for flow in flows], 0.5))}",
    )


def _crowd_of(port: int, slug: str, seconds: float) -> list[Flow]:
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        begin_at = time.monotonic() + 1.0
        jobs = [(port, slug, begin_at, seconds, part) for part in range(PROCESSES)]
        return [flow for part in pool.starmap(_part, jobs, 1) for flow in part]


def _part(port: int, slug: str, begin_at: float, seconds: float, part: int) -> list[Flow]:
    each = CLIENTS // PROCESSES
    with ThreadPoolExecutor(each) as threads:
        # Addresses of their own: registrations are throttled by network.
        jobs = [
            threads.submit(_one, port, slug, begin_at, seconds, f"127.0.{part + 1}.{number + 1}")
            for number in range(each)
        ]
        return [flow for job in jobs for flow in job.result()]


def _one(port: int, slug: str, begin_at: float, seconds: float, address: str) -> list[Flow]:
    browser = Browser(port, address)
    flows = []
    # On a busy machine a process may come late: it takes the same time all the same.
    begin_at = max(begin_at, time.monotonic())
    time.sleep(max(0.0, begin_at - time.monotonic()))
    while time.monotonic() < begin_at + seconds:
        browser.forget()
        flows.append(_flow(browser, slug))
    browser.close()
    return flows


def _flow(browser: Browser, slug: str) -> Flow:
    """Raises AssertionError with the page where it did not go on."""
    before, who = browser.requests, uuid4().hex[:10]
    first = browser.get(f"/en/roundtables/{slug}/register")
    details = forms.sent(browser, first, {"for_whom": "myself", "stakeholder_type": "civil_society"})
    check = forms.sent(
        browser, details, PERSON | {"family_name": f"Koné {who}", "email": f"{who}@example.org"}
    )
    began = time.perf_counter()
    done = forms.sent(browser, check, {"left_empty": ""})
    last = time.perf_counter() - began
    assert _REFERENCE.search(done.body.decode()), done.body.decode()
    return Flow(browser.requests - before, last)

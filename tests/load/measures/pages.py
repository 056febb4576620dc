"""The public list and a roundtable's page for anonymous readers, beside a Flask hello; what a page weighs."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tests.load import crowd, servers, wire
from tests.load.figures import Figure, Pair, milliseconds, side_by_side
from tests.load.ground import Ground
from tests.load.rush import CLIENT, rush
from tests.page import Page

ROUNDTABLES, PEOPLE = 50, 10_000
HALF, GOAL = 0.5, 0.8
HEAVIEST = 60.0


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            rooms = [crowd.roundtable(PEOPLE // ROUNDTABLES) for _ in range(ROUNDTABLES)]
        listing, page = "/en/", f"/en/roundtables/{rooms[0].slug}"
        with (
            servers.running(database.settings) as site,
            servers.running(database.settings, servers.HELLO) as hello,
        ):
            for about, path in (("public list", listing), ("roundtable page", page)):
                found = _beside_hello(site.port, path, hello.port, ground)
                yield _figure(
                    f"{about}, {kind}", found, f">= {HALF}, goal {GOAL}", met=found.pair.ratio >= HALF
                )
                # Anonymous pages are kept for two seconds; an address with a query is made for each reader.
                found = _beside_hello(site.port, f"{path}?anew", hello.port, ground)
                yield _figure(f"{about}, made anew each time, {kind}", found, "", met=None)
            if kind == "sqlite":
                yield from _weights(site.port, page)


@dataclass(frozen=True)
class Beside:
    """Requests a second beside hello, and the slowest 95th percentile of a round in seconds."""

    pair: Pair
    p95: float


def _beside_hello(port: int, path: str, hello: int, ground: Ground) -> Beside:
    seconds, slowest = (2.0 if ground.quick else 3.0), [0.0]
    for _ in range(8):
        wire.fetch(port, path)

    def ours() -> float:
        found = rush(port, path, seconds=seconds)
        slowest.append(found.p95)
        return found.rate

    pair = side_by_side(ours, lambda: rush(hello, "/", seconds=seconds).rate, rounds=min(3, ground.rounds))
    return Beside(pair, max(slowest))


def _figure(about: str, found: Beside, aim: str, *, met: bool | None) -> Figure:
    said = f"{found.pair.ours:.0f} requests/s, p95 {milliseconds(found.p95)}"
    return Figure(f"{about}, {CLIENT}", said, f"hello {found.pair.floor:.0f}", found.pair.ratio, aim, met)


def _weights(port: int, path: str) -> Iterator[Figure]:
    browser = Fetcher(port)
    page = Page(200, f"http://127.0.0.1:{port}{path}", browser.text(path), {})
    addresses = set(_loaded(page))
    elsewhere = sorted(address for address in addresses if urlsplit(address).netloc != f"127.0.0.1:{port}")
    for address in addresses - set(elsewhere):
        browser.text(urlsplit(address)._replace(scheme="", netloc="").geturl())
    weight = browser.bytes / 1000
    yield Figure(
        "weight of the roundtable page without its photo",
        f"{weight:.1f} KB in {browser.requests} requests",
        aim=f"< {HEAVIEST:.0f} KB",
        met=weight < HEAVIEST,
    )
    yield Figure("requests to other hosts", str(len(elsewhere)), aim="0", met=not elsewhere)


def _loaded(page: Page) -> Iterator[str]:
    """What a browser fetches by itself; photos of the meeting are in <figure> or <picture>."""
    for link in page.all("link"):
        if link.attributes.get("rel") in ("stylesheet", "preload", "icon"):
            yield urljoin(page.url, link.attributes["href"])
    for element in page.all("script", "img"):
        if element.attributes.get("src") and "/photos/" not in element.attributes["src"]:
            yield urljoin(page.url, element.attributes["src"])


class Fetcher:
    """Counts the bytes that came, packed as sent, heads included."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.bytes = self.requests = 0

    def text(self, path: str) -> str:
        answer = wire.fetch(self.port, path, "Accept-Encoding: gzip")
        self.bytes += len(answer.head) + len(answer.body)
        self.requests += 1
        return answer.unpacked().decode("utf-8", "replace")

"""How long everybody else waits while somebody downloads a list of 100,000 people."""

import http.client
import threading
import time
from collections.abc import Iterator
from uuid import uuid4

from tests.load import crowd, forms, servers
from tests.load.figures import Figure, milliseconds, percentile
from tests.load.ground import Ground
from tests.load.wire import Browser

PEOPLE = 100_000
TWICE = 2.0
# Between two pages of the one who waits.
PAUSE = 0.01


def measure(ground: Ground) -> Iterator[Figure]:
    people = 20_000 if ground.quick else PEOPLE
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            large, other = crowd.roundtable(people), crowd.roundtable(100)
            secret = crowd.secret_of_owner(large)
        with servers.running(database.settings) as site:
            organizer, reader = forms.signed_in(site.port, secret), Browser(site.port)
            _pages(reader, other.slug, seconds=1.0)
            alone = percentile(_pages(reader, other.slug, seconds=4.0), 0.95)
            for extension in ("csv", "xlsx"):
                download = threading.Thread(
                    target=_download, args=(site.port, organizer.cookies, large.slug, extension)
                )
                download.start()
                meanwhile = percentile(_pages(reader, other.slug, until=download), 0.95)
                yield Figure(
                    f"p95 of other pages during {extension} of {people:,}, {kind}",
                    milliseconds(meanwhile),
                    f"alone {milliseconds(alone)}",
                    meanwhile / alone,
                    f"<= {TWICE:.0f}",
                    meanwhile / alone <= TWICE,
                )


def _pages(
    reader: Browser, slug: str, *, seconds: float = 0.0, until: threading.Thread | None = None
) -> list[float]:
    """Seconds of each page that is made for this reader alone, for a while or until a download has ended."""
    durations, end_at = [], time.monotonic() + seconds
    while (until.is_alive() if until else time.monotonic() < end_at) or not durations:
        began = time.perf_counter()
        answer = reader.get(f"/en/roundtables/{slug}/register?draft={uuid4()}")
        durations.append(time.perf_counter() - began)
        assert answer.status == 200, answer
        time.sleep(PAUSE)
    return durations


def _download(port: int, cookies: str, slug: str, extension: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    connection.request(
        "GET", f"/organizer/roundtables/{slug}/exports/all.{extension}", headers={"Cookie": cookies}
    )
    answer = connection.getresponse()
    while answer.read(1 << 16):
        pass
    connection.close()

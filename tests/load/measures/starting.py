"""`registration serve` on a database that exists: seconds to the first answer, memory while nobody asks anything."""

import statistics
import time
from collections.abc import Iterator

from tests.load import crowd, servers
from tests.load.figures import Figure
from tests.load.ground import Ground

SOON, SMALL = 2.0, 200.0


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            crowd.roundtable(1000)
        started, memory = [], []
        for _ in range(min(3, ground.rounds)):
            with servers.running(database.settings, servers.SERVE) as site:
                started.append(site.started_in)
                # The worker comes up beside the web server.
                time.sleep(3)
                memory.append(servers.resident(site.process))
        first, idle = statistics.median(started), statistics.median(memory)
        yield Figure(f"start to first answer, {kind}", f"{first:.2f} s", aim="< 2 s", met=first < SOON)
        yield Figure(
            f"idle memory of all processes (PSS), {kind}", f"{idle:.0f} MB", aim="< 200 MB", met=idle < SMALL
        )

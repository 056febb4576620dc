"""The guest table of a roundtable with 50,000 registrations: every page, filter and search."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from flask import Flask

from registration import clock
from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.queries import guest_table, occupancy, tags
from registration.queries.guest_table import Filters, Sort
from registration.rules.statuses import Status
from tests.load import crowd
from tests.load.figures import Figure, milliseconds
from tests.load.ground import Ground

PEOPLE = 50_000
SOON = 0.1
LAST = 10**6

QUESTIONS: dict[str, tuple[Filters, int]] = {
    "first page": (Filters(), 1),
    "page in the middle": (Filters(), PEOPLE // guest_table.PER_PAGE // 2),
    "last page": (Filters(), LAST),
    "one status": (Filters(status=Status.WAITLISTED), 1),
    "one status, last page": (Filters(status=Status.CONFIRMED), LAST),
    "one type": (Filters(stakeholder_type="member_state"), 1),
    "one type, last page": (Filters(stakeholder_type="civil_society"), LAST),
    "status and type": (Filters(Status.CONFIRMED, "un_staff"), 3),
    "by name, last page": (Filters(sort=Sort.NAME), LAST),
    "newest first": (Filters(sort=Sort.NEWEST), 1),
    "oldest first, last page": (Filters(sort=Sort.OLDEST), LAST),
    "one country": (Filters(country="KEN"), 1),
    "one delegation": (Filters(delegation="state:SWE"), 1),
    "organizations by part of a name": (Filters(delegation="found"), 2),
    "online": (Filters(mode="online"), 1),
    "invited by nobody here": (Filters(host=1), 1),
    "registered since": (Filters(since=clock.now().date() - timedelta(days=10), sort=Sort.NEWEST), 1),
    "question open": (Filters(question_open=True), 1),
    "mail failed": (Filters(mail_failed=True), 1),
    "search for a family": (Filters(search="okafor"), 1),
    "search for two words": (Filters(search="amina larsson"), 2),
    "search for nobody": (Filters(search="nobody of this name"), 1),
    "search for a domain": (Filters(search="@example.org"), 5),
    "search among the waiting": (Filters(status=Status.WAITLISTED, search="chen"), 1),
}


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        with ground.database(kind).application() as app:
            room = crowd.roundtable(5_000 if ground.quick else PEOPLE)
            few, many = crowd.tagged(room, every=100), crowd.tagged(room, every=2)
            crowd.written_to(room)
            asked = QUESTIONS | {
                "a tag of few": (Filters(tag=few), 1),
                "a tag of many, last page": (Filters(tag=many), LAST),
                "tag, status, country": (
                    replace(Filters(status=Status.CONFIRMED, country="KEN"), tag=many),
                    1,
                ),
            }
            times = {
                name: [_asked(app, room.id, *question) for _ in range(ground.rounds + 2)]
                for name, question in asked.items()
            }
        for name, seconds in times.items():
            # Whatever else runs on the machine only adds: the best is what the page costs.
            best = min(seconds)
            yield Figure(
                f"guest table, {name}, {kind}",
                f"best {milliseconds(best)}",
                f"median {milliseconds(statistics.median(seconds))}",
                aim="< 100 ms",
                met=best < SOON,
            )


def _asked(app: Flask, roundtable_id: int, filters: Filters, number: int) -> float:
    """Seconds of everything the page asks the database."""
    with app.app_context():
        roundtable = db.session.get_one(Roundtable, roundtable_id)
        began = time.perf_counter()
        occupancy.of(roundtable)
        page = guest_table.page(roundtable, filters, number)
        guest_table.status_counts(roundtable)
        tags.of_roundtable(roundtable)
        tags.of_people(page.rows)
        return time.perf_counter() - began

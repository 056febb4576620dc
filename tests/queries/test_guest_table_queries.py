"""The guest table asks the same few questions, however many people there are and whatever is looked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Connection, event

from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.queries import guest_table, occupancy, tags
from registration.queries.guest_table import PER_PAGE, Filters, Sort
from registration.rules.statuses import Status
from tests.make import Make

FEW, MANY = 2, PER_PAGE + 3

FILTERS = {
    "everybody": Filters(),
    "one status": Filters(status=Status.CONFIRMED),
    "one type": Filters(stakeholder_type="civil_society"),
    "a search": Filters(search="family"),
    "a country and a mode": Filters(country="KEN", mode="in_person"),
    "part of an organization": Filters(delegation="lake region"),
    "since a day": Filters(since=date(2000, 1, 1)),
    "by name": Filters(sort=Sort.NAME),
    "newest first": Filters(sort=Sort.NEWEST),
}


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collects what is sent to the database."""
    sent: list[str] = []

    def add(_connection: Connection, _cursor: object, text: str, *_: object) -> None:
        sent.append(text)

    event.listen(db.engine, "before_cursor_execute", add)
    yield sent
    event.remove(db.engine, "before_cursor_execute", add)


def shown(roundtable_id: int, filters: Filters, number: int = 1) -> list[str]:
    """What the page shows of each person, read as its template does."""
    db.session.expunge_all()
    roundtable = db.session.get_one(Roundtable, roundtable_id)
    page = guest_table.page(roundtable, filters, number)
    guest_table.status_counts(roundtable)
    occupancy.of(roundtable)
    tags.of_roundtable(roundtable)
    tags.of_people(page.rows)
    return [
        f"{row.full_name}, {row.delegation_label('en')}, {row.stakeholder_type.code}" for row in page.rows
    ]


@pytest.mark.parametrize("filters", FILTERS.values(), ids=FILTERS.keys())
def test_more_people_cost_no_more_queries(make: Make, filters: Filters):
    small, large = make.roundtable(), make.roundtable()
    for roundtable, people in ((small, FEW), (large, MANY)):
        for _ in range(people):
            make.registration(roundtable)
    counted = []
    for roundtable_id in (small.id, large.id):
        with statements() as sent:
            assert shown(roundtable_id, filters)
        counted.append(len(sent))

    assert counted[0] == counted[1] <= 12


def test_a_page_far_back_costs_no_more_queries_than_the_first(make: Make):
    roundtable = make.roundtable()
    for _ in range(MANY):
        make.registration(roundtable)
    roundtable_id = roundtable.id
    counted = []
    for number in (1, 2):
        with statements() as sent:
            assert shown(roundtable_id, Filters(), number)
        counted.append(len(sent))

    assert counted[0] == counted[1]


def test_a_search_without_a_result_does_not_ask_for_rows(make: Make):
    roundtable_id = make.registration().roundtable_id
    with statements() as found:
        assert shown(roundtable_id, Filters())
    with statements() as nobody:
        assert shown(roundtable_id, Filters(search="nobody of this name")) == []

    assert len(nobody) == len(found) - 1

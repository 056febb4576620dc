"""Where a roundtable stands."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from registration.rules.standing import Admission, Facts, Standing, State, standing

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def facts(**differences: Any) -> Facts:
    usual: dict[str, Any] = {
        "state": State.PUBLISHED,
        "admission": Admission.OPEN,
        "starts_at": NOW + 10 * DAY,
        "ends_at": NOW + 10 * DAY + timedelta(hours=2),
        "opens_at": None,
        "closes_at": None,
        "waiting_list_open": True,
        "cap": 20,
        "taken": 3,
    }
    return Facts(**(usual | differences))


@pytest.mark.parametrize(
    ("differences", "expected"),
    [
        ({}, Standing.OPEN),
        ({"cap": None, "taken": 500}, Standing.OPEN),
        ({"taken": 15}, Standing.OPEN),
        ({"taken": 16}, Standing.FEW_SEATS),
        ({"taken": 19}, Standing.FEW_SEATS),
        ({"cap": 2, "taken": 1}, Standing.FEW_SEATS),
        ({"taken": 20}, Standing.WAITING_LIST),
        ({"taken": 23}, Standing.WAITING_LIST),
        ({"taken": 20, "waiting_list_open": False}, Standing.FULL),
        ({"cap": 0, "taken": 0}, Standing.WAITING_LIST),
        ({"closes_at": NOW + 3 * DAY}, Standing.CLOSING_SOON),
        ({"closes_at": NOW + 3 * DAY + timedelta(seconds=1)}, Standing.OPEN),
        ({"closes_at": NOW + DAY, "taken": 19}, Standing.CLOSING_SOON),
        ({"closes_at": NOW + DAY, "taken": 20}, Standing.WAITING_LIST),
        ({"closes_at": NOW}, Standing.CLOSED),
        ({"closes_at": NOW - DAY, "taken": 20}, Standing.CLOSED),
        ({"starts_at": NOW, "ends_at": NOW + DAY}, Standing.CLOSED),
        ({"starts_at": NOW - DAY, "ends_at": NOW + DAY, "closes_at": NOW + 2 * DAY}, Standing.CLOSED),
        ({"opens_at": NOW + timedelta(seconds=1)}, Standing.NOT_YET_OPEN),
        ({"opens_at": NOW}, Standing.OPEN),
        ({"starts_at": None, "ends_at": None}, Standing.UNDATED),
        ({"admission": Admission.INVITATION}, Standing.BY_INVITATION),
        ({"admission": Admission.INVITATION, "starts_at": None, "ends_at": None}, Standing.BY_INVITATION),
        ({"starts_at": NOW - DAY, "ends_at": NOW}, Standing.PAST),
        ({"admission": Admission.INVITATION, "starts_at": NOW - DAY, "ends_at": NOW}, Standing.PAST),
        ({"state": State.CANCELLED}, Standing.CANCELLED),
        ({"state": State.CANCELLED, "starts_at": NOW - DAY, "ends_at": NOW}, Standing.CANCELLED),
    ],
)
def test_a_roundtable_stands_where_its_facts_put_it(differences: dict[str, Any], expected: Standing) -> None:
    assert standing(facts(**differences), NOW) is expected

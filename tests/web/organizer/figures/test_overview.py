"""The figures of all roundtables side by side."""

import pytest

from registration.rules.permissions import Role
from registration.rules.statuses import Status
from tests.statements import statements


def numbers(page):
    """{roundtable: {heading: number}}."""
    return {
        row.all("th")[0].text: {
            cell.attributes["data-label"]: cell.text
            for cell in row.all("td")
            if "data-label" in cell.attributes
        }
        for row in page.all("tr")
        if row.all("td")
    }


@pytest.fixture
def two(make, house):
    """Two roundtables of the house, one of another house, one of both."""
    first = make.roundtable(convenors=[house], cap=4)
    second = make.roundtable(convenors=[make.organization(), house])
    foreign = make.roundtable(cap=4)
    for roundtable in (first, second, foreign):
        make.registration(roundtable, "member_state")
        make.registration(roundtable, "civil_society", status=Status.WAITLISTED)
    make.registration(first, "civil_society")
    make.registration(first, "civil_society", status=Status.DECLINED)
    return first, second


def test_every_roundtable_has_its_numbers_and_all_together_theirs(desk, two):
    found = numbers(desk.get("/organizer/figures"))

    of_first = next(row for title, row in found.items() if title.startswith(two[0].titles["en"]))
    assert of_first["Seats"] == "2 of 4"
    assert (of_first["Confirmed"], of_first["Waiting list"]) == ("2", "1")
    assert of_first["Member State"] == "1 33%"
    assert len(found) == 3
    assert (found["In all"]["Confirmed"], found["In all"]["Waiting list"]) == ("3", "2")


def test_a_series_of_ones_own_has_a_page_and_another_is_not_found(desk, two, make):
    page = desk.get(f"/organizer/figures?series={two[0].series.slug}")

    assert len(numbers(page)) == 1
    desk.get(f"/organizer/figures?series={make.roundtable().series.slug}", expect=404)


def test_a_limited_approver_sees_the_numbers_of_one_type_and_no_seats(sign_in, make, house, two):
    granted = {"stakeholder_type_id": make.stakeholder_type("civil_society").id}
    client = sign_in(make.organizer(house, role=Role.APPROVER, granted=granted))

    found = numbers(client.get("/organizer/figures"))

    assert found["In all"]["Civil society"].startswith("3")
    assert "Member State" not in found["In all"]
    assert {row.get("Seats", "") for row in found.values()} == {""}


def test_more_roundtables_ask_no_more_questions(desk, make, house, two):
    before = statements(lambda: desk.get("/organizer/figures"))
    for _number in range(4):
        make.registration(make.roundtable(convenors=[house], cap=3), "un_staff")

    assert statements(lambda: desk.get("/organizer/figures")) == before

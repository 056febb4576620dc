"""The figures of a roundtable: drawing and table say the same, to everyone only what they may know."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.extensions import db, transaction
from registration.models.inquiries import Inquiry
from registration.models.organizers import Organizer
from registration.models.questions import Answer
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.rules.permissions import Role
from registration.rules.questions import Kind as QuestionKind
from registration.rules.seats import Kind
from registration.rules.statuses import LIVE, Status
from tests.hostile import names
from tests.statements import statements


def address(roundtable):
    return f"/organizer/roundtables/{roundtable.slug}/figures"


def tables(page):
    """{caption: {first cell: the numbers after it}}."""
    return {
        table.all("caption")[0].text: {
            row.all("th")[0].text: [int(cell.text) for cell in row.all("td") if cell.text.isdecimal()]
            for row in table.all("tr")
            if row.all("td")
        }
        for table in page.all("table")
    }


def drawn(page, key):
    """{label: words} of a drawing with bars, and the widths of its parts by kind."""
    (drawing,) = [svg for svg in page.all("svg") if svg.attributes.get("aria-labelledby", "").startswith(key)]
    assert drawing.attributes["role"] == "img"
    labels, said = "", {}
    for text in drawing.all("text"):
        if text.attributes["class"] == "chart-label":
            labels = f"{labels} {text.text}".strip()
        else:
            said[labels], labels = text.text, ""
    return said


@pytest.fixture
def full(make, house):
    """Ten seats in all, six for Member States; every kind of place is taken."""
    roundtable = make.roundtable(
        convenors=[house], cap=10, caps={"member_state": 6}, modes={"online": 3}, mode="hybrid"
    )
    for state, status in (
        ("SWE", Status.CONFIRMED),
        ("SWE", Status.OFFERED),
        ("KEN", Status.CONFIRMED),
        ("KIR", Status.WAITLISTED),
        ("VAT", Status.PENDING),
        ("TUR", Status.WITHDRAWN),
    ):
        make.registration(roundtable, "member_state", status=status, state=state)
    make.registration(roundtable, "civil_society", mode="online", country="COL", status=Status.CONFIRMED)
    make.registration(roundtable, "un_staff", status=Status.UNVERIFIED)
    return roundtable


def test_drawings_and_tables_hold_the_same_numbers(desk, full):
    page = desk.get(address(full))
    found = tables(page)

    assert found["Seats against the limits"] == {
        "All seats": [3, 1, 1, 5, 10],
        "Online": [1, 0, 0, 1, 3],
        "Member State": [2, 1, 1, 4, 6],
    }
    assert drawn(page, "chart-limits") == {
        "All seats": "4 of 10 +1",
        "Online": "1 of 3",
        "Member State": "3 of 6 +1",
    }
    assert found["By stakeholder type"] == {
        "Member State": [2, 1, 1, 1, 5],
        "United Nations staff": [0, 0, 0, 1, 1],
        "Civil society": [1, 0, 0, 0, 1],
    }
    assert found["By regional group"] == {
        "African States": [1, 0, 0, 0, 1],
        "Asia-Pacific States": [0, 0, 1, 0, 1],
        "Eastern European States": [0, 0, 0, 0, 0],
        "Latin American and Caribbean States": [1, 0, 0, 0, 1],
        "Western European and other States": [1, 1, 0, 0, 2],
        "No regional group": [0, 0, 0, 2, 2],
    }
    assert found["By country"]["Sweden"] == [1, 1, 0, 0, 2]
    assert "Türkiye" not in found["By country"]
    assert found["By attendance"] == {"In person": [2, 1, 1, 2, 6], "Online": [1, 0, 0, 0, 1]}
    for caption, key in (
        ("By stakeholder type", "types"),
        ("By regional group", "regions"),
        ("By attendance", "modes"),
    ):
        for label, said in drawn(page, f"chart-{key}").items():
            confirmed, held, *without, _all = found[caption][label]
            assert said == f"{confirmed + held}" + (f" +{sum(without)}" if sum(without) else "")


def test_many_countries_are_drawn_together_and_listed_one_by_one(desk, make, roundtable):
    codes = ["SWE", "KEN", "COL", "FRA", "ESP", "CHN", "EGY", "GHA", "NOR", "FJI", "PER", "CHL", "PRI"]
    for code in codes:
        make.registration(roundtable, country=code)
    make.registration(roundtable, country="NOR")

    page = desk.get(address(roundtable))

    assert len(tables(page)["By country"]) == len(codes)
    said = drawn(page, "chart-countries")
    assert next(iter(said)) == "Norway"
    assert len(said) == 11
    assert said["3 other countries"] == "3"


def test_registrations_over_time_are_counted_by_the_calendar_of_the_city(desk, make, roundtable):
    # Half past three at night in UTC is still the evening before in New York.
    now = make.now().replace(hour=3, minute=30)
    make.registration(roundtable, facts={"created_at": now - timedelta(days=3)})
    make.registration(
        roundtable,
        status=Status.WITHDRAWN,
        facts={"created_at": now - timedelta(days=2), "decided_at": now - timedelta(days=1)},
    )

    found = tables(desk.get(address(roundtable)))["Registrations over time"]
    steps = list(found.values())

    assert steps[:3] == [[1, 0, 1, 0], [1, 0, 2, 0], [0, 1, 2, 1]]
    assert steps[-1][2:] == [2, 1]
    assert f"{(now - timedelta(days=4)).day}, " in next(iter(found))


def test_replies_outstanding_say_whose_turn_it_is(desk, make, roundtable):
    asked, answered = (make.registration(roundtable, status=Status.PENDING) for _number in range(2))
    make.registration(roundtable, status=Status.OFFERED)
    make.registration(roundtable, status=Status.UNVERIFIED)
    with transaction() as session:
        for who, answered_at in ((asked, None), (asked, make.now()), (answered, make.now())):
            session.add(
                Inquiry(registration_id=who.id, question="Why?", asked_at=make.now(), answered_at=answered_at)
            )

    assert tables(desk.get(address(roundtable)))["Replies outstanding"] == {
        "Has not confirmed the address": [1],
        "Has not answered a question of the organizers": [1],
        "Has not answered the offer of a seat": [1],
        "Awaits approval": [1],
    }


@pytest.mark.parametrize(
    ("role", "granted", "people"),
    [
        (Role.VIEWER, {}, {"Member State": 5, "United Nations staff": 1, "Civil society": 1}),
        (Role.DOOR, {}, {"Member State": 2, "Civil society": 1}),
        (Role.APPROVER, {"stakeholder_type_id": "member_state"}, {"Member State": 5}),
        (Role.APPROVER, {"host_id": "house"}, {}),
    ],
)
def test_limited_roles_see_figures_of_those_they_may_see_and_no_limits(
    sign_in, make, house, full, role, granted, people
):
    ids = {"member_state": make.stakeholder_type("member_state").id, "house": house.id}
    granted = {key: ids[value] for key, value in granted.items()}
    client = sign_in(make.organizer(house, role=role, granted=granted))

    found = tables(client.get(address(full)))

    assert {label: numbers[-1] for label, numbers in found.get("By stakeholder type", {}).items()} == people
    assert ("Seats against the limits" in found) == (role is Role.VIEWER)
    if people:
        assert sum(numbers[0] for numbers in found["Registrations over time"].values()) == sum(
            people.values()
        ) + (0 if role is Role.DOOR else 1)


def test_names_of_organizations_are_inert_in_drawings(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=50)
    for name in names.MARKUP:
        somebody = make.registration(roundtable, organization=name)
        with transaction() as session:
            session.add(
                Limit(roundtable_id=roundtable.id, kind=Kind.DELEGATION, key=somebody.delegation, cap=3)
            )

    page = desk.get(address(roundtable))

    said = " ".join(drawn(page, "chart-limits"))
    for name in names.MARKUP:
        assert re.sub(r"\s+", "", name) in re.sub(r"\s+", "", said)


def test_in_arabic_the_drawings_begin_at_the_right(desk, full, organizer):
    with transaction() as session:
        session.get(Organizer, organizer.id).language = "ar"

    html = desk.open("GET", address(full)).text

    assert re.search(r'class="chart-label" x="100%"', html)
    assert not re.search(r'class="chart-label" x="0%"', html)


def test_the_number_of_questions_to_the_database_does_not_grow(desk, make, full):
    before = statements(lambda: desk.get(address(full)))
    for state in ("ARG", "BRA", "CHN", "DEU", "EGY", "FIN"):
        make.registration(full, "member_state", state=state, status=Status.WAITLISTED)

    assert statements(lambda: desk.get(address(full))) == before
    assert before < 25


def test_without_registrations_the_page_says_so(desk, roundtable):
    assert "Figures appear here as people register." in desk.get(address(roundtable)).text


def test_answers_to_own_questions_are_counted_sensitive_ones_for_those_who_may_read_them(
    make, house, full, sign_in
):
    needs = make.question(
        full, "needs", QuestionKind.CHOICES, options=("ramp", "signs"), sensitive=True, retention_days=7
    )
    lunch = make.question(full, "lunch", QuestionKind.YES_NO)
    make.question(full, "essay", QuestionKind.LONG_TEXT)
    here = [one for one in db.session.scalars(select(Registration)) if one.status in LIVE]
    gone = next(one for one in db.session.scalars(select(Registration)) if one.status is Status.WITHDRAWN)
    given = [
        (here[0], needs, ["ramp", "signs"]),
        (here[1], needs, ["ramp"]),
        (here[0], lunch, True),
        (here[1], lunch, False),
        (here[2], lunch, True),
        (gone, lunch, True),
    ]
    with transaction() as session:
        session.add_all(
            Answer(registration_id=one.id, question_id=question.id, value=value)
            for one, question, value in given
        )

    page = sign_in(make.organizer(house, role=Role.VIEWER)).get(address(full))
    assert tables(page)["Roundtable lunch"] == {"Yes": [2], "No": [1]}
    assert not {"Roundtable needs", "Roundtable essay"} & tables(page).keys()

    page = sign_in(make.organizer(house, role=Role.VIEWER, granted={"sees_sensitive": True})).get(
        address(full)
    )
    assert tables(page)["Roundtable needs"] == {"Roundtable ramp": [2], "Roundtable signs": [1]}

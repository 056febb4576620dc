"""Statistics as a file: numbers in long format, for scripts and for people, and nothing that tells who."""

import csv
import io

import openpyxl
import pytest
from sqlalchemy import select

from registration.extensions import db
from registration.models.downloads import Download
from registration.rules.permissions import Role
from registration.rules.statuses import Status
from registration.words import figures as words


def file(client, roundtable, extension="csv", **options):
    asked = "&".join(f"{key}={value}" for key, value in options.items())
    return client.open(
        "GET", f"/organizer/roundtables/{roundtable.slug}/exports/statistics.{extension}?{asked}"
    )


def numbers(client, roundtable, **options):
    answer = file(client, roundtable, **options)
    assert answer.status_code == 200
    header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    return header, {tuple(row[:3]): (row[3], int(row[4])) for row in rows}


@pytest.fixture
def full(make, house):
    roundtable = make.roundtable(
        convenors=[house], cap=10, caps={"member_state": 6}, floors={"member_state": 2}
    )
    make.registration(roundtable, "member_state", state="KEN", given_names="Wanjiru", email="w@example.org")
    make.registration(
        roundtable, "civil_society", country="KEN", status=Status.WAITLISTED, organization="Jane Doe"
    )
    make.registration(roundtable, "un_staff", status=Status.WITHDRAWN)
    return roundtable


def test_keys_are_codes_and_every_number_is_there(desk, full):
    header, found = numbers(desk, full, header="keys")

    assert header == ["measure", "group_kind", "group_key", "label", "number"]
    assert found["seats_taken", "total", "*"][1] == 1
    assert found["seats_limit", "stakeholder_type", "member_state"] == ("Member State", 6)
    assert found["seats_reserved", "stakeholder_type", "member_state"][1] == 2
    assert found["people_confirmed", "region", "AG"] == ("African States", 1)
    assert found["people_waiting", "region", "AG"][1] == 1
    assert found["people_waiting", "country", "KEN"] == ("Kenya", 1)
    assert found["people_confirmed", "total", "*"][1] == 1
    assert found["registrations", "status", "withdrawn"][1] == 1
    assert found["replies_outstanding", "reply", "to_decide"][1] == 0
    assert sum(one for (measure, *_group), (_label, one) in found.items() if measure == "received") == 3
    assert {key[0] for key in found} <= set(words.MEASURES)
    assert {key[1] for key in found} <= set(words.GROUP_KINDS)


def test_nothing_tells_who(desk, full):
    for options in ({}, {"header": "keys"}):
        text = file(desk, full, **options).text
        assert not any(word in text for word in ("Wanjiru", "w@example.org", "Jane Doe", "Family"))


def test_filters_change_nothing_and_are_not_on_record(desk, full):
    assert numbers(desk, full, type="un_staff", status="nope", q="nobody") == numbers(desk, full)

    kept = db.session.scalars(select(Download).order_by(Download.id)).all()
    assert [download.preset for download in kept] == ["statistics", "statistics"]
    assert "q" not in kept[0].options
    assert kept[0].rows == len(numbers(desk, full)[1])


def test_the_workbook_holds_numbers(desk, full):
    sheet = openpyxl.load_workbook(io.BytesIO(file(desk, full, "xlsx", lang="ar").data)).active

    assert sheet.sheet_view.rightToLeft
    assert {cell.data_type for cell in sheet["E"][1:]} == {"n"}


def test_the_language_is_that_of_the_address(desk, full):
    assert ("كينيا" in str(numbers(desk, full, lang="ar"))) is True


def test_a_limited_role_gets_the_numbers_of_those_it_sees(sign_in, make, house, full):
    granted = {"stakeholder_type_id": make.stakeholder_type("civil_society").id}
    client = sign_in(make.organizer(house, role=Role.APPROVER, granted=granted))

    found = numbers(client, full, header="keys")[1]

    assert not any(key[0].startswith("seats_") for key in found)
    assert found["people_waiting", "total", "*"][1] == 1
    assert found["people_confirmed", "total", "*"][1] == 0
    assert ("people_confirmed", "stakeholder_type", "member_state") not in found


def test_without_the_right_to_export_there_is_no_file(sign_in, make, house, full):
    client = sign_in(make.organizer(house, may_export=False))

    assert file(client, full).status_code == 404

"""One definition for what the form asks and the list holds."""

import pytest

from registration.rules import attendee_list, fields
from registration.rules.attendee_list import Preset

CONTRACT = [
    "reference",
    "status",
    "stakeholder_type",
    "delegation",
    "represented_by",
    "department",
    "duty_station",
    "country",
    "iso3",
    "honorific",
    "given_names",
    "family_name",
    "plate_name",
    "position",
    "delegation_role",
    "email",
    "phone",
    "mode",
    "accompanying",
    "invited_by",
    "grounds_pass",
    "ecosoc_status",
    "language",
    "consent_listed",
    "registered_at_utc",
    "registered_at_local",
    "decided_at",
    "checked_in_at",
    "substitutes_for",
    "tags",
]


def test_the_list_has_the_columns_of_the_contract_in_its_order() -> None:
    assert list(attendee_list.columns(Preset.ATTENDEES)) == CONTRACT
    assert list(attendee_list.columns(Preset.ALL)) == [*CONTRACT, "waiting_since"]


def test_every_answer_of_the_form_is_in_the_list() -> None:
    in_delegation = {field.key for field in fields.DELEGATION_FIELDS}
    in_list = {*attendee_list.COLUMNS, *in_delegation}

    assert {field.key for field in fields.FIELDS} <= in_list


def test_fields_come_in_the_order_of_the_list() -> None:
    listed = [key for key in attendee_list.COLUMNS if key in fields.BY_KEY]

    assert listed == [field.key for field in fields.FIELDS if field.key in listed]


@pytest.mark.parametrize(
    ("hybrid", "online", "grounds_pass", "extra"),
    [
        (False, False, False, set()),
        (True, False, False, {"mode"}),
        (False, False, True, {"grounds_pass"}),
        (True, False, True, {"mode", "grounds_pass"}),
        (False, True, True, set()),
    ],
)
def test_the_form_asks_what_the_meeting_needs(
    hybrid: bool, online: bool, grounds_pass: bool, extra: set[str]
) -> None:
    asked = {
        field.key
        for field in fields.asked(["state"], hybrid=hybrid, online=online, grounds_pass=grounds_pass)
    }

    assert asked & {"mode", "grounds_pass"} == extra
    assert "state" in asked
    assert "un_entity" not in asked


def test_every_column_has_a_kind() -> None:
    assert all(attendee_list.value(key) for key in attendee_list.columns(Preset.ALL))

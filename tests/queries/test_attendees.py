"""The rows of the attendee list: every column, for every kind of person, in every language."""

from datetime import UTC, datetime

import pytest
from flask_babel import force_locale

from registration.queries import attendees
from registration.queries.attendees import Wording
from registration.queries.guest_table import Filters
from registration.rules import attendee_list
from registration.rules.attendee_list import OF_PEOPLE, Preset
from registration.rules.statuses import Status

ENGLISH = Wording("en", codes=False)
CODES = Wording("en", codes=True)


def people(roundtable, preset=Preset.ATTENDEES, wording=ENGLISH, **filters):
    """One dictionary per row, by key."""
    keys = attendee_list.columns(preset)
    with force_locale(wording.language):
        rows = list(attendees.rows(roundtable, preset, Filters(**filters), wording))
    return [dict(zip(keys, row, strict=True)) for row in rows]


def test_a_delegate_is_listed_under_the_name_of_the_state(make):
    roundtable = make.roundtable()
    make.registration(roundtable, "member_state", state="CHE", honorific="H.E.", delegation_role="head")

    (person,) = people(roundtable)

    assert (person["delegation"], person["country"], person["iso3"]) == ("Switzerland", "Switzerland", "CHE")
    assert (person["represented_by"], person["delegation_role"]) == (
        "Permanent mission",
        "Head of delegation",
    )
    assert (person["honorific"], person["stakeholder_type"]) == ("H.E.", "Member State")


def test_an_entity_that_is_not_in_the_list_stands_under_its_own_name(make):
    roundtable = make.roundtable()
    make.registration(roundtable, "un_staff", un_entity="other", organization="A new office")
    make.registration(roundtable, "un_staff", un_entity="undp")

    assert {person["delegation"] for person in people(roundtable)} == {
        "A new office",
        "UNDP – United Nations Development Programme",
    }


def test_an_organization_is_listed_with_where_it_is_based(make):
    roundtable = make.roundtable()
    make.registration(roundtable, country="KEN", ecosoc_status="roster")

    (person,) = people(roundtable)

    assert (person["delegation"], person["country"], person["iso3"]) == (
        "Lake Region Women for Peace",
        "Kenya",
        "KEN",
    )
    assert person["ecosoc_status"] == "Roster"


def test_names_are_listed_as_they_were_typed(make):
    roundtable = make.roundtable()
    make.registration(roundtable, given_names="María José", family_name="", plate_name="")

    (person,) = people(roundtable)

    assert (person["given_names"], person["family_name"], person["plate_name"]) == ("María José", "", "")


@pytest.mark.parametrize(
    ("language", "state"), [("fr", "Suisse"), ("es", "Suiza"), ("ru", "Швейцария"), ("zh", "瑞士")]
)
def test_codes_are_worded_in_the_language_of_the_list(make, language, state):
    roundtable = make.roundtable()
    make.registration(roundtable, "member_state", state="CHE")

    (person,) = people(roundtable, wording=Wording(language, codes=False))

    assert person["delegation"] == state


def test_codes_stay_codes_for_scripts(make):
    roundtable = make.roundtable(mode="hybrid")
    make.registration(roundtable, "member_state", mode="online")

    (person,) = people(roundtable, wording=CODES)

    assert (person["status"], person["stakeholder_type"], person["mode"]) == (
        "confirmed",
        "member_state",
        "online",
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_script_reads_the_same_codes_of_delegations_in_every_language(make, language):
    roundtable = make.roundtable()
    make.registration(roundtable, "member_state", state="CHE")
    make.registration(roundtable, "un_staff", un_entity="undp")
    make.registration(roundtable, "un_staff", un_entity="other", organization="A new office")
    make.registration(roundtable, organization="Lake Region Women for Peace", country="KEN")

    listed = people(roundtable, wording=Wording(language, codes=True))

    assert sorted((person["delegation"], person["country"], person["iso3"]) for person in listed) == [
        ("A new office", "", ""),
        ("CHE", "CHE", "CHE"),
        ("Lake Region Women for Peace", "KEN", "KEN"),
        ("undp", "", ""),
    ]


def test_whom_somebody_replaces_and_who_invited_them_is_said(make):
    roundtable = make.roundtable()
    host = make.organization(short_name="HOST")
    before = make.registration(
        roundtable, status=Status.SUBSTITUTED, given_names="Old", family_name="Delegate"
    )
    facts = {"predecessor_id": before.id, "host_id": host.id}
    make.registration(roundtable, facts=facts, tags=["vip", "press"])

    (person,) = people(roundtable)

    assert person["substitutes_for"] == f"Old Delegate ({before.reference})"
    assert (person["invited_by"], person["tags"]) == ("HOST", ["press", "vip"])


def test_times_carry_their_zone(make):
    roundtable = make.roundtable(zone="Asia/Bangkok")
    at = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
    make.registration(roundtable, facts={"created_at": at}, status=Status.WAITLISTED)

    (person,) = people(roundtable, Preset.ALL)

    assert person["registered_at_utc"] == person["registered_at_local"] == at
    assert person["registered_at_local"].isoformat() == "2026-11-24T03:00:00+07:00"
    assert person["waiting_since"].tzinfo is not None
    assert person["checked_in_at"] is None


def test_without_the_right_to_contact_the_columns_are_empty(make):
    roundtable = make.roundtable()
    make.registration(roundtable, phone="+41 22 917 0000")

    (person,) = people(roundtable, contact=False)

    assert (person["email"], person["phone"]) == (None, None)
    assert person["family_name"]


def test_the_count_before_the_download_is_that_of_the_list(make):
    roundtable = make.roundtable()
    for status in (Status.CONFIRMED, Status.CONFIRMED, Status.WITHDRAWN):
        make.registration(roundtable, status=status)

    for preset in OF_PEOPLE:
        for filters in (Filters(), Filters(status=Status.WITHDRAWN), Filters(search="nobody")):
            with force_locale("en"):
                rows = list(attendees.rows(roundtable, preset, filters, ENGLISH))
            assert attendees.count(roundtable, preset, filters) == len(rows)

"""A roundtable that takes no registrations says when it will, or whom to write to."""

from datetime import timedelta

import pytest

from registration.rules.standing import Admission
from tests.web import steps


def test_without_a_date_the_reader_learns_what_is_waited_for(client, make):
    page = client.get(steps.address(make.roundtable(starts_at=None)), expect=409)

    assert page.heading == "Registration is not open yet"
    assert "It opens once the date of the roundtable is confirmed." in page.text


@pytest.mark.parametrize(
    "facts", [{"admission": Admission.INVITATION}, {"cap": 0, "waiting_list_open": False}]
)
def test_whoever_is_told_to_write_sees_to_whom(client, make, facts):
    page = client.get(steps.address(make.roundtable(**facts)), expect=409)

    assert "Contact: Secretariat · contact@example.org" in page.text
    assert page.link("contact@example.org") == "mailto:contact@example.org"


def test_without_a_contact_of_its_own_a_roundtable_has_that_of_the_site(client, make):
    roundtable = make.roundtable(contact_name="", contact_email="", closes_at=make.now() - timedelta(days=1))

    page = client.get(steps.address(roundtable), expect=409)

    assert "Contact: help@example.org" in page.text

"""Viewers see who comes, never how to reach them."""

import pytest

from registration import clock
from registration.actions import registrations, seats
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.models.outbox import Delivery, Message
from registration.rules.permissions import Role

ADDRESS, NUMBER, REGISTRANT = "secret.address@example.org", "+41 22 917 0000", "assistant@example.org"


@pytest.fixture
def registered(make, roundtable):
    with transaction() as session:
        answers = make.answers(email=ADDRESS, phone=NUMBER, family_name="Visible")
        wish = Wish(
            make.stakeholder_type(),
            answers,
            "en",
            registrant_name="An Assistant",
            registrant_email=REGISTRANT,
        )
        submission = registrations.register(seats.lock(roundtable.id), wish, key="1", at=clock.now())
        for message in session.query(Message):
            message.delivery, message.sent_text = Delivery.SENT, f"Dear person, we write to {ADDRESS}"
        return submission.registration.public_id


@pytest.fixture
def viewer(make, house, sign_in):
    return sign_in(make.organizer(house, role=Role.VIEWER, may_export=True))


def pages(slug, public_id):
    here = f"/organizer/roundtables/{slug}"
    return [
        here,
        f"{here}/registrations",
        f"{here}/registrations/{public_id}",
        f"{here}/history",
        f"{here}/figures",
        f"{here}/exports",
    ]


def test_a_viewer_sees_no_address_and_no_number_anywhere(viewer, roundtable, registered):
    for address in pages(roundtable.slug, registered):
        html = viewer.get(address).html

        assert not [secret for secret in (ADDRESS, NUMBER, REGISTRANT, "An Assistant") if secret in html], (
            address
        )


def test_an_owner_sees_them(desk, roundtable, registered):
    html = desk.get(pages(roundtable.slug, registered)[2]).html

    assert all(secret in html for secret in (ADDRESS, NUMBER, REGISTRANT))


@pytest.mark.parametrize("search", ["secret.address", "@example.org", "917"])
def test_a_viewer_cannot_find_people_by_their_address(viewer, roundtable, registered, search):
    page = viewer.get(f"/organizer/roundtables/{roundtable.slug}/registrations?q={search}")

    assert "Visible" not in page.text


def test_a_viewers_list_has_the_columns_and_leaves_them_empty(viewer, roundtable, registered):
    list_address = f"/organizer/roundtables/{roundtable.slug}/exports/attendees.csv"
    answer = viewer.open("GET", f"{list_address}?header=keys&dialect=raw")

    header, row, _ = answer.text.split("\r\n")
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert (cells["family_name"], cells["email"], cells["phone"]) == ("Visible", "", "")


def test_a_viewers_list_does_not_find_by_address_either(viewer, roundtable, registered):
    answer = viewer.open(
        "GET", f"/organizer/roundtables/{roundtable.slug}/exports/attendees.csv?q=secret.address"
    )

    assert answer.text.count("\r\n") == 1

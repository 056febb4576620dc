"""Whoever comes back in the series takes over the earlier details, by the own link only."""

import pytest

from registration import links
from registration.rules.standing import Admission
from registration.rules.statuses import Status

PERSON = {"given_names": "Berit", "family_name": "Berg", "position": "Adviser", "email": "berit@example.org"}


@pytest.fixture
def meetings(make):
    """Two roundtables of one series."""
    series = make.series()

    def meetings(**facts):
        return make.roundtable(series=series), make.roundtable(series=series, **facts)

    return meetings


def test_the_next_form_is_filled_in_and_nothing_is_sent(client, make, enter, meetings):
    first, second = meetings()
    own = enter(make.registration(first, "member_state", phone="+41 22 917 0000", **PERSON))
    assert second.titles["en"] in own.text

    form = client.submit(own, form="/again")

    assert f"/{second.slug}/register/details" in form.url
    filled = form.form().values
    assert [filled[name] for name in ("state", "given_names", "phone")] == [
        ["SWE"],
        ["Berit"],
        ["+41 22 917 0000"],
    ]
    done = client.submit(client.submit(form))
    assert done.heading == "Your place is confirmed"


def test_an_invitation_to_the_same_address_is_accepted_with_the_earlier_details(
    client, make, enter, meetings
):
    first, second = meetings(admission=Admission.INVITATION)
    registration = make.registration(first, "member_state", phone="+41 22 917 0000", **PERSON)
    known = {"given_names": "Berit", "family_name": "Berg", "position": ""}
    invitation = make.invitation(second, "member_state", email="berit@example.org", answers=known)

    by_own_link = client.submit(enter(registration), form="/again")
    assert by_own_link.form().values["phone"] == ["+41 22 917 0000"]
    client.submit(by_own_link)
    assert "Next in the series" not in enter(registration).text

    client.forget_cookies()
    by_invitation = client.get(links.reply(invitation.public_id, 1, "en"))
    assert "+41 22 917 0000" not in by_invitation.html


def test_the_link_of_the_invitation_alone_fills_in_nothing_of_the_earlier_details(client, make, meetings):
    first, second = meetings(admission=Admission.INVITATION)
    make.registration(first, "member_state", phone="+41 22 917 0000", **PERSON)
    known = {"given_names": "Berit", "family_name": "Berg"}
    invitation = make.invitation(second, "member_state", email="berit@example.org", answers=known)

    page = client.get(links.reply(invitation.public_id, 1, "en"))
    form = client.submit(next(form for form in page.forms if form.values.get("reply") == ["accept"]))

    assert form.form().values["given_names"] == ["Berit"]
    assert form.form().values["phone"] == [""]


@pytest.mark.parametrize("second", [{"admission": Admission.INVITATION}, {"starts_at": None}])
def test_where_nothing_is_open_nothing_is_offered(make, enter, meetings, second):
    first, _ = meetings(**second)

    assert "Next in the series" not in enter(make.registration(first, **PERSON)).text


def test_who_is_registered_there_already_is_not_asked_again(client, make, enter, meetings):
    first, second = meetings()
    there = make.registration(second, status=Status.WAITLISTED, **PERSON)
    own = enter(make.registration(first, **PERSON))

    assert "Next in the series" not in own.text
    assert there.status is Status.WAITLISTED

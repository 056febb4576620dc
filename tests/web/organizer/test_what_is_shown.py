"""What organizers are shown around their tables: the bar, the colour of the series, every status, whose clocks."""

import pytest

from registration.rules.permissions import Role
from registration.rules.standing import State
from registration.rules.statuses import Status

ABOUT_ONE = (
    "",
    "/registrations",
    "/history",
    "/downloads",
    "/exports",
    "/edit",
    "/registrations/new",
    "/cancellation",
)


def bar(page):
    return [link.text for link in page.one("nav", class_name="bar-navigation").all("a")]


@pytest.mark.parametrize(
    ("role", "may_export", "offered"),
    [
        (Role.OWNER, False, True),
        (Role.VIEWER, True, True),
        (Role.MANAGER, False, False),
        (Role.VIEWER, False, False),
    ],
)
def test_the_record_of_downloads_is_offered_to_those_who_have_something_in_it(
    sign_in, make, house, role, may_export, offered
):
    desk = sign_in(make.organizer(house, role=role, may_export=may_export))

    assert ("Downloads" in bar(desk.get("/organizer/"))) is offered


@pytest.mark.parametrize("page", ABOUT_ONE)
def test_every_page_about_a_roundtable_has_the_colour_of_its_series(desk, make, house, page):
    roundtable = make.roundtable(convenors=[house], series=make.series(accent="plum"))

    shown = desk.get(f"/organizer/roundtables/{roundtable.slug}{page}")

    assert shown.one("body").attributes == {"class": "organizer", "data-accent": "plum"}


def test_a_cancelled_roundtable_still_shows_how_many_were_registered(desk, make, house):
    roundtable = make.roundtable(convenors=[house], state=State.CANCELLED, cancelled_at=make.now())
    make.registration(roundtable, status=Status.CANCELLED)

    shown = desk.get(f"/organizer/roundtables/{roundtable.slug}")

    figures = [figure.text for figure in shown.one("dl", class_name="figures").all("div")]
    assert figures == ["Confirmed 0", "Waiting list 0", "Withdrawn 0", "Roundtable cancelled 1"]


def test_times_say_by_whose_clocks_they_are(desk, make, house):
    cancelled = {"state": State.CANCELLED, "cancelled_at": make.now()}
    roundtable = make.roundtable(convenors=[house], zone="Europe/Zurich", **cancelled)
    person = make.registration(roundtable)
    address = f"/organizer/roundtables/{roundtable.slug}"
    desk.open("GET", f"{address}/exports/all.csv").get_data()

    assert "(Geneva time)" in desk.get(address).one("div", class_name="banner").text
    assert "Registered at (Geneva time)" in desk.get(f"{address}/registrations").text
    for page in ("/history", "/downloads", f"/registrations/{person.public_id}"):
        assert "All times on this page: Geneva time" in desk.get(address + page).text
    assert "All times on this page: UTC" in desk.get("/organizer/downloads").text


def test_a_dead_link_leaves_an_organizer_among_the_organizers_pages(desk):
    page = desk.get("/organizer/roundtables/nothing-here", expect=404)

    assert page.link("Account").endswith("/organizer/account")
    assert page.link("See the roundtables").endswith("/organizer/")

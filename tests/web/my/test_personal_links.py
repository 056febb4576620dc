"""Behind a mailed link: looking does nothing, the button opens a visit, and every bad link is answered alike."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration import clock, links
from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.standing import State
from registration.rules.verbs import Verb

SOMEBODY = "00000000-0000-4000-8000-000000000000"


def link_of(registration, language="en"):
    return f"/{language}/my/{links.personal_token(registration.public_id, registration.link_version)}"


def opened(client, registration, language="en"):
    return client.submit(client.get(link_of(registration, language)))


def test_the_page_of_a_link_says_nothing_about_anyone(client, make):
    registration = make.registration(given_names="Aya", family_name="Koné")

    good = client.get(link_of(registration))
    bad = client.get(f"/en/my/{'A' * 48}")

    for page in (good, bad):
        assert page.heading == "Your registration"
        assert "Koné" not in page.html
    assert good.text == bad.text


def test_the_button_opens_the_registration_at_a_clean_address(client, make):
    registration = make.registration(given_names="Aya", family_name="Koné")

    page = opened(client, registration)

    assert page.url.endswith("/en/my/registration")
    assert "Aya Koné" in page.text
    assert registration.reference in page.text


def test_looking_at_a_link_opens_nothing(client, make):
    registration = make.registration()
    for _ in range(3):
        client.get(link_of(registration))
    client.open("HEAD", link_of(registration))

    assert client.get("/en/my/registration").heading == "Find your registration"


@pytest.mark.parametrize("wrong", ["version", "signature", "person", "purpose"])
def test_a_link_that_is_not_the_right_one_is_gone(client, make, wrong):
    registration = make.registration()
    token = {
        "version": links.personal_token(registration.public_id, registration.link_version + 1),
        "signature": links.personal_token(registration.public_id, registration.link_version)[:-4] + "AAAA",
        "person": links.personal_token(SOMEBODY, 1),
        "purpose": links.address_token(registration.public_id, registration.link_version, registration.email),
    }[wrong]

    page = client.submit(client.get(f"/en/my/{token}"), expect=410)

    assert page.heading == "This link no longer works"
    assert page.link("Ask for a new link").endswith("/en/my/")


def test_a_link_ends_a_month_after_the_meeting(client, make):
    registration = make.registration()
    page = client.get(link_of(registration))

    with time_machine.travel(registration.roundtable.ends_at + timedelta(days=29), tick=False):
        client.submit(client.get(page.url))
    with time_machine.travel(registration.roundtable.ends_at + timedelta(days=31), tick=False):
        client.submit(client.get(page.url), expect=410)


def test_a_link_outlives_the_publication_of_its_roundtable(client, make):
    registration = make.registration()
    registration.roundtable.state = State.DRAFT
    db.session.commit()

    page = opened(client, registration)

    assert registration.reference in page.text
    assert "See the roundtable" not in [link.text for link in page.all("a")]


def test_a_visit_ends_after_half_an_hour_without_a_step(client, make):
    opened(client, make.registration())

    with time_machine.travel(clock.now() + timedelta(minutes=29), tick=False):
        client.get("/en/my/registration")
    with time_machine.travel(clock.now() + timedelta(minutes=65), tick=False):
        page = client.get("/en/my/registration")

    assert page.heading == "Find your registration"
    assert "Your visit has ended" in page.root.text


def test_a_visit_ends_when_the_link_is_replaced(client, make):
    registration = make.registration()
    opened(client, registration)
    registration.link_version += 1
    db.session.commit()

    assert client.get("/en/my/registration").heading == "Find your registration"


def test_a_visit_can_be_ended_by_hand(client, make):
    page = opened(client, make.registration())

    client.submit(page, form="/leave")

    assert client.get("/en/my/registration").heading == "Find your registration"


@pytest.mark.parametrize("path", ["registration", "registration/edit", "registration/withdrawal"])
def test_personal_pages_are_closed_without_a_visit(client, path):
    assert client.get(f"/en/my/{path}").heading == "Find your registration"


def test_a_visit_sees_one_registration_only(client, make):
    mine, theirs = make.registration(family_name="Mine"), make.registration(family_name="Theirs")
    opened(client, mine)

    page = opened(client, theirs)

    assert "Theirs" in page.text
    assert "Mine" not in page.text


def test_a_lost_link_is_asked_for_by_address_and_nothing_tells_who_is_registered(client, make):
    registration = make.registration(email="known@example.org")
    answers = [
        client.submit(client.get("/en/my/"), {"email": address})
        for address in (registration.email, "unknown@example.org")
    ]

    assert answers[0].text == answers[1].text
    assert answers[0].heading == "Look into your mail"
    assert "@" not in answers[0].url
    letters = db.session.scalars(select(Message).order_by(Message.id)).all()
    assert [(one.letter, one.recipient, one.registration_id) for one in letters] == [
        (Letter.LINKS, "known@example.org", None),
        (Letter.LINKS, "unknown@example.org", None),
    ]
    recorded = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.LINK_REQUESTED)).all()
    assert [entry.registration_id for entry in recorded] == [None, None]


def test_a_link_can_be_asked_for_again_but_not_without_end(client):
    for _ in range(4):
        client.submit(client.get("/en/my/"), {"email": "aya@example.org"})

    client.submit(client.get("/en/my/"), {"email": "AYA@example.org"}, expect=429)

    client.submit(client.get("/en/my/"), {"email": "other@example.org"})
    versions = db.session.scalars(select(Message.version).where(Message.recipient == "aya@example.org")).all()
    assert sorted(versions) == [1, 2, 3, 4]


@pytest.mark.parametrize("typed", ["", "aya", "a" * 300 + "@example.org", "a\u202e@example.org"])
def test_what_is_no_address_is_said_to_be_none(client, typed):
    page = client.submit(client.get("/en/my/"), {"email": typed}, expect=422)

    assert page.form().values["email"] == [typed]
    assert db.session.scalars(select(Message)).all() == []

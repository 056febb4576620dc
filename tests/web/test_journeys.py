"""Whole ways through the site, from the programme to the mailed link and back, as people take them."""

import re

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions.letters import compose
from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.rules.statuses import Status
from tests.client import ORIGIN
from tests.web import steps


@pytest.fixture
def mail(app):
    """The text of the newest letter to an address, as it would be sent now."""

    def mail(address):
        message = db.session.scalars(
            select(Message).where(Message.recipient == address).order_by(Message.id.desc())
        ).first()
        assert message is not None, f"nothing was written to {address}"
        composed = compose(message, app.extensions["settings"], at=clock.now())
        return composed.email.get_body(("plain",)).get_content()

    return mail


def personal_links(text):
    return re.findall(rf"{re.escape(ORIGIN)}(/[a-z]{{2}}/my/(?:addresses/)?[\w-]{{40,}})", text)


def test_from_the_programme_to_a_confirmed_place_and_a_change(client, make, mail):
    make.roundtable(titles={"en": "Steady resources"}, mode=Mode.HYBRID)

    page = client.get("/en/")
    page = client.get(page.link("Steady resources"))
    page = client.get(page.all("a", class_name="button-primary")[0].attributes["href"])
    page = client.submit(page, {"stakeholder_type": "member_state"})
    page = client.submit(page, steps.filled("member_state", mode="in_person"))
    page = client.submit(page)
    assert page.heading == "Your place is confirmed"

    client.forget_cookies()
    [link] = set(personal_links(mail("aya@example.org")))
    page = client.submit(client.get(link))
    page = client.submit(client.get(page.link("Change the answers")), {"mode": "online"}, form="/edit")

    assert "Online" in page.text
    assert db.session.scalars(select(Registration.mode)).one() == "online"


def test_somebody_waits_and_gets_the_seat_that_another_gives_back(client, make, mail):
    roundtable = make.roundtable(cap=1)
    steps.register(client, roundtable)
    client.forget_cookies()
    page = steps.register(client, roundtable, given_names="Bo", email="bo@example.org")
    assert page.heading == "On the waiting list"
    assert "not a confirmation" in " ".join(mail("bo@example.org").split())

    client.forget_cookies()
    first = client.submit(client.get(personal_links(mail("aya@example.org"))[0]))
    client.submit(client.get(first.link("Withdraw")), form="/withdrawal")

    client.forget_cookies()
    page = client.submit(client.get(personal_links(mail("bo@example.org"))[0]))
    assert page.heading == "Your place is confirmed"
    statuses = db.session.scalars(select(Registration.status).order_by(Registration.id)).all()
    assert statuses == [Status.WITHDRAWN, Status.CONFIRMED]


def test_a_lost_link_is_found_again_by_whoever_reads_the_mailbox(client, make, mail):
    roundtable = make.roundtable()
    steps.register(client, roundtable, "member_state", email="mission@example.org")
    steps.register(client, roundtable, "member_state", email="mission@example.org", given_names="Bo")
    client.forget_cookies()

    client.submit(client.get("/en/my/"), {"email": "Mission@example.org"})

    links = sorted(set(personal_links(mail("Mission@example.org"))))
    names = [client.submit(client.get(link)).text for link in links]
    assert len(links) == 2
    assert {name for name in ("Aya Koné", "Bo Koné") if any(name in text for text in names)} == {
        "Aya Koné",
        "Bo Koné",
    }


def test_an_unknown_address_gets_a_kind_letter_without_links(client, make, mail):
    steps.register(client, make.roundtable())

    client.submit(client.get("/en/my/"), {"email": "stranger@example.org"})

    assert personal_links(mail("stranger@example.org")) == []


def test_moving_to_a_new_address_ends_the_old_links(client, make, mail):
    steps.register(client, make.roundtable(), email="old@example.org")
    old_link = personal_links(mail("old@example.org"))[0]
    client.submit(client.get(old_link))
    client.submit(client.get("/en/my/registration/edit"), {"email": "new@example.org"}, form="/edit")

    check = next(link for link in personal_links(mail("new@example.org")) if "/addresses/" in link)
    client.submit(client.get(check))

    client.submit(client.get(old_link), expect=410)
    new_link = personal_links(mail("new@example.org"))[0]
    assert "new@example.org" in client.submit(client.get(new_link)).text
    assert personal_links(mail("old@example.org")) == []


def test_the_whole_way_in_another_language_and_back_to_the_same_page(client, make):
    roundtable = make.roundtable()
    page = steps.to_details(client, roundtable)

    arabic = client.get(page.link("العربية"))

    assert arabic.language == "ar"
    assert arabic.url.split("/register/")[1] == page.url.split("/register/")[1]


def test_a_withdrawn_person_registers_again_from_the_own_page(client, make, mail):
    roundtable = make.roundtable()
    steps.register(client, roundtable)
    own = client.submit(client.get(personal_links(mail("aya@example.org"))[0]))
    own = client.submit(client.get(own.link("Withdraw")), form="/withdrawal")

    page = client.submit(client.get(own.link("Register again")), {"stakeholder_type": "civil_society"})
    page = client.submit(client.submit(page, steps.filled("civil_society")))

    assert page.heading == "Your place is confirmed"
    statuses = db.session.scalars(select(Registration.status).order_by(Registration.id)).all()
    assert statuses == [Status.WITHDRAWN, Status.CONFIRMED]

"""The same answer for addresses that are known and for those that are not. As fast, too: `tests/load`, telling."""

import json

import pytest
from sqlalchemy import delete

from registration import clock
from registration.actions import organizers, passwords
from registration.extensions import db, transaction
from registration.models.access import Throttle
from registration.models.organizers import Organizer
from tests.hostile.ground import LANGUAGE, Audience
from tests.page import Page
from tests.web import steps

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PASSWORD = "seven quiet rivers meet"


@pytest.fixture
def known(ground):
    """The address of an organizer with a password."""
    with transaction() as session:
        me = session.get_one(Organizer, ground.kept["organizer"])
        organizers.set_password(me, passwords.hashed(PASSWORD), at=clock.now())
        return me.email


def answers(send, one, other):
    """What is said about the one address and about the other, in turns; the number of tries forgotten each time."""
    found = set()
    for address in (one, other, other, one):
        db.session.execute(delete(Throttle))
        db.session.commit()
        answer = send(address)
        found.add((answer.status_code, neutral(answer, address)))
    return found


def neutral(answer, address):
    page = Page(answer.status_code, "/", answer.get_data(as_text=True), answer.headers)
    if not page.html or not page.all("main"):
        return answer.headers.get("Location")
    tokens = [field.attributes["value"] for field in page.all("input", name="csrf_token")]
    text = page.html.replace(address, "")
    # A passkey is asked for anew on every page.
    asked = [
        form.attributes["data-options"] for form in page.all("form") if "data-options" in form.attributes
    ]
    tokens += [json.loads(options)["challenge"] for options in asked]
    for token in tokens:
        text = text.replace(token, "")
    return text


@pytest.mark.parametrize(
    "page",
    ["/organizer/sign-in", "/organizer/sign-in/help", f"/{LANGUAGE}/my/"],
    ids=["sign in", "help", "links"],
)
def test_who_has_an_account_or_a_registration_does_not_show(ground, forms, known, page):
    found = next(found for found in forms if found.path == page)
    client = ground.visit(Audience.STRANGER)

    def send(address):
        return found.send(client, {**found.values, "email": [address], "password": ["wrong wrong wrong"]})

    address = ground.email if page.endswith("/my/") else known

    assert len(answers(send, address, "nobody@example.org")) == 1


def test_who_is_registered_already_does_not_show(ground):
    """Every sending is a new draft; the same person for one, somebody new for the other."""
    numbers = iter(range(1000))

    def send(address):
        ground.client.forget_cookies()
        given = "Aya" if address == "known@example.org" else f"Aya{next(numbers)}"
        check = steps.to_check(
            ground.client,
            ground.roundtable(),
            email=address,
            given_names=given,
            mode="online",
        )
        form = check.form("check")
        answer = ground.client.open("POST", form.action, data=form.values)
        done = ground.client.get(answer.headers["Location"])
        return answer.status_code, done.heading, [part.text for part in done.root.all("h2")]

    said = [send(address) for address in ("known@example.org", "new@example.org") * 3]

    assert all(one == said[0] for one in said)

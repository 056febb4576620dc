"""The same answer, and as long, for addresses that are known and for those that are not."""

import statistics
import time

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

SAMPLES = 30
PASSWORD = "seven quiet rivers meet"
# Milliseconds between medians. On a machine that does nothing else they are less than one apart.
NEAR = 25.0


@pytest.fixture
def known(ground):
    """The address of an organizer with a password."""
    with transaction() as session:
        me = session.query(Organizer).one()
        organizers.set_password(me, passwords.hashed(PASSWORD), at=clock.now())
        return me.email


def medians(send, one, other):
    """Milliseconds, alternating so that whatever else the machine does hits both alike; the set of both answers."""
    took, answers = {one: [], other: []}, set()
    for number in range(SAMPLES + 3):
        for address in (one, other) if number % 2 else (other, one):
            db.session.execute(delete(Throttle))
            db.session.commit()
            began = time.perf_counter()
            answer = send(address)
            if number >= 3:
                took[address].append((time.perf_counter() - began) * 1000)
            answers.add((answer.status_code, neutral(answer, address)))
    return {address: statistics.median(times) for address, times in took.items()}, answers


def neutral(answer, address):
    page = Page(answer.status_code, "/", answer.get_data(as_text=True), answer.headers)
    if not page.html or not page.all("main"):
        return answer.headers.get("Location")
    tokens = [field.attributes["value"] for field in page.all("input", name="csrf_token")]
    text = page.html.replace(address, "")
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
    took, answers = medians(send, address, "nobody@example.org")

    print(f"{page}: known {took[address]:.1f} ms, unknown {took['nobody@example.org']:.1f} ms")
    assert len(answers) == 1
    assert abs(took[address] - took["nobody@example.org"]) < NEAR


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
        began = time.perf_counter()
        answer = ground.client.open("POST", form.action, data=form.values)
        times[address].append((time.perf_counter() - began) * 1000)
        done = ground.client.get(answer.headers["Location"])
        return answer.status_code, done.heading, done.root.all("main")[0].all("h2") and len(done.html) // 100

    times = {"known@example.org": [], "new@example.org": []}
    answers = {
        send(address)
        for turn in range(20)
        for address in (sorted(times) if turn % 2 else sorted(times)[::-1])
    }

    again, first = (statistics.median(times[address][2:]) for address in sorted(times))
    print(f"registration: again {again:.1f} ms, new {first:.1f} ms")
    assert len({answer[:2] for answer in answers}) == 1
    assert abs(first - again) < NEAR

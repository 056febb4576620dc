"""Limits on trying: for an address, an account, a network and everyone; shared by processes, deaf to forged headers."""

from itertools import count
from uuid import uuid4

import pytest

from registration import create_app, links
from registration.extensions import db
from tests.client import Client, Writes
from tests.conftest import settings_for
from tests.hostile.ground import LANGUAGE, Audience, rows

MOST = 1200


@pytest.fixture
def second(app, tmp_path):
    """Another process of the same installation: its own application, the same database."""
    other = create_app(settings_for(str(db.engine.url.render_as_string(hide_password=False)), tmp_path))
    other.testing = True
    return Client(other, Writes.watched(other))


def tried(clients, found, values, *, address="198.51.100.7", headers=lambda number: {}):
    """Send a form until it is refused for having been sent too often; how often it was answered before."""
    for number in range(MOST):
        client = clients[number % len(clients)]
        answer = client.open(
            "POST",
            found["action"],
            data={**values(number), "csrf_token": found["token"][number % len(clients)]},
            environ_base={"REMOTE_ADDR": address(number) if callable(address) else address},
            headers=headers(number),
        )
        if answer.status_code == 429:
            assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
            return number
    raise AssertionError("never refused")


def form(clients, page, ending):
    forms = [client.get(page).form(ending) for client in clients]
    return {"action": forms[0].action, "token": [form.values["csrf_token"][0] for form in forms]}


def forged(number):
    address = f"203.0.113.{number % 250}"
    return {
        "X-Forwarded-For": address,
        "X-Real-IP": address,
        "Forwarded": f"for={address}",
        "True-Client-IP": address,
        "X-Client-IP": address,
    }


def anyone(number):
    return {"email": f"somebody{number}@example.org", "password": "wrong wrong wrong"}


SIGN_IN = ("/organizer/sign-in", "sign-in")
HELP = ("/organizer/sign-in/help", "help")
ASK = (f"/{LANGUAGE}/my/", "my/")


@pytest.mark.parametrize(
    ("page", "most"), [(SIGN_IN, 20), (HELP, 20), (ASK, 30)], ids=["sign in", "help", "links"]
)
def test_a_network_has_so_many_tries_in_all_processes_whatever_headers_it_forges(
    client, second, page, most, monkeypatch
):
    monkeypatch.setattr("registration.actions.passwords.matches", lambda *_: False)
    clients = [client, second]

    assert tried(clients, form(clients, *page), anyone, headers=forged) == most


def test_guessing_the_link_of_an_invitation_is_stopped_in_all_processes_and_keeps_no_invitee_out(
    client, second, make
):
    clients, invitation = [client, second], make.invitation(make.roundtable())

    def opened(number, token):
        return clients[number % 2].open(
            "GET",
            f"/{LANGUAGE}/invitations/{token}",
            environ_base={"REMOTE_ADDR": "198.51.100.7"},
            headers=forged(number),
        )

    guesses = [links.reply_token(str(uuid4()), 1)[:-1] + "x" for _ in range(62)]
    statuses = [opened(number, guess).status_code for number, guess in enumerate(guesses)]

    assert 429 not in statuses[:60]
    assert statuses[60:] == [429, 429]
    assert opened(0, links.reply_token(invitation.public_id, 1)).status_code == 200


@pytest.mark.parametrize(
    ("page", "most"), [(SIGN_IN, 40), (HELP, 5), (ASK, 4)], ids=["sign in", "help", "links"]
)
@pytest.mark.parametrize("email", ["organizer@example.org", "nobody@example.org"], ids=["known", "unknown"])
def test_an_address_has_so_many_tries_from_all_networks(client, make, page, most, email, monkeypatch):
    monkeypatch.setattr("registration.actions.passwords.matches", lambda *_: False)
    organizer = make.organizer(make.organization(), email="organizer@example.org")
    make.registration(email=organizer.email)
    spellings = [email, email.upper(), f" {email} ", email.title()]

    def values(number):
        return {"email": spellings[number % 4], "password": "wrong wrong wrong"}

    found = form([client], *page)
    assert tried([client], found, values, address=lambda number: f"192.0.2.{number}") == most


def test_everyone_together_has_so_many_tries(client, monkeypatch):
    monkeypatch.setattr("registration.actions.sign_in_links.ask", lambda *_, **__: None)

    def everywhere(number):
        return f"10.{number // 250}.{number % 250}.1"

    assert tried([client], form([client], *HELP), anyone, address=everywhere) == 500


def test_addresses_of_one_ipv6_network_count_as_one(client):
    found = form([client], *ASK)

    assert tried([client], found, anyone, address=lambda number: f"2001:db8:1:2::{number + 1:x}") == 30
    assert tried([client], found, anyone, address=lambda number: f"2001:db8:1:3::{number + 1:x}") == 30


def test_a_network_that_tried_too_often_keeps_nobody_else_out(client):
    found = form([client], *ASK)
    tried([client], found, anyone)

    answer = client.open(
        "POST",
        found["action"],
        data={"email": "aya@example.org", "csrf_token": found["token"]},
        environ_base={"REMOTE_ADDR": "192.0.2.1"},
    )

    assert answer.status_code == 303


def test_what_was_refused_leaves_nothing_behind(ground, forms):
    found = next(found for found in forms if found.path.endswith("/sign-in/help"))
    client = ground.visit(Audience.STRANGER)
    assert [found.send(client, found.values).status_code for _ in range(5)] == [200] * 5
    before = rows()
    assert [found.send(client, found.values).status_code for _ in range(3)] == [429] * 3

    assert ground.changed(since=before) == set()


def test_the_throttles_hold_no_address(client):
    numbers = count()
    found = form([client], *ASK)
    tried([client], found, lambda _: {"email": f"canary{next(numbers)}@example.org"})

    with db.engine.connect() as connection:
        kept = str(connection.execute(db.metadata.tables["throttles"].select()).all())
    assert "canary" not in kept
    assert "198.51.100.7" not in kept

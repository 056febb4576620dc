"""Passkeys: added, used to sign in, as a second step and to confirm, removed; every lie about one refused alike."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import organizers, passkeys
from registration.extensions import db, transaction
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.second_factors import Passkey, RecoveryCode
from registration.rules.letters import Letter
from registration.settings import Environment, Settings
from tests.passkey_device import Device

NEW = "/organizer/account/passkeys/new"
REFUSED = "This passkey could not be used"


def options(page):
    (form,) = [form for form in page.all("form") if "data-passkey" in form.attributes]
    return form.attributes["data-options"]


@pytest.fixture
def added(desk):
    """A device whose passkey the organizer has added."""
    device = Device()
    page = desk.get(NEW)
    done = desk.submit(page, {"credential": device.create(options(page)), "name": "Laptop"}, form="new")
    assert done.heading == "Your recovery codes"
    return device


def sign_in_with(client, device, *, expect=200, page=None):
    page = page or client.get("/organizer/sign-in")
    return client.submit(page, {"credential": device.get(options(page))}, form="passkey", expect=expect)


def test_a_passkey_is_added_with_a_name_and_signs_in_by_itself(desk, organizer, added):
    account = desk.get("/organizer/account")
    assert "Laptop" in account.root.text
    letter = db.session.scalars(select(Message).where(Message.letter == Letter.ACCOUNT_CHANGED)).one()
    assert (letter.facts["notice"], letter.facts["name"]) == ("passkey_added", "Laptop")
    desk.forget_cookies()

    assert sign_in_with(desk, added).heading == "Roundtables"
    assert db.session.scalars(select(Passkey)).one().sign_count == 1
    assert desk.get("/organizer/account").root.text.count(organizer.email) >= 1


def test_signing_in_by_passkey_leads_to_the_page_that_was_wanted(desk, roundtable, added):
    desk.forget_cookies()
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/seats")

    assert sign_in_with(desk, added, page=page).url.endswith(f"/{roundtable.slug}/seats")


def test_a_password_or_link_alone_no_longer_opens_the_account(client, desk, organizer, added):
    client.forget_cookies()
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
    step = client.submit(client.get(f"/organizer/sign-in/{secret}"), form=secret)
    assert step.heading == "Second step"

    lie = client.submit(step, {"credential": Device().get(options(step))}, form="passkey", expect=422)
    assert REFUSED in lie.root.text
    inside = client.submit(lie, {"credential": added.get(options(lie))}, form="passkey")
    assert inside.heading == "Roundtables"


def test_a_passkey_confirms_who_one_is(desk, added):
    page = desk.get("/organizer/account/identity?page=/organizer/account/password")

    back = desk.submit(page, {"credential": added.get(options(page))}, form="identity/passkey")
    assert back.url.endswith("/organizer/account/password")


def test_somebody_elses_passkey_does_not_confirm(desk, make, house, sign_in, added):
    other = sign_in(make.organizer(house))
    mine = Device()
    page = other.get(NEW)
    other.submit(page, {"credential": mine.create(options(page)), "name": "Key"}, form="new")
    page = other.get("/organizer/account/identity")

    refused = other.submit(
        page, {"credential": added.get(options(page))}, form="identity/passkey", expect=422
    )
    assert REFUSED in refused.root.text


def test_an_answer_is_good_for_one_challenge_and_once(desk, added):
    desk.forget_cookies()
    page = desk.get("/organizer/sign-in")
    form = page.form("sign-in/passkey")
    cookie = desk.cookie("visit")
    data = form.filled({"credential": added.get(options(page))})
    assert desk.open("POST", form.action, data=data).status_code == 303

    # The very same request again, even by a visit that still holds the challenge.
    desk.forget_cookies()
    page = desk.get("/organizer/sign-in")
    assert cookie != desk.cookie("visit")
    again = desk.submit(page, {"credential": data["credential"][0]}, form="passkey", expect=422)
    assert REFUSED in again.root.text


def test_a_challenge_is_spent_by_asking(app):
    challenge = passkeys.new_challenge()
    with transaction():
        passkeys.spend(challenge, at=clock.now())

    with transaction(), pytest.raises(passkeys.PasskeyRefused):
        passkeys.spend(challenge, at=clock.now())


def test_a_wrong_answer_spends_the_challenge_too(desk, added):
    desk.forget_cookies()
    page = desk.get("/organizer/sign-in")
    form = page.form("sign-in/passkey")
    right = added.get(options(page))
    assert desk.open("POST", form.action, data=form.filled({"credential": "{}"})).status_code == 422

    assert desk.open("POST", form.action, data=form.filled({"credential": right})).status_code == 422
    assert desk.get("/organizer/").heading == "Sign in"


LIES = {
    "another origin": {"origin": "https://evil.example"},
    "another domain": {"domain": "evil.example"},
    "nobody was seen": {"verifies": False},
    "another key": {"key": Device().key},
    "an unknown key": {"credential_id": b"x" * 32},
    "another person": {"handle": (999_999).to_bytes(8, "big")},
    "a copy, used less often": {"count": 3},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused_and_which_one_it_was_is_not_said(desk, added, lie):
    desk.forget_cookies()
    added.count = 5
    sign_in_with(desk, added)
    desk.forget_cookies()

    refused = sign_in_with(desk, replace(added, **LIES[lie]), expect=422)
    assert REFUSED in refused.root.text
    assert db.session.scalars(select(Passkey)).one().sign_count == 6
    assert desk.get("/organizer/").heading == "Sign in"


@pytest.mark.parametrize(
    "nonsense",
    ["", "x", "{}", "[]", "null", '{"id": 1}', '{"id":"a","rawId":"a","type":"public-key","response":{}}',
     '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"YQ",'
     '"signature":"YQ","attestationObject":"YQ"}}', "\x00", "y" * 20_001],
)  # fmt: skip
def test_nonsense_is_refused_like_any_other_passkey(desk, added, nonsense):
    page = desk.get(NEW)
    desk.submit(page, {"credential": nonsense, "name": "Key"}, form="new", expect=422)
    desk.forget_cookies()
    page = desk.get("/organizer/sign-in")

    refused = desk.submit(page, {"credential": nonsense}, form="passkey", expect=422)
    assert REFUSED in refused.root.text


def test_what_cannot_be_added(desk, added):
    page = desk.get(NEW)
    nameless = desk.submit(page, {"credential": Device().create(options(page))}, form="new", expect=422)
    assert "Give the passkey a name" in nameless.root.text
    for device in (
        replace(Device(), verifies=False),
        replace(Device(), origin="https://evil.example"),
        added,
    ):
        page = desk.get(NEW)
        sent = {"credential": device.create(options(page)), "name": "Again"}
        refused = desk.submit(page, sent, form="new", expect=422)
        assert REFUSED in refused.root.text
    assert len(db.session.scalars(select(Passkey)).all()) == 1


def test_a_removed_passkey_signs_nobody_in(desk, added):
    account = desk.get("/organizer/account")
    page = desk.get(account.link("Remove Laptop"))
    assert "It is your only second factor" in page.root.text
    desk.submit(page, form="removal")
    assert db.session.scalars(select(RecoveryCode)).all() == []
    desk.forget_cookies()

    sign_in_with(desk, added, expect=422)


def test_nobody_removes_somebody_elses(make, house, sign_in, added):
    found = db.session.scalars(select(Passkey.id)).one()
    other = sign_in(make.organizer(house))

    other.get(f"/organizer/account/passkeys/{found}/removal", expect=404)


def test_an_inactive_account_has_no_passkeys(desk, organizer, added):
    with transaction() as session:
        session.get(Organizer, organizer.id).active = False
    desk.forget_cookies()

    sign_in_with(desk, added, expect=422)


def test_names_of_passkeys_are_inert(desk):
    page = desk.get(NEW)
    name = '<b onclick="x()">Key</b>'
    desk.submit(page, {"credential": Device().create(options(page)), "name": name}, form="new")

    account = desk.get("/organizer/account")
    assert name in account.root.text
    assert account.all("b") == []


@pytest.mark.parametrize(
    ("base_url", "possible"),
    [
        ("https://meetings.example.org", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.1", False),
        ("https://[2001:db8::1]", False),
        ("http://meetings.example.org", False),
    ],
)
def test_passkeys_need_a_name_and_tls(base_url, possible):
    settings = Settings(environment=Environment.TEST, base_url=base_url)

    place = passkeys.place(settings)
    assert (place is not None) == possible
    if place:
        assert place.origin == base_url
        assert re.fullmatch(r"[a-z.]+", place.domain)

"""A passkey in a real browser, by its own device: added, asked for, used to sign in, and missed without a script."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from registration import clock, create_app, listening
from registration.actions import organizers
from registration.extensions import db, transaction
from registration.settings import Environment, Settings
from tests.browser.face import eyes
from tests.make import Make

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@dataclass(frozen=True)
class House:
    """A site at an address with a name: passkeys know no numbers."""

    app: Flask
    origin: str

    def link(self) -> str:
        """A new sign-in link of its one organizer."""
        with self.app.app_context(), transaction():
            found = organizers.of_address("ana@example.org")
            assert found is not None
            return f"{self.origin}/organizer/sign-in/{organizers.mint_sign_in(found, at=clock.now())}"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    port = listening.any_free("127.0.0.1")
    origin = f"http://localhost:{port}"
    app = create_app(
        Settings(
            environment=Environment.TEST,
            base_url=origin,
            secret_key="for tests only, not a secret",
            data_dir=tmp_path,
        )
    )
    with app.app_context():
        db.create_all()
        make = Make()
        make.organizer(make.organization(), email="ana@example.org", name="Ana")
        db.session.remove()
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield House(app, origin)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def page(browser: Browser, house: House) -> Iterator[Page]:
    """A window whose every complaint fails the test; the policy of the page is among those who complain."""
    complaints: list[str] = []
    # Colours that are still changing cannot be measured.
    context = browser.new_context(base_url=house.origin, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("console", lambda message: complaints.extend(complaint(message.text)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def complaint(text: str) -> Iterator[str]:
    # Chromium notes what signing out has cleared.
    if not text.startswith("Clear-Site-Data header"):
        yield text


def test_a_passkey_is_added_and_signs_in(house: House, page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    page.goto(house.link())
    page.locator("main form button").click()
    page.wait_for_url("**/organizer/")

    page.goto("/organizer/account")
    page.get_by_role("link", name="Add a passkey").click()
    found = eyes.axe_light_and_dark(page)
    page.fill("input[name=name]", "Laptop")
    page.locator("form[data-passkey] button").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    found += eyes.axe_light_and_dark(page)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator(".account-ways")).to_contain_text("Laptop")
    found += eyes.axe_light_and_dark(page)
    (kept,) = devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert kept["rpId"] == "localhost"

    page.locator("form[action$='/sign-out'] button").click()
    found += eyes.axe_light_and_dark(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/organizer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Roundtables")

    # A mailed link alone is not enough any more; the passkey completes it.
    page.locator("form[action$='/sign-out'] button").click()
    page.goto(house.link())
    page.locator("main form button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")
    found += eyes.axe_light_and_dark(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/organizer/")

    # A device that does not recognize its holder gives nothing, and the page says so.
    page.locator("form[action$='/sign-out'] button").click()
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    assert found == []


def test_without_a_script_nothing_is_offered_that_would_not_work(browser: Browser, house: House) -> None:
    context = browser.new_context(base_url=house.origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/organizer/sign-in")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.goto(house.link())
    page.locator("main form button").click()
    page.goto("/organizer/account/passkeys/new")
    expect(page.locator("[data-without-passkeys]")).to_be_visible()
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    context.close()

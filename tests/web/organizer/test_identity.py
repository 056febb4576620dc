"""Showing once more who one is: before lists are given away and before what one signs in with changes."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from registration import clock
from registration.actions import confirmation_codes, letters, organizers, passwords
from registration.extensions import db, transaction
from registration.models.access import Visit
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.schedule import CONFIRM_CODE_LIFE

PASSWORD = "seven quiet rivers meet"
BEGAN = datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)
STALE = timedelta(minutes=16)
HEADING = "Confirm that it is you"


@pytest.fixture
def frozen():
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


def give_password(organizer):
    with transaction() as session:
        hashed = passwords.hashed(PASSWORD)
        organizers.set_password(session.get(Organizer, organizer.id), hashed, at=clock.now())


@pytest.fixture
def settings(app):
    return app.extensions["settings"]


def submit(client, page, way, values=None, **options):
    return client.submit(page, values or {}, form=f"identity/{way}", **options)


@pytest.mark.parametrize(
    "page",
    ["account/password", "account/authenticator-app", "account/passkeys/new", "roundtables/{}/exports"],
)
def test_a_stale_sign_in_is_asked_and_leads_back(frozen, organizer, sign_in, roundtable, page):
    give_password(organizer)
    desk = sign_in(organizer)
    address = f"/organizer/{page.format(roundtable.slug)}"
    assert desk.get(address).heading != HEADING
    frozen.shift(STALE)

    asked = desk.get(address)
    assert asked.heading == HEADING
    wrong = submit(desk, asked, "password", {"password": "a guess"}, expect=422)
    assert "This is not your password" in wrong.root.text
    back = submit(desk, wrong, "password", {"password": PASSWORD})

    assert back.url.endswith(address)
    assert back.heading != HEADING


def test_a_script_with_a_stale_sign_in_gets_the_page_and_after_it_the_file(
    frozen, organizer, sign_in, roundtable
):
    give_password(organizer)
    desk = sign_in(organizer)
    frozen.shift(STALE)
    address = f"/organizer/roundtables/{roundtable.slug}/exports/all.csv?lang=fr&header=keys"

    for method in ("GET", "HEAD"):
        answer = desk.open(method, address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/organizer/account/identity?page=")
    form = desk.get(address).form("identity/password")
    answer = desk.open("POST", form.action, data=form.filled({"password": PASSWORD}))
    assert answer.headers["Location"] == address
    assert desk.open("GET", address).mimetype == "text/csv"


def test_what_was_opened_in_time_may_be_sent_a_while_later(frozen, desk):
    page = desk.get("/organizer/account/password")
    frozen.shift(STALE)
    desk.submit(page, {"new": PASSWORD}, form="password")

    page = desk.get("/organizer/account/password")
    frozen.shift(2 * STALE)
    assert desk.submit(page, {"new": "another quiet river"}, form="password").heading == HEADING


def test_a_code_by_mail_confirms_once(frozen, desk, settings):
    frozen.shift(STALE)
    page = submit(desk, desk.get("/organizer/account/password"), "mail")
    with transaction():
        message = db.session.scalars(select(Message).where(Message.letter == Letter.CONFIRM_CODE)).one()
        written = letters.compose(message, settings, at=clock.now())
    code = next(
        line for line in written.email.get_body(("plain",)).get_content().splitlines() if line.isdigit()
    )
    assert code not in written.text
    assert "‹code›" in written.text

    submit(desk, page, "code", {"code": "12345678"}, expect=422)
    assert submit(desk, page, "code", {"code": code}).url.endswith("/organizer/account/password")
    # Not twice, though it has not run out.
    submit(desk, page, "code", {"code": code}, expect=422)


def test_a_code_by_mail_runs_out(frozen, desk, settings, organizer):
    frozen.shift(STALE)
    page = submit(desk, desk.get("/organizer/account/password"), "mail")
    with transaction() as session:
        code = confirmation_codes.mint(session.get(Organizer, organizer.id), at=clock.now())
    frozen.shift(CONFIRM_CODE_LIFE)

    submit(desk, page, "code", {"code": code}, expect=422)


def test_a_code_of_the_app_confirms_once(frozen, desk):
    page = desk.get("/organizer/account/authenticator-app")
    totp = pyotp.TOTP(page.root.all("code")[0].text.replace(" ", ""))
    desk.submit(page, {"code": totp.at(clock.now())}, form="authenticator-app")
    frozen.shift(STALE)
    asked = desk.get("/organizer/account/password")
    code = totp.at(clock.now())

    assert submit(desk, asked, "code", {"code": code}).url.endswith("/organizer/account/password")
    submit(desk, asked, "code", {"code": code}, expect=422)


def test_confirming_does_not_make_a_visit_last_longer(frozen, organizer, sign_in):
    give_password(organizer)
    desk = sign_in(organizer)
    for _ in range(11):
        frozen.shift(timedelta(hours=1))
        submit(desk, desk.get("/organizer/account/password"), "password", {"password": PASSWORD})
    frozen.shift(timedelta(hours=1))

    assert desk.get("/organizer/").heading == "Sign in"


def test_an_open_browser_gives_so_many_tries(frozen, organizer, sign_in):
    give_password(organizer)
    desk = sign_in(organizer)
    frozen.shift(STALE)
    form = desk.get("/organizer/account/password").form("identity/password")
    data = form.filled({"password": "a guess"})

    tried = [desk.open("POST", form.action, data=data).status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/organizer/sign-out"])
def test_confirming_never_leads_away(frozen, organizer, sign_in, elsewhere):
    give_password(organizer)
    desk = sign_in(organizer)

    page = desk.get(f"/organizer/account/identity?page={elsewhere}")
    assert submit(desk, page, "password", {"password": PASSWORD}).url == "http://localhost/organizer/"


def visit_from(browser):
    return db.session.scalars(select(Visit.id).where(Visit.browser == browser)).one()


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


def test_visits_are_listed_coarsely_and_ended_at_once(client, desk, organizer):
    here = desk.cookie("visit")
    client.forget_cookies()
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
    page = client.get(f"/organizer/sign-in/{secret}")
    client.submit(page, form=secret, headers={"User-Agent": FIREFOX})
    there = client.cookie("visit")
    client.forget_cookies()
    client._browser.set_cookie("visit", here)

    page = client.get("/organizer/account")
    assert "Firefox on Windows" in page.root.text
    assert "145" not in page.root.text
    assert len(page.root.all("tbody")[0].all("tr")) == 2
    ended = client.submit(page, form=f"/visits/{visit_from('Firefox')}/end")
    assert "Firefox" not in ended.root.text
    client.forget_cookies()
    client._browser.set_cookie("visit", there)
    assert client.get("/organizer/").heading == "Sign in"


def test_all_other_visits_are_ended_together(client, sign_in, organizer):
    cookies = [sign_in(organizer).cookie("visit") for _ in range(3)]
    page = client.get("/organizer/account")
    client.submit(page, form="account/visits/end")

    assert db.session.scalars(select(Visit).where(Visit.organizer_id == organizer.id)).one()
    for cookie, heading in zip(cookies, ["Sign in", "Sign in", "Roundtables"], strict=True):
        client.forget_cookies()
        client._browser.set_cookie("visit", cookie)
        assert client.get("/organizer/").heading == heading


def test_nobody_ends_the_visit_of_somebody_else(make, house, sign_in, organizer):
    theirs = sign_in(organizer)
    theirs.get("/organizer/")
    visit_id = db.session.scalars(select(Visit.id).where(Visit.organizer_id == organizer.id)).one()
    client = sign_in(make.organizer(house))

    token = client.get("/organizer/account").form("sign-out").values
    assert client.open("POST", f"/organizer/account/visits/{visit_id}/end", data=token).status_code == 404

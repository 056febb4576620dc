"""Organizers sign in by password or mailed link, and out again."""

import pytest
from sqlalchemy import func, select

from registration import clock
from registration.actions import organizers, passwords
from registration.extensions import db, transaction
from registration.models.access import Visit
from registration.models.outbox import Message
from registration.rules.letters import Letter

PASSWORD = "seven quiet rivers meet"


@pytest.fixture
def account(organizer):
    with transaction() as session:
        found = session.merge(organizer)
        organizers.set_password(found, passwords.hashed(PASSWORD), at=clock.now())
        return found.email


def organizers_link(organizer):
    with transaction() as session:
        return organizers.mint_sign_in(session.merge(organizer), at=clock.now())


def fill_in(client, email, password, *, page="", expect=200):
    form = client.get("/organizer/sign-in" + (f"?page={page}" if page else ""))
    return client.submit(form, {"email": email, "password": password}, form="sign-in", expect=expect)


def test_the_right_password_leads_to_the_roundtables(client, account):
    page = fill_in(client, account, PASSWORD)

    assert page.heading == "Roundtables"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client, account):
    wrong = fill_in(client, account, "something else entirely", expect=422)
    unknown = fill_in(client, "nobody@example.org", "something else entirely", expect=422)

    assert wrong.text.replace(account, "") == unknown.text.replace("nobody@example.org", "")
    assert "E-mail address or password is wrong" in wrong.text


def test_an_inactive_organizer_does_not_get_in(client, account, organizer):
    with transaction() as session:
        session.merge(organizer).active = False

    fill_in(client, account, PASSWORD, expect=422)


def test_signing_in_leads_to_the_page_that_was_wanted(client, account, roundtable):
    asked = client.get(f"/organizer/roundtables/{roundtable.slug}/registrations?status=confirmed")
    assert asked.heading == "Sign in"

    page = client.submit(asked, {"email": account, "password": PASSWORD}, form="sign-in")

    assert page.url.endswith(f"/organizer/roundtables/{roundtable.slug}/registrations?status=confirmed")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/organizer//evil.example",
        "/en/",
        "/organizer/%0d%0aX",
        "https:evil.example",
        "/organizer/sign-in",
    ],
)
def test_signing_in_never_leads_away(client, account, elsewhere):
    page = fill_in(client, account, PASSWORD, page=elsewhere)

    assert page.url == "http://localhost/organizer/"


def test_the_visit_gets_a_new_secret_when_somebody_signs_in(client, account):
    form = client.get("/organizer/sign-in")
    before = client.cookie("visit")
    client.submit(form, {"email": account, "password": PASSWORD}, form="sign-in")

    assert before
    assert client.cookie("visit") != before


def test_signing_out_ends_the_visit_on_the_server(desk, app):
    old = desk.cookie("visit")
    left = desk.submit(desk.get("/organizer/"), form="sign-out")

    assert left.heading == "Sign in"
    assert "You have signed out." in left.root.text
    desk.forget_cookies()
    desk._browser.set_cookie("visit", old)
    assert desk.get("/organizer/").heading == "Sign in"


def test_signing_out_empties_the_browser(desk):
    form = desk.get("/organizer/").form("sign-out")

    answer = desk.open("POST", form.action, data=form.values)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_looking_at_a_link_does_not_use_it_up(client, organizer):
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
    for _ in range(3):
        page = client.get(f"/organizer/sign-in/{secret}")
    assert organizer.name not in page.html

    client.submit(page, form=secret)

    assert client.get("/organizer/account").heading == "Account"


def test_a_link_signs_in_once(client, organizer):
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
    page = client.get(f"/organizer/sign-in/{secret}")
    client.submit(page, form=secret)
    client.forget_cookies()

    again = client.submit(client.get(f"/organizer/sign-in/{secret}"), form=secret, expect=410)

    assert again.heading == "This link no longer works"
    assert again.link("Ask for a new link").endswith("/organizer/sign-in/help")


def test_a_link_that_was_never_made_looks_like_any_other_until_it_is_used(client):
    page = client.get("/organizer/sign-in/" + "s" * 43)

    client.submit(page, form="s" * 43, expect=410)


def test_whoever_asks_for_a_link_is_told_the_same_and_only_an_organizer_gets_mail(client, organizer):
    answers = [
        client.submit(client.get("/organizer/sign-in/help"), {"email": address}, form="help").text.replace(
            address, ""
        )
        for address in (organizer.email, "nobody@example.org", organizer.email)
    ]

    assert len(set(answers)) == 1
    sent = db.session.scalars(select(Message)).all()
    assert [(message.letter, message.recipient) for message in sent] == [
        (Letter.SIGN_IN, organizer.email)
    ] * 2


def test_too_many_tries_from_one_network_are_stopped_and_said_when_to_come_back(client, account):
    for _ in range(20):
        fill_in(client, "nobody@example.org", "not the password", expect=422)

    form = client.get("/organizer/sign-in").form("sign-in")
    answer = client.open("POST", form.action, data=form.filled({"email": account, "password": PASSWORD}))

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_name_and_language_of_the_account_can_be_changed(desk, organizer):
    page = desk.get("/organizer/account")

    saved = desk.submit(page, {"name": "Noor", "language": "fr"}, form="#about")

    assert saved.language == "fr"
    assert "Noor" in saved.root.text


def test_a_new_password_ends_every_other_visit(client, sign_in, organizer):
    other = sign_in(organizer)
    elsewhere = other.cookie("visit")
    here = sign_in(organizer)

    here.submit(here.get("/organizer/account/password"), {"new": PASSWORD}, form="password")

    assert here.get("/organizer/account").heading == "Account"
    assert db.session.scalar(select(func.count()).where(Visit.organizer_id == organizer.id)) == 1
    here.forget_cookies()
    here._browser.set_cookie("visit", elsewhere)
    assert here.get("/organizer/").heading == "Sign in"


def test_a_weak_password_is_refused_beside_its_field(desk):
    page = desk.get("/organizer/account/password")

    weak = desk.submit(page, {"new": "password1234"}, form="password", expect=422)

    assert "too easy to guess" in weak.text


@pytest.mark.parametrize(
    "password", ["seven Lindqvist rivers", "quiet a.m.a.r.a quiet", "my-policy-ROUND-tables-9"]
)
def test_a_password_that_anyone_would_try_first_is_refused(make, house, sign_in, password):
    desk = sign_in(make.organizer(house, name="Amara Lindqvist"))

    page = desk.submit(
        desk.get("/organizer/account/password"), {"new": password}, form="password", expect=422
    )

    assert "holds your name, your address or the name of this site" in page.text


def test_a_forgotten_password_is_set_anew_after_a_mailed_link_and_its_owner_is_told(
    client, account, organizer, sign_in
):
    earlier = organizers_link(organizer)
    desk = sign_in(organizer)
    desk.submit(desk.get("/organizer/account/password"), {"new": "another quiet river"}, form="password")

    told = db.session.scalars(select(Message).where(Message.letter == Letter.ACCOUNT_CHANGED)).all()
    assert [message.facts["notice"] for message in told][-1] == "password_changed"
    client.forget_cookies()
    client.submit(client.get(f"/organizer/sign-in/{earlier}"), form=earlier, expect=410)
    fill_in(client, account, PASSWORD, expect=422)
    assert fill_in(client, account, "another quiet river").heading == "Roundtables"

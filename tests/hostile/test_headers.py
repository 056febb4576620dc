"""What every answer carries, whatever its status: security headers, and who may keep it; and what cookies are like."""

import re
from dataclasses import replace

import pytest

from registration import create_app
from registration.extensions import db
from registration.web import kept_pages
from tests.conftest import settings_for
from tests.hostile.ground import Audience

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
TELLING = {"Server", "X-Powered-By", "X-AspNet-Version", "Via"}


def directives(answer):
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {words[0]: " ".join(words[1:]) for words in (part.split() for part in parts)}


@pytest.fixture
def answers(app, ground, forms, monkeypatch):
    """(status, answer) of one address of every kind; the last one breaks inside."""
    client = ground.visit(Audience.ORGANIZER)
    found = {
        f"{method} {address}": client.open(method, address)
        for method, address in [
            ("GET", "/fr/"),
            ("GET", f"/fr/roundtables/{ground.slugs['open']}"),
            ("GET", "/fr/calendar.ics"),
            ("GET", "/fr/feed.atom"),
            ("GET", "/"),
            ("GET", "/language/ar"),
            ("GET", "/no-such-page"),
            ("GET", "/fr/no-such-page"),
            ("DELETE", "/fr/"),
            ("POST", "/fr/my/"),
            ("GET", "/static/css/site.css"),
            ("GET", "/static/no-such-file.css"),
            ("GET", f"{ground.desk}/registrations"),
            ("GET", f"{ground.desk}/exports/attendees.csv"),
            ("GET", f"{ground.desk}/exports/attendees.xlsx"),
            ("GET", "/health/live"),
            ("HEAD", "/fr/"),
            ("OPTIONS", "/fr/"),
        ]
    }
    found["another host"] = client._browser.get("/fr/", headers={"Host": "evil.example"})
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "public.accessibility", lambda language: 1 / 0)
    found["an error"] = client.open("GET", "/fr/accessibility")
    return found


def test_every_answer_carries_the_headers_that_protect_its_reader(answers):
    assert {answer.status_code for answer in answers.values()} == {200, 302, 303, 400, 404, 405, 500}
    for what, answer in answers.items():
        for name, value in ALWAYS.items():
            assert answer.headers.get(name) == value, f"{what}: {name}"
        assert directives(answer).items() >= DIRECTIVES.items(), what
        assert "unsafe" not in answer.headers["Content-Security-Policy"], what
        assert "camera=()" in answer.headers["Permissions-Policy"], what
        assert TELLING.isdisjoint(answer.headers.keys()), what
        assert "Access-Control-Allow-Origin" not in answer.headers, what


def test_an_error_tells_nothing_of_the_inside(answers):
    text = answers["an error"].get_data(as_text=True)

    assert answers["an error"].status_code == 500
    assert re.search(r"\b[0-9a-f]{8}\b", text)
    for word in ("ZeroDivision", "Traceback", "division", "site-packages", ".py", "Werkzeug", "Flask"):
        assert word not in text


def test_a_foreign_host_name_is_nowhere_in_the_answer(answers):
    answer = answers["another host"]

    assert answer.status_code == 400
    assert "evil.example" not in answer.get_data(as_text=True)
    assert "evil.example" not in str(answer.headers)


def test_who_looks_at_public_pages_gets_no_cookie(ground):
    ground.client.forget_cookies()
    for address in (
        "/fr/",
        f"/fr/roundtables/{ground.slugs['open']}",
        "/fr/calendar.ics",
        "/fr/privacy",
        "/nowhere",
    ):
        answer = ground.client.open("GET", address)
        assert "Set-Cookie" not in answer.headers, address
        if answer.status_code == 200:
            assert answer.headers["Cache-Control"] == kept_pages.SHAREABLE, address


def test_nothing_personal_may_be_kept(ground):
    pages = {
        Audience.STRANGER: ["/organizer/sign-in", "/fr/my/", "/fr/my/" + "t" * 48],
        Audience.PERSON: [
            "/fr/my/registration",
            "/fr/my/registration/edit",
            "/fr/my/registration/withdrawal",
        ],
        Audience.ORGANIZER: [
            "/organizer/",
            f"{ground.desk}/registrations",
            f"{ground.desk}/registrations/{ground.public_id}",
            f"{ground.desk}/exports/attendees.csv",
            f"{ground.desk}/registrations/00000000-0000-0000-0000-000000000000",
            "/organizer/nowhere",
        ],
    }
    for audience, addresses in pages.items():
        for address in addresses:
            answer = ground.visit(audience).open("GET", address)
            assert answer.headers["Cache-Control"] == "no-store", address


def test_a_page_for_everyone_is_the_same_for_whoever_is_signed_in(ground):
    ground.client.forget_cookies()
    before = ground.client.open("GET", "/fr/").data

    assert ground.visit(Audience.ORGANIZER).open("GET", "/fr/").data == before
    assert ground.visit(Audience.PERSON).open("GET", "/fr/").data == before


@pytest.mark.parametrize(
    ("origin", "name"), [("http://localhost", "visit"), ("https://localhost", "__Host-visit")]
)
def test_the_cookie_of_a_visit_is_out_of_reach(database, origin, name, tmp_path):
    settings = replace(settings_for(f"sqlite:///{tmp_path}/secure.db", tmp_path), base_url=origin)
    app = create_app(settings)
    with app.app_context():
        db.create_all()
    answer = app.test_client().get("/en/my/", base_url=origin)
    [cookie] = answer.headers.getlist("Set-Cookie")
    parts = [part.strip() for part in cookie.split(";")]

    assert re.fullmatch(rf"{name}=[\w-]{{43}}", parts[0])
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(parts)
    assert not [part for part in parts if part.lower().startswith("domain")]
    assert ("Secure" in parts) == origin.startswith("https")
    assert ("Strict-Transport-Security" in answer.headers) == origin.startswith("https")
    with app.app_context():
        db.engine.dispose()


def test_the_remembered_language_is_a_language_and_nothing_else(ground):
    [cookie] = (
        ground.visit(Audience.STRANGER).open("GET", "/language/ar?page=/fr/").headers.getlist("Set-Cookie")
    )

    assert cookie.startswith("language=ar;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie

"""The visitor notices: every promise is broken once, on a page that keeps all others."""

import pytest
from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from registration.extensions import db
from registration.models.organizations import Organization
from tests import promises, translated
from tests.client import Client, Writes
from tests.page import Page

GOOD = """<!doctype html><html lang="en" dir="ltr"><head><title>Register</title>
<link rel="stylesheet" href="/static/css/site.css"><script src="/static/js/site.js" type="module"></script></head>
<body><main><h1>Register</h1><form method="post" action="/en/register"><input type="hidden" name="csrf_token" value="x">
<label for="name">Name</label><input id="name" name="name" aria-describedby="hint"><p id="hint">As on a plate</p>
<fieldset><legend>Mode</legend><label><input type="radio" name="mode" value="online"> Online</label></fieldset>
<button>Continue</button></form><img src="/photo.jpg" alt="A table"><a href="#name">Name</a>
<table><thead><tr><th>Type</th></tr></thead></table></main></body></html>"""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cache-Control": "no-store",
}

BREAKS = [
    (promises.nested_well, "</main>", ""),
    (promises.nested_well, '<input id="name"', '<input id="name" id="name"'),
    (promises.one_heading_and_a_title, "<h1>Register</h1>", "<h2>Register</h2>"),
    (promises.one_heading_and_a_title, "</h1>", "</h1><h1>Again</h1>"),
    (promises.one_heading_and_a_title, "<title>Register", "<title>"),
    (promises.one_heading_and_a_title, "<title>Register", "<title>Error: Error: Register"),
    (promises.one_heading_and_a_title, "<h1>Register</h1>", "<h1>Register</h1><h2></h2>"),
    (promises.language_and_direction, 'lang="en"', ""),
    (promises.language_and_direction, 'dir="ltr"', 'dir="rtl"'),
    (promises.language_and_direction, 'lang="en" dir="ltr"', 'lang="ar" dir="rtl"'),
    (promises.unique_ids, '<p id="hint">', '<p id="hint"></p><p id="hint">'),
    (promises.unique_ids, '<p id="hint">', "<p>"),
    (promises.unique_ids, 'href="#name"', 'href="#nowhere"'),
    (promises.labelled_fields, '<label for="name">Name</label>', ""),
    (promises.labelled_fields, '<label for="name">Name</label>', '<label for="name"></label>'),
    (promises.labelled_fields, "<legend>Mode</legend>", ""),
    (promises.named_controls, "<button>Continue</button>", "<button></button>"),
    (promises.named_controls, ' alt="A table"', ""),
    (promises.named_controls, 'href="#name"', ""),
    (promises.named_controls, "<th>Type</th>", "<td>Type</td>"),
    (
        promises.nothing_offered_twice,
        "</main>",
        '<div class="actions"><a href="/en/">Back</a><a href="/en/">Back</a></div></main>',
    ),
    (promises.nothing_inline, '<p id="hint">', '<p id="hint" style="color: red">'),
    (promises.nothing_inline, "<button>", '<button onclick="send()">'),
    (promises.nothing_inline, "</main>", "<script>send()</script></main>"),
    (promises.nothing_inline, "</head>", "<style>p {}</style></head>"),
    (promises.nothing_inline, 'href="#name"', 'href="javascript:send()"'),
    (promises.nothing_from_elsewhere, "/static/js/site.js", "https://elsewhere.example.org/site.js"),
    (promises.nothing_from_elsewhere, "/static/css/site.css", "//elsewhere.example.org/site.css"),
    (promises.nothing_from_elsewhere, 'action="/en/register"', 'action="https://elsewhere.example.org/"'),
    (promises.posts_carry_a_token, 'name="csrf_token"', 'name="other"'),
    (promises.posts_carry_a_token, 'method="post"', 'method="get"'),
]

BROKEN_HEADERS = [
    (
        promises.guarded_by_headers,
        {"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"},
    ),
    (promises.guarded_by_headers, {"Content-Security-Policy": ""}),
    (promises.guarded_by_headers, {"X-Content-Type-Options": ""}),
    (promises.personal_pages_are_not_kept, {"Cache-Control": "public, max-age=2", "Set-Cookie": "visit=1"}),
]


def page(html=GOOD, url="http://localhost/en/register", **headers):
    return Page(200, url, html, {**HEADERS, **headers})


def test_a_good_page_breaks_no_promise():
    assert promises.broken(page()) == []


@pytest.mark.parametrize(("promise", "kept", "broken"), BREAKS)
def test_a_broken_promise_is_noticed(promise, kept, broken):
    assert kept in GOOD

    assert list(promise(page(GOOD.replace(kept, broken, 1)))) != []


@pytest.mark.parametrize(("promise", "headers"), BROKEN_HEADERS)
def test_a_broken_promise_of_the_headers_is_noticed(promise, headers):
    assert list(promise(page(**headers))) != []


def test_every_promise_is_broken_here_once():
    below = {promises.one_language_throughout}

    assert {promise for promise, *_ in (*BREAKS, *BROKEN_HEADERS)} | below == set(promises.PROMISES)


SPOKEN = """<html lang="{}"><body><h1>{}</h1><p><bdi>Ana Lima</bdi> <span lang="en">Write to us</span> UNDP, list.csv,
ana@example.org, Facebook</p></body></html>"""


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "注册"), ("ar", "التسجيل"), ("ru", "Регистрация"), ("fr", "Inscription")]
)
def test_a_page_in_one_language_is_fine(language, said):
    assert list(translated.untranslated(page(SPOKEN.format(language, said)), {"Register": said})) == []


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Register"), ("zh", "Register"), ("zh", "注册 now"), ("ar", "Nothing yet")]
)
def test_a_word_that_was_not_translated_is_noticed(language, said):
    assert (
        list(translated.untranslated(page(SPOKEN.format(language, said)), {"Register": "Inscription"})) != []
    )


def test_a_personal_page_that_may_be_kept_is_noticed():
    kept = {"Cache-Control": "public, max-age=2"}

    assert list(promises.personal_pages_are_not_kept(page(url="http://localhost/organizer/", **kept))) != []


@pytest.fixture
def careless(new_database_url, database, tmp_path):
    """A small application of its own whose pages do what pages must not."""
    app = Flask("careless")
    app.config["SQLALCHEMY_DATABASE_URI"] = new_database_url(database, "careless").replace(
        "postgresql://", "postgresql+psycopg://"
    )
    db.init_app(app)

    @app.route("/write", methods=["GET", "POST"])
    def write() -> ResponseReturnValue:
        db.session.add(Organization(slug="one", short_name="ONE", names={"en": "One"}))
        if "save" in request.args:
            db.session.commit()
        elif "flush" in request.args:
            db.session.flush()
        return "written"

    with app.app_context():
        db.create_all()
        yield Client(app, Writes.watched(app))
        db.session.remove()
        db.engine.dispose()


def test_a_page_that_writes_while_being_looked_at_is_noticed(careless):
    with pytest.raises(AssertionError, match=r"wrote to .*organizations"):
        careless.open("GET", "/write?save")


@pytest.mark.parametrize("address", ["/write", "/write?flush"])
def test_a_page_that_forgets_to_save_is_noticed(careless, address):
    with pytest.raises(AssertionError, match=r"did not commit .*organizations"):
        careless.open("POST", address)


def test_a_page_that_saves_what_was_sent_is_fine(careless):
    assert careless.open("POST", "/write?save").text == "written"


def test_a_test_that_forgets_to_save_is_noticed(client, make):
    db.session.add(Organization(slug="one", short_name="ONE", names=make.texts()))

    with pytest.raises(AssertionError, match="has not saved"):
        client.open("GET", "/health/live")


def test_what_a_page_saved_is_seen_by_the_test(careless):
    assert db.session.scalar(select(Organization.slug)) is None

    careless.open("POST", "/write?save")

    assert db.session.scalar(select(Organization.slug)) == "one"

"""The demonstration's mailbox."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from registration import clock, create_app, links, worker
from registration.actions import mail, seed
from registration.extensions import db, transaction
from registration.models.registrations import Registration
from registration.rules.letters import Letter
from registration.settings import Environment
from tests.client import Client, Writes
from tests.conftest import settings_for
from tests.make import Make

SUBJECT = "Place confirmed: Roundtable 1"


@pytest.fixture
def demo(new_database_url: Callable[[str, str], str], tmp_path: Path) -> Iterator[Flask]:
    """A demonstration's application, which has these pages; its context is pushed."""
    settings = replace(
        settings_for(new_database_url("sqlite", "demo"), tmp_path), environment=Environment.DEMO
    )
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        db.create_all()
        with transaction():
            seed.essentials(clock.now())
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(demo: Flask) -> Client:
    return Client(demo, Writes.watched(demo))


def send(demo: Flask, **answers: object) -> Registration:
    make = Make()
    registration = make.registration(make.roundtable(titles={"en": "Roundtable 1"}), **answers)
    with transaction():
        mail.queue(Letter.CONFIRMED, db.session.get_one(Registration, registration.id), at=clock.now())
    worker.run_once(demo)
    return registration


def test_an_empty_mailbox_says_how_mail_gets_there(visitor: Client) -> None:
    assert "No mail yet" in visitor.get("/mailbox").text


def test_every_mail_is_listed_and_opens(demo: Flask, visitor: Client) -> None:
    registration = send(demo, given_names="Amina", family_name="Diallo", email="amina@example.org")
    page = visitor.get("/mailbox")
    assert "amina@example.org" in page.text
    letter = visitor.get(page.link(SUBJECT))
    assert "Dear Amina Diallo," in letter.text
    assert letter.link(links.personal(registration.public_id, 1, "en"))


def test_the_formatted_letter_may_fetch_and_run_nothing(demo: Flask, visitor: Client) -> None:
    send(demo)
    letter = visitor.get(visitor.get("/mailbox").link(SUBJECT))
    answer = visitor.open("GET", letter.link("Show the formatted letter"))
    assert answer.headers["Content-Security-Policy"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_calendar_entry_can_be_taken(demo: Flask, visitor: Client) -> None:
    send(demo)
    letter = visitor.get(visitor.get("/mailbox").link(SUBJECT))
    answer = visitor.open("GET", letter.link("Download the calendar entry"))
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.data.startswith(b"BEGIN:VCALENDAR")
    assert re.search(rb"METHOD:REQUEST\r\n", answer.data)


@pytest.mark.parametrize("path", ["/mailbox/none", "/mailbox/..%2fregistration.db", "/mailbox/none/page"])
def test_there_is_nothing_else_to_see(visitor: Client, path: str) -> None:
    assert visitor.open("GET", path).status_code == 404


def test_only_demonstrations_have_a_mailbox(client: Client) -> None:
    assert client.open("GET", "/mailbox").status_code == 404

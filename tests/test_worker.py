"""The worker: mail goes out once the server takes it, and nothing that fails stops anything else."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from registration import clock, worker
from registration.actions import mail, outbox, waiting_list
from registration.extensions import db, transaction
from registration.gateways.mailbox import MailboxFolder
from registration.gateways.smtp import Security, SmtpServer
from registration.models.access import AccessToken, Heartbeat, Purpose, Throttle, Visit
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Limit
from registration.models.submissions import Draft
from registration.rules import schedule
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from registration.settings import Environment, Settings
from tests.gateways.sink import Sink
from tests.make import Make


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as found:
        yield found


@pytest.fixture
def configured(app: Flask) -> Iterator[Callable[..., Settings]]:
    """Changes settings for this test."""
    before: Settings = app.extensions["settings"]

    def change(**changes: object) -> Settings:
        app.extensions["settings"] = replace(before, **changes)
        return app.extensions["settings"]

    yield change
    app.extensions["settings"] = before


def queue(make: Make, *, letter: Letter = Letter.CONFIRMED, **answers: object) -> Message:
    registration = make.registration(**answers)
    with transaction():
        mail.queue(letter, db.session.get_one(Registration, registration.id), at=clock.now())
    return db.session.scalars(select(Message).order_by(Message.id.desc())).first()


def again(message: Message) -> Message:
    """The message as it is in the database now."""
    db.session.rollback()
    return db.session.get_one(Message, message.id, populate_existing=True)


@contextmanager
def running(app: Flask) -> Iterator[Event]:
    stop = Event()
    thread = Thread(target=worker.run, args=(app,), kwargs={"stop": stop}, daemon=True)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


def eventually(holds: Callable[[], bool], within: float = 5.0) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_registration_is_followed_by_its_mail(
    app: Flask, make: Make, sink: Sink, configured: Callable
) -> None:
    configured(smtp_url=sink.url)
    message = queue(make, email="anna@example.org")
    assert worker.run_once(app) == 1
    assert sink.recipients == ["anna@example.org"]
    found = again(message)
    assert found.delivery is Delivery.SENT
    assert found.sent_subject == sink.messages[0]["Subject"]
    assert found.sent_text.startswith("Dear ")
    assert worker.run_once(app) == 0


@pytest.mark.parametrize(
    ("mode", "delivery", "copies"),
    [
        ("451", Delivery.QUEUED, 0),
        ("rcpt450", Delivery.QUEUED, 0),
        ("554", Delivery.BOUNCED, 0),
        ("rcpt550", Delivery.BOUNCED, 0),
        ("die_after_data", Delivery.QUEUED, 1),
        ("die_on_quit", Delivery.SENT, 1),
    ],
)
def test_every_answer_of_a_server_has_its_end(
    app: Flask, make: Make, configured: Callable, mode: str, delivery: Delivery, copies: int
) -> None:
    message = queue(make)
    with Sink(mode) as sink:
        configured(smtp_url=sink.url)
        worker.run_once(app)
    assert again(message).delivery is delivery
    assert bool(message.last_error) is (delivery is not Delivery.SENT)
    assert len(sink.received) == copies


def test_a_server_that_died_gets_the_same_mail_again(app: Flask, make: Make, configured: Callable) -> None:
    queue(make)
    with Sink("die_after_data") as sink:
        configured(smtp_url=sink.url)
        worker.run_once(app)
        sink.mode = "ok"
        with time_machine.travel(clock.now() + timedelta(minutes=2)):
            worker.run_once(app)
        assert len({found["Message-ID"] for found in sink.messages}) == 1
        assert len(sink.received) == 2


def test_a_mail_server_that_is_down_is_waited_for(app: Flask, make: Make, configured: Callable) -> None:
    with Sink() as gone:
        configured(smtp_url=gone.url)
    message = queue(make)
    worker.run_once(app)
    assert again(message).delivery is Delivery.QUEUED
    with Sink() as back:
        configured(smtp_url=back.url)
        with time_machine.travel(message.due_at):
            worker.run_once(app)
    assert again(message).delivery is Delivery.SENT


def test_a_hanging_recipient_does_not_stop_the_others(
    app: Flask, make: Make, sink: Sink, configured: Callable
) -> None:
    configured(smtp_url=sink.url)
    sink.modes = {"slow@example.org": "hang"}
    slow = queue(make, email="slow@example.org")
    others = [queue(make) for _ in range(5)]
    with running(app):
        eventually(lambda: len(sink.received) == 5)
        assert again(slow).delivery is Delivery.SENDING
        eventually(lambda: all(again(other).delivery is Delivery.SENT for other in others))
        sink.released.set()


def test_a_stop_does_not_wait_for_a_server_that_hangs(
    app: Flask, make: Make, sink: Sink, configured: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "FAREWELL", 0.3)
    configured(smtp_url=sink.url)
    sink.modes = {"slow@example.org": "hang"}
    message = queue(make, email="slow@example.org")
    with running(app):
        eventually(lambda: again(message).delivery is Delivery.SENDING)
        began = time.monotonic()
    assert time.monotonic() - began < 2
    sink.released.set()
    eventually(lambda: again(message).delivery is Delivery.QUEUED)


def test_a_mail_whose_worker_was_killed_is_sent_when_the_lease_is_over(
    app: Flask, make: Make, sink: Sink, configured: Callable
) -> None:
    configured(smtp_url=sink.url)
    message = queue(make)
    with transaction():
        outbox.claim(clock.now())
    assert worker.run_once(app) == 0
    with time_machine.travel(clock.now() + schedule.LEASE):
        assert worker.run_once(app) == 1
    assert again(message).delivery is Delivery.SENT


def test_a_letter_that_cannot_be_written_does_not_stop_the_others(
    app: Flask, make: Make, sink: Sink, configured: Callable
) -> None:
    configured(smtp_url=sink.url)
    broken, other = queue(make), queue(make)
    with transaction():
        db.session.get_one(Message, broken.id).facts = {"changed": ["no such field"]}
    worker.run_once(app)
    assert again(other).delivery is Delivery.SENT
    assert again(broken).delivery is Delivery.QUEUED
    assert broken.last_error == "The letter could not be written (KeyError)"


def test_a_delayed_letter_that_is_no_longer_true_is_not_sent(
    app: Flask, make: Make, sink: Sink, configured: Callable
) -> None:
    configured(smtp_url=sink.url)
    sink.mode = "451"
    first = queue(make)
    worker.run_once(app)
    sink.mode = "ok"
    with transaction():
        mail.queue(Letter.WITHDRAWN, db.session.get_one(Registration, first.registration_id), at=clock.now())
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        worker.run_once(app)
    assert len(sink.messages) == 1
    assert "withdrawn" in sink.messages[0]["Subject"]
    assert again(first).delivery is Delivery.FAILED


def test_every_message_is_sent_once_by_many_senders(
    app: Flask, make: Make, sink: Sink, configured: Callable
) -> None:
    configured(smtp_url=sink.url)
    roundtable = make.roundtable()
    for _ in range(40):
        registration = make.registration(roundtable)
        with transaction():
            mail.queue(Letter.CONFIRMED, db.session.get_one(Registration, registration.id), at=clock.now())
    with running(app):
        eventually(lambda: outbox.waiting_count() == 0 or bool(db.session.rollback()), within=20)
    assert len(sink.received) == len({found["Message-ID"] for found in sink.messages}) == 40


@pytest.mark.parametrize(
    ("environment", "smtp_url", "expected"),
    [
        (Environment.PRODUCTION, "", None),
        (Environment.DEMO, "", MailboxFolder(Path("/data/mailbox"))),
        (Environment.DEVELOPMENT, "", MailboxFolder(Path("/data/mailbox"))),
        (Environment.DEMO, "smtps://relay.example.org", SmtpServer("relay.example.org", 465, Security.TLS)),
        (
            Environment.PRODUCTION,
            "smtp://relay.example.org",
            SmtpServer("relay.example.org", 587, Security.STARTTLS),
        ),
    ],
)
def test_where_mail_goes(environment: Environment, smtp_url: str, expected: object) -> None:
    settings = Settings(environment=environment, smtp_url=smtp_url, data_dir=Path("/data"))
    assert worker.transport(settings) == expected


def test_without_a_mail_server_production_keeps_its_mail(
    app: Flask, make: Make, configured: Callable
) -> None:
    configured(environment=Environment.PRODUCTION)
    message = queue(make)
    assert worker.run_once(app) == 0
    assert (again(message).delivery, message.attempts) == (Delivery.QUEUED, 0)


def test_a_sign_of_life_is_left(app: Flask) -> None:
    worker.run_once(app)
    db.session.rollback()
    first = db.session.scalars(select(Heartbeat)).one().at
    with time_machine.travel(clock.now() + timedelta(seconds=30)):
        worker.run_once(app)
    db.session.rollback()
    assert db.session.scalars(select(Heartbeat)).one().at > first


def test_a_long_waiting_list_is_gone_through_to_its_end(app: Flask, make: Make) -> None:
    roundtable_id = make.roundtable(cap=0).id
    waiting = waiting_list.AT_ONCE + 7
    for _ in range(waiting):
        make.registration(db.session.get_one(Roundtable, roundtable_id), status=Status.WAITLISTED)
    with transaction():
        db.session.scalars(select(Limit).where(Limit.roundtable_id == roundtable_id)).one().cap = waiting
        db.session.get_one(Roundtable, roundtable_id).promotion_due = True
    chores = worker.Chores(app)
    assert chores.do()
    assert chores.do()
    assert not chores.do()
    db.session.rollback()
    confirmed = db.session.scalars(
        select(Registration.id).where(Registration.status == Status.CONFIRMED)
    ).all()
    assert len(confirmed) == waiting


def test_what_has_run_out_is_cleared_away_and_nothing_else(app: Flask, make: Make) -> None:
    now, hour = clock.now(), timedelta(hours=1)
    roundtable, organizer = make.roundtable(), make.organizer()
    with transaction():
        for name, until in (("old", now - hour), ("new", now + hour)):
            db.session.add_all(
                [
                    Visit(digest=name, created_at=now, seen_at=now, expires_at=until),
                    Draft(public_id=name, visit=name, roundtable_id=roundtable.id, expires_at=until),
                    Throttle(key=name, window_ends_at=until),
                    AccessToken(
                        digest=name,
                        purpose=Purpose.SIGN_IN,
                        organizer_id=organizer.id,
                        expires_at=until - timedelta(days=30),
                    ),
                ]
            )
    worker.run_once(app)
    db.session.rollback()
    for column in (Visit.digest, Draft.public_id, Throttle.key, AccessToken.digest):
        assert db.session.scalars(select(column)).all() == ["new"]


def test_a_database_that_was_away_is_asked_again() -> None:
    stop, tries = Event(), []

    def step() -> bool:
        tries.append(1)
        if len(tries) < 3:
            raise OperationalError("SELECT 1", {}, ConnectionError())
        stop.set()
        return False

    worker._keep_at_it(step, stop, pause=0.01)
    assert len(tries) == 3

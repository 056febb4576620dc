"""Mail to ten thousand: seconds until all letters are queued, then sent, beside bare inserts and bare SMTP."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.message import EmailMessage

from flask import Flask
from sqlalchemy import delete, func, select

from registration import clock, worker
from registration.actions import audit, mailings, sending, spooling
from registration.actions.mailings import Whom
from registration.extensions import db, transaction
from registration.gateways.smtp import SmtpServer
from registration.models.mailings import Mailing
from registration.models.outbox import Delivery, Message
from registration.models.roundtables import Roundtable
from registration.queries import audiences
from registration.queries.audiences import Audience
from registration.queries.guest_table import Filters
from registration.rules.permissions import EVERYBODY
from tests.gateways.sink import Sink
from tests.load import bare, crowd
from tests.load.crowd import Room
from tests.load.figures import Figure
from tests.load.ground import Ground

WORDS = {"en": "Dear {full_name},\n\nplease read the note for {roundtable}.\n\n{personal_link}"}
# Seconds in which ten thousand letters are to be queued.
SOON = 10.0


def measure(ground: Ground) -> Iterator[Figure]:
    # Of ten, nine are still in the process.
    people = 1000 if ground.quick else 11_000
    for kind in ground.kinds:
        with Sink() as sink:
            database = ground.database(kind)
            database = replace(database, settings=replace(database.settings, smtp_url=sink.url))
            with database.application() as app:
                room = crowd.roundtable(people)
                with transaction():
                    # Inserts of the crowd's own mail are no part of this.
                    db.session.execute(delete(Message))
                with bare.recorded(db.engine) as recording:
                    took, letters = _queued(room)
                yield _figure(f"seconds to queue {letters} letters, {kind}", took, _replayed(recording), SOON)
                yield _figure(
                    f"seconds to send {letters} letters, {kind}",
                    _sent(app),
                    _handed_over(sink, letters),
                    None,
                )


def _figure(about: str, took: float, floor: float, aim: float | None) -> Figure:
    met = None if aim is None else took <= aim
    wanted = "" if aim is None else f"<= {aim:.0f}"
    return Figure(about, f"{took:.2f}", f"bare {floor:.2f}", took / floor, wanted, met)


def _queued(room: Room) -> tuple[float, int]:
    """As a click on the button and the worker do it."""
    with transaction() as session:
        roundtable = session.get_one(Roundtable, room.id)
        begun = mailings.begin(
            roundtable,
            Whom({}),
            subjects={"en": "The note"},
            texts=WORDS,
            by=audit.OPERATOR,
            at=clock.now(),
        )
        mailing_id = begun.id
    began = time.perf_counter()
    with transaction() as session:
        mailing = session.get_one(Mailing, mailing_id)
        audience = Audience(mailing.roundtable, Filters(), (EVERYBODY,))
        sending.send(
            mailing,
            audiences.recipients(audience),
            audiences.left_out(audience),
            version=1,
            expected=sum(group.people for group in audiences.groups(audience)),
            by=audit.OPERATOR,
            at=clock.now(),
        )
    more = True
    while more:
        with transaction():
            more = spooling.go_on(mailing_id, at=clock.now())
    took = time.perf_counter() - began
    letters = db.session.scalar(select(func.count()).select_from(Message)) or 0
    db.session.rollback()
    return took, letters


def _replayed(recording: bare.Recording) -> float:
    """The letters alone, by the driver, in one transaction; everything is as before afterwards."""
    letters = [
        one
        for one in recording.statements
        if "INSERT INTO messages" in one.text and isinstance(one.parameters, list)
    ]
    connection = db.engine.raw_connection()
    cursor = connection.cursor()
    if db.engine.dialect.name == "sqlite":
        # The driver begins no transaction by itself.
        cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("DELETE FROM messages")
    began = time.perf_counter()
    for statement in letters:
        statement.run(cursor, "", None)
    took = time.perf_counter() - began
    connection.rollback()
    connection.close()
    return took


def _sent(app: Flask) -> float:
    """As the worker does, with all its senders."""
    stop = threading.Event()
    began = time.perf_counter()
    thread = threading.Thread(target=worker.run, args=(app,), kwargs={"stop": stop})
    thread.start()
    while db.session.scalar(select(func.count()).where(Message.delivery != Delivery.SENT)):
        db.session.rollback()
        time.sleep(0.2)
    took = time.perf_counter() - began
    db.session.rollback()
    stop.set()
    thread.join()
    return took


def _handed_over(sink: Sink, letters: int) -> float:
    """The same number by the gateway alone, from as many threads."""
    server = SmtpServer.from_url(sink.url)
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = "a@example.org", "b@example.org", "The note"
    email["Message-ID"] = "<bare@example.org>"
    email.set_content("A paragraph. " * 40)

    def deliver(_number: int) -> None:
        server.deliver(email, sender="a@example.org", recipient="b@example.org")

    began = time.perf_counter()
    with ThreadPoolExecutor(worker.SENDERS) as pool:
        list(pool.map(deliver, range(letters)))
    return time.perf_counter() - began

"""Works in the background: sends mail, goes on with waiting lists, clears away. The other door beside the web.

Everything it does is found in the database, so it can be stopped or killed at any moment and started again, and on
PostgreSQL several may run.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from time import monotonic

import structlog
from flask import Flask

from registration import clock
from registration.actions import (
    digesting,
    due,
    guest_lists,
    letters,
    outbox,
    reminding,
    retention,
    seats,
    spooling,
    upkeep,
)
from registration.actions.letters import Composed
from registration.actions.outbox import Claim
from registration.extensions import db, transaction
from registration.gateways.mailbox import MailboxFolder
from registration.gateways.smtp import SmtpServer
from registration.gateways.transport import DeliveryFailure, PermanentFailure, Transport
from registration.models.outbox import Message
from registration.queries import digests, mailings, reminders
from registration.queries import guest_lists as lists_of_guests
from registration.queries.vitals import WORKER
from registration.settings import Environment, Settings

log = structlog.get_logger()

# A recipient's server that hangs holds one of them for as long as the lease lasts at most.
SENDERS = 4

PAUSE = 1.0
PAUSE_IN_DEMO = 0.2
LONGEST_PAUSE = 30.0

# How long a stop waits for mail under way. What is not done by then is sent again when its lease has run out.
FAREWELL = 8.0

BEAT_EVERY = timedelta(seconds=5)
CLEAR_EVERY = timedelta(minutes=10)
# How exactly reminders and digests keep their time.
PLAN_EVERY = timedelta(seconds=30)


def run(app: Flask, *, stop: Event) -> None:
    """Work until `stop` is set; returns within ten seconds of that."""
    settings: Settings = app.extensions["settings"]
    pause = PAUSE_IN_DEMO if settings.environment is Environment.DEMO else PAUSE
    found = transport(settings)
    if found is None:
        log.warning("mail waits: no mail server is set", setting="REGISTRATION_SMTP_URL")
    steps = [Chores(app).do]
    if found is not None:
        # One of them never takes mail to many: whatever its recipients' servers do, a confirmation goes out.
        steps += [lambda: send_next(app, found, urgent=True)]
        steps += [lambda: send_next(app, found)] * (SENDERS - 1)
    threads = [Thread(target=_keep_at_it, args=(step, stop, pause), daemon=True) for step in steps]
    for thread in threads:
        thread.start()
    stop.wait()
    deadline = monotonic() + FAREWELL
    for thread in threads:
        thread.join(max(0.0, deadline - monotonic()))


def run_once(app: Flask) -> int:
    """Do all that is due now, one after the other, and return how many messages were tried."""
    settings: Settings = app.extensions["settings"]
    found = transport(settings)
    Chores(app).do()
    tried = 0
    while found is not None and send_next(app, found):
        tried += 1
    return tried


def transport(settings: Settings) -> Transport | None:
    """Where mail goes: the server that is set; without one a folder, and in production nowhere: it waits."""
    if settings.smtp_url:
        return SmtpServer.from_url(settings.smtp_url)
    if settings.environment is Environment.PRODUCTION:
        return None
    return MailboxFolder.within(settings.data_dir)


class Chores:
    """Everything but mail, each at its own pace."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._beaten_at: datetime | None = None
        self._cleared_at: datetime | None = None
        self._planned_at: datetime | None = None

    def do(self) -> bool:
        """One round; whether there is more to do at once."""
        with self.app.app_context():
            at = clock.now()
            if self._beaten_at is None or at - self._beaten_at >= BEAT_EVERY:
                with transaction():
                    upkeep.beat(WORKER, at=at)
                self._beaten_at = at
            if self._cleared_at is None or at - self._cleared_at >= CLEAR_EVERY:
                with transaction():
                    upkeep.clear_away(at=at)
                with transaction():
                    retention.erase(at=at)
                self._cleared_at = at
            if self._planned_at is None or at - self._planned_at >= PLAN_EVERY:
                _plan(at)
                self._planned_at = at
            return any([_catch_up(at), _go_on_with_mailings(at), _go_on_with_guest_lists(at)])


def send_next(app: Flask, found: Transport, *, urgent: bool = False) -> bool:
    """Carry the next message that is due; False when there is none.

    Three steps, and no transaction stays open while a mail server is spoken to: claim, hand over, put down how it
    ended. If the last step fails the message is sent again: at least once, with the same Message-ID.
    """
    with app.app_context():
        at = clock.now()
        if not outbox.anything_due(at, urgent=urgent):
            return False
        with transaction():
            claimed = outbox.claim(at, urgent=urgent)
        if claimed is None:
            return False
        composed = _composed(app, claimed, at)
        if composed is not None:
            _hand_over(claimed, composed, found)
        return True


def _composed(app: Flask, claimed: Claim, at: datetime) -> Composed | None:
    settings: Settings = app.extensions["settings"]
    try:
        message = db.session.get_one(Message, claimed.message_id)
        if outbox.overtaken(message, at=at):
            with transaction():
                outbox.mark_overtaken(claimed)
            return None
        stays, reason = spooling.withheld(message, at=at)
        if stays:
            with transaction():
                outbox.mark_withheld(claimed, reason)
            return None
        return _composing(message, settings, at)
    except Exception as error:  # noqa: BLE001  (whatever is wrong with one letter, the others go out)
        log.error("letter could not be written", error=type(error).__name__, attempts=claimed.attempt)
        with transaction():
            outbox.mark_unwritable(
                claimed, f"The letter could not be written ({type(error).__name__})", at=at
            )
        return None
    finally:
        # Ends the reading: a mail server may take its time.
        db.session.rollback()


def _composing(message: Message, settings: Settings, at: datetime) -> Composed:
    """Only links for one use are stored, as hashes; all other letters are written without holding anybody up."""
    if message.letter not in letters.STORES_A_LINK:
        return letters.compose(message, settings, at=at)
    with transaction():
        return letters.compose(message, settings, at=at)


def _hand_over(claimed: Claim, composed: Composed, found: Transport) -> None:
    try:
        found.deliver(composed.email, sender=composed.sender, recipient=composed.recipient)
    except DeliveryFailure as failure:
        permanent = isinstance(failure, PermanentFailure)
        log.warning("mail was not taken", error=failure.reason, attempts=claimed.attempt)
        with transaction():
            outbox.mark_failed(claimed, failure.reason, permanent=permanent, at=clock.now())
        return
    with transaction():
        outbox.mark_sent(claimed, subject=composed.subject, text=composed.text, at=clock.now())


def _catch_up(at: datetime) -> bool:
    """Waiting lists with more people than one transaction should seat, and whatever the clock has made due."""
    due_in, failed = due.roundtables(at), None
    for roundtable_id in due_in:
        try:
            with transaction():
                due.catch_up(seats.lock(roundtable_id), at=at)
        except Exception as error:  # noqa: BLE001  (whatever is wrong with one roundtable, the others go on)
            log.error("a roundtable is behind", error=type(error).__name__, roundtable=roundtable_id)
            failed = error
    if failed is not None:
        raise failed
    return bool(due_in)


def _go_on_with_mailings(at: datetime) -> bool:
    """Letters for the next people of every mailing under way."""
    more = False
    for mailing_id in mailings.under_way():
        with transaction():
            more |= spooling.go_on(mailing_id, at=at)
    return more


def _go_on_with_guest_lists(at: datetime) -> bool:
    """Invitations for the next rows of every list under way."""
    more = False
    for list_id in lists_of_guests.under_way():
        with transaction():
            more |= guest_lists.go_on(list_id, at=at)
    return more


def _plan(at: datetime) -> None:
    """Reminders and digests whose time has come, each in a unit of its own; what fails is due again."""
    for reminder_id in reminders.due(at):
        with transaction():
            reminding.fire(reminder_id, at=at)
    for organizer_id in digests.due(at):
        with transaction():
            digesting.digest(organizer_id, at=at)


def _keep_at_it(step: Callable[[], bool], stop: Event, pause: float) -> None:
    """Again and again: at once while there is work, after a pause when there is none, ever later after an error."""
    failures = 0
    while not stop.is_set():
        try:
            busy, failures = step(), 0
        except Exception as error:  # noqa: BLE001  (a database that is away comes back)
            failures += 1
            busy = False
            log.error("the worker will try again", error=type(error).__name__, count=failures)
        if not busy:
            stop.wait(min(pause * 2**failures, LONGEST_PAUSE))

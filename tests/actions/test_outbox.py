"""Mail on its way out: leases, retries, ends."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from registration.actions import audit, mail, outbox
from registration.actions.outbox import Claim
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.rules import schedule
from registration.rules.letters import Letter
from registration.rules.refusals import NoLongerPossible
from registration.rules.statuses import Status
from registration.rules.verbs import Verb
from tests.make import Make

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LEASE_OVER = AT + schedule.LEASE


def queued(registration: Registration, letter: Letter = Letter.CONFIRMED, *, at: datetime = AT) -> Message:
    with transaction():
        mail.queue(letter, db.session.merge(registration), at=at)
    return db.session.scalars(select(Message).order_by(Message.id.desc())).first()


def claim(at: datetime = AT) -> Claim | None:
    with transaction():
        return outbox.claim(at)


def failed(claimed: Claim, *, permanent: bool = False, at: datetime = AT) -> None:
    with transaction():
        outbox.mark_failed(claimed, "450 later", permanent=permanent, at=at)


def sent(claimed: Claim, at: datetime = AT) -> None:
    with transaction():
        outbox.mark_sent(claimed, subject="Subject", text="Text", at=at)


def test_a_message_is_carried_by_one_carrier(make: Make) -> None:
    message = queued(make.registration())
    assert claim() == Claim(message.id, 1)
    assert claim() is None
    db.session.refresh(message)
    assert (message.delivery, message.leased_until) == (Delivery.SENDING, LEASE_OVER)


def test_nothing_is_due_before_its_time(make: Make) -> None:
    queued(make.registration(), at=AT)
    assert not outbox.anything_due(AT - timedelta(seconds=1))
    assert claim(AT - timedelta(seconds=1)) is None
    assert outbox.anything_due(AT)


def test_what_was_due_first_goes_first(make: Make) -> None:
    late = queued(make.registration(), at=AT)
    early = queued(make.registration(), at=AT - timedelta(minutes=1))
    assert [claim().message_id, claim().message_id] == [early.id, late.id]


def test_a_message_whose_carrier_did_not_come_back_is_carried_again(make: Make) -> None:
    message = queued(make.registration())
    claim()
    assert claim(LEASE_OVER - timedelta(seconds=1)) is None
    assert claim(LEASE_OVER) == Claim(message.id, 2)


def test_a_carrier_that_comes_back_late_with_success_is_believed(make: Make) -> None:
    message = queued(make.registration())
    first, second = claim(), claim(LEASE_OVER)
    sent(first)
    failed(second, at=LEASE_OVER)
    db.session.refresh(message)
    assert message.delivery is Delivery.SENT


def test_a_carrier_that_comes_back_late_with_failure_is_not(make: Make) -> None:
    message = queued(make.registration())
    first, second = claim(), claim(LEASE_OVER)
    failed(first, permanent=True)
    db.session.refresh(message)
    assert message.delivery is Delivery.SENDING
    sent(second)
    db.session.refresh(message)
    assert message.delivery is Delivery.SENT


def test_a_sent_message_keeps_what_was_sent_and_goes_nowhere_again(make: Make) -> None:
    message = queued(make.registration())
    sent(claim())
    db.session.refresh(message)
    assert (message.delivery, message.sent_at, message.sent_subject, message.sent_text) == (
        Delivery.SENT,
        AT,
        "Subject",
        "Text",
    )
    assert claim(AT + timedelta(days=30)) is None


def test_tries_grow_further_apart_and_end(make: Make) -> None:
    message, at, waits = queued(make.registration()), AT, []
    while claimed := claim(at):
        failed(claimed, at=at)
        db.session.refresh(message)
        if message.delivery is Delivery.QUEUED:
            waits.append(int((message.due_at - at).total_seconds() // 60))
            at = message.due_at
    assert tuple(waits) == schedule.RETRIES
    assert message.delivery is Delivery.FAILED
    assert message.last_error == "450 later"


def test_a_refusal_for_good_is_not_tried_again(make: Make) -> None:
    message = queued(make.registration())
    failed(claim(), permanent=True)
    db.session.refresh(message)
    assert message.delivery is Delivery.BOUNCED
    assert claim(AT + timedelta(days=30)) is None


def test_a_letter_that_cannot_be_written_is_given_up_soon(make: Make) -> None:
    message, at, tries = queued(make.registration()), AT, 0
    while claimed := claim(at):
        tries += 1
        with transaction():
            outbox.mark_unwritable(claimed, "UndefinedError", at=at)
        db.session.refresh(message)
        at = max(at, message.due_at)
    assert tries == outbox.ATTEMPTS_TO_WRITE
    assert message.delivery is Delivery.FAILED


def test_a_letter_that_cannot_be_written_stands_in_nobodys_way(make: Make) -> None:
    queued(make.registration(), at=AT - timedelta(seconds=1))
    other = queued(make.registration())
    with transaction():
        outbox.mark_unwritable(outbox.claim(AT), "UndefinedError", at=AT)
    assert claim().message_id == other.id


def test_two_letters_about_one_registration_do_not_overtake_each_other(make: Make) -> None:
    registration = make.registration()
    first = queued(registration)
    queued(registration, Letter.CHANGED)
    claimed = claim()
    assert claimed.message_id == first.id
    assert claim() is None
    sent(claimed)
    assert claim() is not None


@pytest.mark.parametrize(
    ("letter", "later", "expected"),
    [
        (Letter.CONFIRMED, Letter.WITHDRAWN, True),
        (Letter.WAITLISTED, Letter.PROMOTED, True),
        (Letter.CHANGED, Letter.ROUNDTABLE_CANCELLED, True),
        (Letter.CONFIRMED, Letter.CHANGED, False),
        (Letter.CONFIRM_ADDRESS, Letter.PENDING, True),
        (Letter.PENDING, Letter.DECLINED, True),
        (Letter.INQUIRY, Letter.CONFIRMED, True),
        (Letter.OFFERED, Letter.OFFER_LAPSED, True),
        (Letter.CONFIRM_ADDRESS, Letter.ADDRESS_LAPSED, True),
        (Letter.PENDING, Letter.INQUIRY, False),
        (Letter.WITHDRAWN, None, False),
    ],
)
def test_a_delayed_letter_is_overtaken_by_a_later_status(
    make: Make, letter: Letter, later: Letter | None, expected: bool
) -> None:
    registration = make.registration()
    message = queued(registration, letter)
    if later:
        queued(registration, later, at=AT + timedelta(hours=1))
    assert not outbox.overtaken(message, at=AT)
    failed(claim())
    claim(AT + timedelta(minutes=1))
    db.session.refresh(message)
    assert outbox.overtaken(message, at=AT) is expected


def test_an_organizer_sends_a_letter_again_under_the_same_message_id(make: Make) -> None:
    message, organizer = queued(make.registration()), make.organizer()
    identity = message.message_id
    sent(claim())
    with transaction():
        outbox.resend(db.session.get_one(Message, message.id), by=audit.organizer(organizer.id), at=AT)
    assert claim() == Claim(message.id, 1)
    assert db.session.get_one(Message, message.id).message_id == identity
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.MAIL_RESENT)).one()
    assert (entry.organizer_id, entry.details) == (organizer.id, {"letter": "confirmed"})


def test_a_letter_being_sent_cannot_be_sent_again(make: Make) -> None:
    message = queued(make.registration())
    claim()
    with pytest.raises(NoLongerPossible), transaction():
        outbox.resend(db.session.get_one(Message, message.id), by=audit.SYSTEM, at=AT)


def test_what_has_not_come_to_an_end_is_counted(make: Make) -> None:
    for _ in range(3):
        queued(make.registration())
    sent(claim())
    claim()
    assert outbox.waiting_count() == 2


def test_there_is_one_message_per_version(make: Make) -> None:
    registration = make.registration(status=Status.CONFIRMED)
    queued(registration)
    queued(registration)
    versions = db.session.execute(
        select(Message.version, func.count()).group_by(Message.version).order_by(Message.version)
    ).all()
    assert [tuple(row) for row in versions] == [(1, 1), (2, 1)]

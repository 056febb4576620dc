"""Organizers decide about those who await it: approve, decline, or ask first."""

from datetime import datetime

from sqlalchemy import select

from registration.actions import arrivals, audit, mail, replies, seats, substitutions, waiting_list
from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.registrations import Registration
from registration.rules import admission
from registration.rules.letters import Letter
from registration.rules.refusals import NoLongerPossible, NoSeatNow
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def approve(
    room: seats.Room, registration: Registration, *, may_wait: bool, by: audit.By, at: datetime
) -> Status:
    """Confirmed, or on the waiting list where there is no seat at this moment; returns which.

    Raises NoLongerPossible for one who does not await approval, NoSeatNow if waiting was not meant.
    """
    _check_takes_decisions(room, at)
    if registration.status is not Status.PENDING:
        raise NoLongerPossible
    predecessor = registration.predecessor if seats.replaces(registration) else None
    fits, decision = arrivals.look(room, registration)
    # A person who is named instead of another takes that seat or none: the other keeps it, or sits there already.
    if not fits and (not may_wait or predecessor is not None):
        raise NoSeatNow
    if predecessor is not None and predecessor.checked_in_at:
        raise NoSeatNow
    outcome = admission.on_approval(fits=fits)
    arrivals.settle(room, registration, outcome, decision | {"approved": True}, at=at)
    if predecessor is not None and outcome.holds_seat:
        substitutions.give_way(predecessor, by=by, at=at)
    replies.approved(room, registration, at=at)
    mail.queue(arrivals.LETTERS[outcome.status], registration, at=at, approved=True)
    audit.record_on(registration, Verb.APPROVED, by=by, at=at, status=outcome.status)
    waiting_list.go_on(room, at=at)
    return outcome.status


def decline(
    room: seats.Room, registration: Registration, reason: str, *, shown: bool, by: audit.By, at: datetime
) -> None:
    """Say no, with a reason that the person reads if it is meant to be `shown`. Raises NoLongerPossible."""
    _check_takes_decisions(room, at)
    was_confirmed = registration.status is Status.CONFIRMED
    registration.move_to(Status.DECLINED, at=at)
    registration.offer_expires_at = None
    freed = seats.free(room, registration)
    registration.reason, registration.reason_shown = reason, shown
    mail.queue(Letter.DECLINED, registration, at=at, was_confirmed=was_confirmed)
    audit.record_on(registration, Verb.DECLINED, by=by, at=at)
    db.session.flush()
    if freed:
        waiting_list.promote(room, at=at)


def ask(registration: Registration, question: str, *, by: audit.By, at: datetime) -> Inquiry:
    """Ask the person for more before deciding. Raises NoLongerPossible for one who does not await approval."""
    if registration.status is not Status.PENDING:
        raise NoLongerPossible
    inquiry = Inquiry(registration=registration, question=question, asked_at=at)
    db.session.add(inquiry)
    db.session.flush()
    mail.queue(Letter.INQUIRY, registration, at=at, inquiry=inquiry.id)
    audit.record_on(registration, Verb.INFORMATION_ASKED, by=by, at=at)
    return inquiry


def answer(registration: Registration, text: str, *, at: datetime) -> None:
    """The person's answer to the question that is open. Raises NoLongerPossible when there is none any more."""
    inquiry = open_inquiry(registration)
    if inquiry is None or registration.status is not Status.PENDING:
        raise NoLongerPossible
    inquiry.answer, inquiry.answered_at = text, at
    registration.updated_at = at
    audit.record_on(registration, Verb.INFORMATION_GIVEN, by=audit.PERSON, at=at)


def open_inquiry(registration: Registration) -> Inquiry | None:
    """The latest question without an answer."""
    return db.session.scalar(
        select(Inquiry)
        .where(Inquiry.registration_id == registration.id, Inquiry.answered_at.is_(None))
        .order_by(Inquiry.id.desc())
        .limit(1)
    )


def _check_takes_decisions(room: seats.Room, at: datetime) -> None:
    if not room.roundtable.takes_entries(at):
        raise NoLongerPossible

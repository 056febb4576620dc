"""Put a letter in the outbox, in the transaction that makes it true. It is worded when it is sent."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from registration.extensions import db
from registration.links import host_name
from registration.models.focal_points import FocalPoint
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import letters, names
from registration.rules.letters import Calendar, Letter
from registration.rules.statuses import Status


def queue(
    letter: Letter, registration: Registration, *, at: datetime, was_confirmed: bool = False, **facts: Any
) -> None:
    """One letter to the person, and its twin to whoever registered them. Facts never hold a link or a token."""
    registration.mail_version += 1
    confirmed = registration.status is Status.CONFIRMED
    part = letters.calendar_part(letter, confirmed=confirmed, was_confirmed=was_confirmed)
    if part is not Calendar.NONE:
        registration.calendar_sequence += 1
    for recipient, name in recipients(registration):
        subject = f"registration:{registration.public_id}"
        db.session.add(
            Message(
                subject=subject,
                letter=letter,
                version=registration.mail_version,
                recipient=recipient,
                recipient_name=name,
                language=registration.language,
                facts=facts,
                calendar=part,
                calendar_sequence=registration.calendar_sequence,
                due_at=at,
                created_at=at,
                message_id=message_id(subject, letter, registration.mail_version, recipient),
                roundtable_id=registration.roundtable_id,
                # As an object: a registration may be stored in the same step as its letters.
                registration=registration,
            )
        )


def queue_invitation(letter: Letter, invitation: Invitation, *, at: datetime, **facts: Any) -> None:
    """One letter to the invitee."""
    message = _to_one(letter, invitation, f"invitation:{invitation.public_id}", at=at)
    message.recipient_name, message.facts = invitation.full_name, facts
    message.invitation = invitation


def queue_focal_point(letter: Letter, focal_point: FocalPoint, *, at: datetime, **facts: Any) -> None:
    """One letter to whoever looks after a delegation."""
    message = _to_one(letter, focal_point, f"focal_point:{focal_point.public_id}", at=at)
    message.recipient_name, message.facts = focal_point.name, {"focal_point": focal_point.id, **facts}


def _to_one(letter: Letter, to: Invitation | FocalPoint, subject: str, *, at: datetime) -> Message:
    to.mail_version += 1
    message = Message(
        subject=subject,
        letter=letter,
        version=to.mail_version,
        recipient=to.email,
        language=to.language,
        due_at=at,
        created_at=at,
        message_id=message_id(subject, letter, to.mail_version, to.email),
        roundtable_id=to.roundtable_id,
    )
    db.session.add(message)
    return message


def queue_passed_on(registration: Registration, attempt: Registration, *, at: datetime) -> None:
    """A letter to whoever is named by a second attempt only: neither status nor answers of the first are theirs."""
    known = {names.email_key(address) for address, _name in recipients(registration)}
    for address, name in recipients(attempt):
        if names.email_key(address) not in known:
            registration.mail_version += 1
            queue_to_address(
                Letter.PASSED_ON,
                address,
                name=name,
                language=attempt.language,
                version=registration.mail_version,
                at=at,
                registration=registration,
                reference=attempt.reference,
            )


def queue_to_address(
    letter: Letter,
    address: str,
    *,
    language: str,
    version: int,
    at: datetime,
    name: str = "",
    registration: Registration | None = None,
    subject: str = "",
    **facts: Any,
) -> None:
    """A letter to an address as such, whether or not anybody is registered with it."""
    if not subject:
        subject = f"registration:{registration.public_id}" if registration else subject_of_address(address)
    db.session.add(
        Message(
            subject=subject,
            letter=letter,
            version=version,
            recipient=address,
            recipient_name=name,
            language=language,
            facts=facts,
            due_at=at,
            created_at=at,
            message_id=message_id(subject, letter, version, address),
            registration_id=registration.id if registration else None,
            roundtable_id=registration.roundtable_id if registration else None,
        )
    )


def queue_to_organizer(
    letter: Letter,
    organizer: Organizer,
    *,
    version: int | None = None,
    at: datetime,
    roundtable: Roundtable | None = None,
    **facts: Any,
) -> None:
    """A letter to somebody who organizes; without a version it is one more of its kind."""
    subject = f"organizer:{organizer.id}"
    if version is None:
        version = 1 + (
            db.session.scalar(
                select(func.max(Message.version)).where(Message.subject == subject, Message.letter == letter)
            )
            or 0
        )
    db.session.add(
        Message(
            subject=subject,
            letter=letter,
            version=version,
            recipient=organizer.email,
            recipient_name=organizer.name,
            language=organizer.language,
            facts=facts,
            due_at=at,
            created_at=at,
            organizer_id=organizer.id,
            roundtable=roundtable,
            message_id=message_id(subject, letter, version, organizer.email),
        )
    )


def recipients(registration: Registration) -> list[tuple[str, str]]:
    """(address, name) of the person, and of whoever filled in the form if that is another address."""
    own = registration.email, registration.full_name
    return with_registrant(own, (registration.registrant_email, registration.registrant_name))


def with_registrant(own: tuple[str, str], registrant: tuple[str, str]) -> list[tuple[str, str]]:
    """The same for addresses and names alone."""
    other = registrant[0]
    return [own, registrant] if other and names.email_key(other) != names.email_key(own[0]) else [own]


def message_id(subject: str, letter: Letter, version: int, recipient: str) -> str:
    """The same for every attempt, so that a mail program shows a repeated delivery once (RFC 5322 §3.6.4)."""
    seed = "\0".join((subject, letter, str(version), names.email_key(recipient)))
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:32]}@{host_name()}>"


def subject_of_address(address: str) -> str:
    """What a letter is about that goes to an address as such; the address itself cannot be read from it."""
    return "address:" + hashlib.sha256(names.email_key(address).encode()).hexdigest()[:40]

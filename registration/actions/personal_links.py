"""Somebody asks for a lost personal link: the letter is written alike whether or not the address is known."""

from datetime import datetime

from sqlalchemy import func, select

from registration.actions import audit, mail
from registration.extensions import db
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.verbs import Verb


def ask(address: str, *, language: str, at: datetime) -> None:
    """Queue the letter and put the request, not the address, on record."""
    send(address, language=language, at=at)
    audit.record(Verb.LINK_REQUESTED, by=audit.PERSON, at=at)


def send(address: str, *, language: str, at: datetime) -> None:
    """Queue the letter that lists the personal links of an address, found when it is sent."""
    earlier = db.session.scalar(
        select(func.max(Message.version)).where(
            Message.subject == mail.subject_of_address(address), Message.letter == Letter.LINKS
        )
    )
    mail.queue_to_address(Letter.LINKS, address, language=language, version=(earlier or 0) + 1, at=at)

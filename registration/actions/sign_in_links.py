"""Send an organizer a link that signs in without a password."""

from datetime import datetime

from sqlalchemy import func, select

from registration.actions import audit, mail, organizers
from registration.extensions import db
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.verbs import Verb


def ask(address: str, *, at: datetime) -> None:
    """Queue the letter if an active account has this address; whoever asks is not told. The link is made on sending."""
    # Known or not, something is written: waiting for the disk would tell the one from the other.
    audit.record(Verb.LINK_REQUESTED, by=audit.PERSON, at=at)
    organizer = organizers.of_address(address)
    if organizer is None or not organizer.active:
        return
    sent_so_far = db.session.scalar(
        select(func.max(Message.version)).where(
            Message.organizer_id == organizer.id, Message.letter == Letter.SIGN_IN
        )
    )
    mail.queue_to_organizer(Letter.SIGN_IN, organizer, version=(sent_so_far or 0) + 1, at=at)

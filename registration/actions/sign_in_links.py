"""Send an organizer a link that signs in without a password."""

from datetime import datetime

from registration.actions import audit, mail, organizers
from registration.rules.letters import Letter
from registration.rules.verbs import Verb


def ask(address: str, *, at: datetime) -> None:
    """Queue the letter if an active account has this address; whoever asks is not told. The link is made on sending."""
    # Known or not, something is written: waiting for the disk would tell the one from the other.
    audit.record(Verb.LINK_REQUESTED, by=audit.PERSON, at=at)
    organizer = organizers.of_address(address)
    if organizer is None or not organizer.active:
        return
    mail.queue_to_organizer(Letter.SIGN_IN, organizer, at=at)

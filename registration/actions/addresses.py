"""A person's new e-mail address counts once somebody reads the mail sent there; the old one is told."""

import hmac
from datetime import datetime

from registration import links
from registration.actions import audit, mail, people, personal_links, seats
from registration.models.registrations import Registration
from registration.queries import registrations
from registration.rules import names
from registration.rules.letters import Letter
from registration.rules.refusals import LinkExpired
from registration.rules.verbs import Verb


def propose(registration: Registration, address: str, *, at: datetime) -> None:
    """Remember the address and ask there. The page says the same whoever else uses that address."""
    registration.pending_email = address
    registration.mail_version += 1
    mail.queue_to_address(
        Letter.ADDRESS_CHECK,
        address,
        language=registration.language,
        version=registration.mail_version,
        at=at,
        registration=registration,
    )


def confirm(room: seats.Room, registration: Registration, token: str, *, at: datetime) -> None:
    """Make the pending address the person's own. Raises LinkExpired for a link that is not (any more) the right one."""
    pending = registration.pending_email
    expected = (
        links.address_token(registration.public_id, registration.link_version, pending) if pending else ""
    )
    if not pending or not hmac.compare_digest(expected.encode(), token.encode()):
        raise LinkExpired
    if not registration.is_live or room.roundtable.is_over(at):
        raise LinkExpired
    registration.pending_email = ""
    if registrations.of_same_person(registration, names.email_key(pending)) is not None:
        # The same person twice: whoever reads this mailbox learns it from the letter, nobody else.
        personal_links.send(pending, language=registration.language, at=at)
        return
    former = registration.email
    people.fill(registration, {"email": pending})
    registration.updated_at = at
    leave(registration, former, at=at)
    mail.queue(Letter.CHANGED, registration, at=at, changed=["email"])
    audit.record(
        Verb.EDITED,
        by=audit.PERSON,
        at=at,
        roundtable_id=room.roundtable.id,
        registration_id=registration.id,
        fields=["email"],
    )


def leave(registration: Registration, former: str, *, at: datetime) -> None:
    """Tell the former address, and make the links sent there worthless."""
    registration.link_version += 1
    registration.mail_version += 1
    mail.queue_to_address(
        Letter.ADDRESS_LEFT,
        former,
        language=registration.language,
        version=registration.mail_version,
        at=at,
        registration=registration,
    )

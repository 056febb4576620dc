"""An e-mail address counts once mail sent there is read: the first one, and a new one. The old one is told."""

import hmac
from datetime import datetime

from registration import links
from registration.actions import arrivals, audit, mail, people, personal_links, seats
from registration.models.registrations import Registration
from registration.queries import registrations
from registration.rules import names
from registration.rules.letters import Letter
from registration.rules.refusals import LinkExpired
from registration.rules.statuses import Status
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
    """Let the registration count, or make the pending address the person's own: whichever the link was sent for.

    Raises LinkExpired for a link that is not (any more) the right one.
    """
    if not registration.is_live or room.roundtable.is_over(at):
        raise LinkExpired
    if _shows(registration, registration.email, token):
        # The second click of a double click is no mistake.
        if registration.status is Status.UNVERIFIED:
            arrivals.confirm_address(room, registration, at=at)
    elif registration.pending_email and _shows(registration, registration.pending_email, token):
        _move(room, registration, at=at)
    else:
        raise LinkExpired


def _shows(registration: Registration, address: str, token: str) -> bool:
    """Whether the token was sent to this address, and with the links that are valid now."""
    expected = links.address_token(registration.public_id, registration.link_version, address)
    return hmac.compare_digest(expected.encode(), token.encode())


def _move(room: seats.Room, registration: Registration, *, at: datetime) -> None:
    pending = registration.pending_email
    registration.pending_email = ""
    if registrations.of_same_person(registration, names.email_key(pending)) is not None:
        # The same person twice: whoever reads this mailbox learns it from the letter, nobody else.
        personal_links.send(pending, language=registration.language, at=at)
        return
    former = registration.email
    people.fill(registration, {"email": pending})
    registration.updated_at = at
    leave(registration, former, at=at)
    registration.version += 1
    corrected = [("email", former, registration.email)]
    mail.queue(Letter.CHANGED, registration, at=at, changed=["email"], corrected=corrected)
    audit.record(
        Verb.EDITED,
        by=audit.PERSON,
        at=at,
        roundtable_id=registration.roundtable_id,
        registration_id=registration.id,
        fields=["email"],
    )
    if registration.status is Status.UNVERIFIED:
        arrivals.confirm_address(room, registration, at=at)


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

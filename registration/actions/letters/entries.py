"""The letter that lists every registration of its reader."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from registration.actions.letters import harmless, meetings
from registration.actions.letters.links import PersonalLinks
from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import names, schedule, statuses
from registration.rules.statuses import Status
from registration.words.statuses import STATUSES


@dataclass(frozen=True)
class Entry:
    """One registration in the letter that lists them."""

    title: str
    when: str
    name: str
    reference: str
    status: str
    link: str
    # The link shows that the address is read. Whoever registered somebody else has none until that is done.
    unverified: bool


def entries(message: Message, links: PersonalLinks, *, at: datetime) -> list[Entry]:
    return [_entry(found, message, links) for found in _registrations(message, at=at)]


def own_link(registration: Registration, message: Message, links: PersonalLinks) -> str:
    """What brings the reader further: the check of the address comes before everything else."""
    if registration.status is not Status.UNVERIFIED:
        return links.manage(registration)
    # Only whoever reads mail at the participant's own address shows that it is read.
    own = names.email_key(message.recipient) == registration.email_key
    return links.check_address(registration, registration.email) if own else ""


def _registrations(message: Message, *, at: datetime) -> list[Registration]:
    """Live registrations of the reader, own or made for others, until a while after the meeting."""
    key = names.email_key(message.recipient)
    found = db.session.scalars(
        select(Registration)
        .join(Registration.roundtable)
        .where(
            Registration.status.in_(statuses.LIVE),
            or_(Registration.email_key == key, Registration.registrant_key == key),
            or_(Roundtable.ends_at.is_(None), Roundtable.ends_at > at - schedule.PERSONAL_LINK_AFTER_MEETING),
        )
        .order_by(Roundtable.starts_at, Registration.id)
    )
    return list(found)


def _entry(registration: Registration, message: Message, links: PersonalLinks) -> Entry:
    found = meetings.meeting(registration.roundtable, message.language, mode=registration.mode)
    return Entry(
        title=found.title,
        when=found.when,
        name=harmless.name(registration.full_name),
        reference=registration.reference,
        status=str(STATUSES[registration.status]),
        link=own_link(registration, message, links),
        unverified=registration.status is Status.UNVERIFIED,
    )

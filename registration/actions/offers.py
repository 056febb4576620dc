"""A freed seat is offered for a while, held meanwhile, and taken or passed on."""

from datetime import datetime

from registration.actions import audit, mail, seats
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import offers
from registration.rules.letters import Letter
from registration.rules.refusals import NoLongerPossible, OfferLapsed
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def deadline(roundtable: Roundtable, *, at: datetime) -> datetime | None:
    """Until when a seat that becomes free now is offered; None where it is confirmed at once."""
    if roundtable.offer_hours is None:
        return None
    return offers.deadline(
        at,
        hours=roundtable.offer_hours,
        zone=roundtable.zone,
        starts_at=roundtable.starts_at,
        closes_at=roundtable.closes_at,
    )


def make(registration: Registration, *, ends_at: datetime, at: datetime) -> None:
    """Offer a seat that is held for this person already."""
    registration.move_to(Status.OFFERED, at=at)
    registration.offer_expires_at = ends_at
    registration.decision = seats.decision(None) | {"from": "waiting_list"}
    mail.queue(Letter.OFFERED, registration, at=at, ends_at=ends_at.isoformat())
    audit.record_on(registration, Verb.OFFERED, by=audit.SYSTEM, at=at, ends_at=ends_at.isoformat())


def accept(registration: Registration, *, at: datetime) -> None:
    """Take the seat, under the lock. Raises OfferLapsed past the deadline, NoLongerPossible where there is no offer.

    To do without it is to withdraw: `actions/registrations.py`.
    """
    if registration.status is not Status.OFFERED:
        raise OfferLapsed if has_lapsed(registration) else NoLongerPossible
    if is_over(registration, at):
        raise OfferLapsed
    registration.move_to(Status.CONFIRMED, at=at)
    registration.offer_expires_at = None
    mail.queue(Letter.CONFIRMED, registration, at=at)
    audit.record_on(registration, Verb.OFFER_ACCEPTED, by=audit.PERSON, at=at)


def lapse(room: seats.Room, registration: Registration, *, at: datetime) -> None:
    """Nobody answered in time: the seat is free again, and the person is off the list."""
    registration.move_to(Status.WITHDRAWN, at=at)
    seats.free(room, registration)
    registration.decision = {"because": "offer_lapsed"}
    mail.queue(Letter.OFFER_LAPSED, registration, at=at)
    audit.record_on(registration, Verb.OFFER_LAPSED, by=audit.SYSTEM, at=at)


def is_over(registration: Registration, at: datetime) -> bool:
    return registration.offer_expires_at is not None and registration.offer_expires_at <= at


def has_lapsed(registration: Registration) -> bool:
    """Whether this is how it ended."""
    return (registration.decision or {}).get("because") == "offer_lapsed"

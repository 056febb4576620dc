"""Where one's own registration stands, in words of its own: what is so, why, and until when something is to be done."""

from dataclasses import dataclass
from datetime import datetime

from registration.actions import arrivals, offers, substitutions
from registration.models.registrations import Registration
from registration.queries import rooms
from registration.queries import waiting as line
from registration.queries.registrations import of_same_person
from registration.rules import schedule
from registration.rules.statuses import Status
from registration.rules.substitutions import REPLACEABLE, Substitution
from registration.words import meetings, waiting


@dataclass(frozen=True)
class Standing:
    """`name` is the status, or how it came to an end; `deadline` is when an offer or the check of an address ends."""

    name: str
    why: str = ""
    place: int | None = None
    deadline: datetime | None = None
    until: str = ""


def standing(found: Registration, now: datetime, language: str) -> Standing:
    match found.status:
        case Status.WAITLISTED:
            place = line.place(found) if found.roundtable.place_shown else None
            return Standing(
                found.status, why=waiting.why(rooms.Room(found.roundtable).refusal(found.party)), place=place
            )
        case Status.OFFERED if offers.is_over(found, now):
            return Standing("offer_lapsed")
        case Status.OFFERED:
            return _until(found, found.offer_expires_at, language)
        case Status.UNVERIFIED if arrivals.address_is_overdue(found, now):
            return Standing("address_not_confirmed")
        case Status.UNVERIFIED:
            return _until(found, found.created_at + schedule.ADDRESS_CHECK_LIFE, language)
        case Status.WITHDRAWN if found.decision and "because" in found.decision:
            return Standing(str(found.decision["because"]))
        case _:
            return Standing(found.status)


@dataclass(frozen=True)
class Successor:
    """Whoever was named to come instead, and whether the place can be taken back."""

    name: str
    decided: bool
    can_be_undone: bool


def successor(found: Registration, now: datetime) -> Successor | None:
    """Whoever has the place now, or may have it once organizers have decided."""
    named = substitutions.successor_of(found)
    passed_on = found.status is Status.SUBSTITUTED
    if named is None or not (named.is_live and (passed_on or named.status is Status.PENDING)):
        return None
    undo = (
        passed_on
        and not named.checked_in_at
        and found.roundtable.takes_entries(now)
        and of_same_person(found, found.email_key) is None
    )
    return Successor(named.full_name, passed_on, undo)


def can_substitute(found: Registration, now: datetime) -> bool:
    """Whether the person may name somebody else now."""
    terms = found.roundtable.substitution_terms(found.stakeholder_type_id)
    return (
        found.status in REPLACEABLE
        and not found.checked_in_at
        and found.roundtable.takes_entries(now)
        and terms.at(now) is not Substitution.NEVER
        and successor(found, now) is None
    )


def _until(found: Registration, deadline: datetime | None, language: str) -> Standing:
    words = meetings.when(deadline, None, found.roundtable.zone, language)
    return Standing(found.status, deadline=deadline, until=words)

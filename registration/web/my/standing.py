"""Where one's own registration stands, in words of its own: what is so, why, and until when something is to be done."""

from dataclasses import dataclass
from datetime import datetime

from registration.actions import arrivals, offers
from registration.models.registrations import Registration
from registration.queries import rooms
from registration.queries import waiting as line
from registration.rules import schedule
from registration.rules.statuses import Status
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


def _until(found: Registration, deadline: datetime | None, language: str) -> Standing:
    words = meetings.when(deadline, None, found.roundtable.zone, language)
    return Standing(found.status, deadline=deadline, until=words)

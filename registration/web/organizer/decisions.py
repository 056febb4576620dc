"""Where somebody stands and why, in sentences: as things are now, and as they were when it was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.actions import arrivals
from registration.models.registrations import Registration
from registration.queries import rooms, waiting
from registration.rules.statuses import Status
from registration.web.organizer.groups import Groups

Decision = Mapping[str, Any]


@dataclass(frozen=True)
class Prospect:
    """What a yes would come to at this moment. `over`: a limit stands against it."""

    fits: bool
    over: bool
    sentence: str


def why(registration: Registration, groups: Groups) -> str:
    """In the numbers of this moment for those who wait or await a decision, else as it was decided."""
    match registration.status:
        case Status.WAITLISTED:
            return _joined(*_waiting(registration, groups))
        case Status.PENDING if registration.holds_seat:
            return _("A seat is held until you decide.")
        case Status.PENDING:
            return prospect(registration, groups).sentence
        case Status.UNVERIFIED if registration.holds_seat:
            return _("A seat is held until the address is confirmed.")
        case Status.UNVERIFIED:
            return _("It counts once the address is confirmed. No seat is held meanwhile.")
        case Status.OFFERED:
            return _("A seat is held until the offer is answered or ends.")
        case _:
            return kept(registration, groups)


def prospect(registration: Registration, groups: Groups) -> Prospect:
    """Whether there would be a seat at this moment."""
    fits, decision = arrivals.look(rooms.Room(registration.roundtable), registration)
    if registration.holds_seat:
        sentence = _("A seat is held for this person already.")
    elif fits:
        sentence = _("There would be a seat at this moment.")
    else:
        sentence = no_seat(registration, decision, groups)
    return Prospect(fits, "kind" in decision, sentence)


def no_seat(registration: Registration, decision: Decision, groups: Groups) -> str:
    """Why there is none now."""
    if "kind" not in decision:
        return others_first()
    people = 1 + registration.accompanying
    return _joined(
        ngettext(
            "There is no seat at this moment.",
            "There are no seats for %(num)s people at this moment.",
            people,
        ),
        groups.limit(decision),
    )


def others_first() -> str:
    return _("A seat is free, but others wait for it already.")


def kept(registration: Registration, groups: Groups) -> str:
    """The rule and its numbers when it was decided. Empty when the status needs no reason."""
    decision = registration.decision or {}
    match registration.status:
        case Status.CONFIRMED if decision.get("over_limit"):
            return _joined(_("Confirmed over the limit on purpose."), groups.limit(decision))
        case Status.CONFIRMED if decision.get("from") == "waiting_list":
            return _("A seat became free, and this person was the first in line whom it fits.")
        case Status.CONFIRMED if decision.get("seated"):
            return _("There was a seat when this was decided.")
        case Status.WAITLISTED if "kind" in decision:
            return _joined(_("There was no seat."), groups.limit(decision))
        case Status.WAITLISTED if decision:
            return _("Others were waiting for the same seats already.")
        case Status.WITHDRAWN if decision.get("because") == "offer_lapsed":
            return _("The offered seat was not taken in time.")
        case Status.WITHDRAWN if decision.get("because") == "address_not_confirmed":
            return _("The address was not confirmed within a day.")
        case _:
            return ""


def _waiting(registration: Registration, groups: Groups) -> list[str]:
    _fits, decision = arrivals.look(rooms.Room(registration.roundtable), registration)
    if "kind" in decision:
        people = 1 + registration.accompanying
        reason = ngettext(
            "Waiting because there is no seat.",
            "Waiting because there are no seats for %(num)s people.",
            people,
        )
    else:
        reason = _("A seat is free: it goes to the first in line whom it fits.")
    place = _("Number %(place)s in line.", place=waiting.place(registration)) if groups.numbers else ""
    first = _("Put before the others by an organizer.") if registration.priority else ""
    return [reason, groups.limit(decision), place, first]


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)

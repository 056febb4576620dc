"""Why somebody has a seat or waits, in a sentence, from what was kept when it was decided."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.i18n import localized
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.rules.seats import Kind
from registration.rules.statuses import Status


def sentence(registration: Registration, types: dict[str, StakeholderType], language: str) -> str:
    """Empty when the status needs no reason."""
    decision = registration.decision or {}
    if registration.status is Status.CONFIRMED:
        if decision.get("from") == "waiting_list":
            return _("A seat became free, and this person was the first in line whom it fits.")
        return _("There was a seat when this registration arrived.") if decision.get("seated") else ""
    if registration.status is not Status.WAITLISTED or not decision:
        return ""
    if "kind" not in decision:
        return _("Others were waiting for the same seats already.")
    if decision.get("because_of_floors"):
        return ngettext(
            "%(taken)s of %(cap)s seats were taken; %(num)s is kept for a group that is not yet represented.",
            "%(taken)s of %(cap)s seats were taken; %(num)s are kept for groups that are not yet represented.",
            decision["because_of_floors"],
            taken=decision["taken"],
            cap=decision["cap"],
        )
    return _limit(decision, types, language)


def _limit(decision: dict[str, Any], types: dict[str, StakeholderType], language: str) -> str:
    cap, key = decision["cap"], str(decision["key"])
    match decision["kind"]:
        case Kind.STAKEHOLDER_TYPE:
            return ngettext(
                "The only seat for this group was taken: %(type)s.",
                "All %(num)s seats for this group were taken: %(type)s.",
                cap,
                type=localized(types[key].names, language) if key in types else key,
            )
        case Kind.MODE if key == "online":
            return ngettext("The only seat online was taken.", "All %(num)s seats online were taken.", cap)
        case Kind.MODE:
            return ngettext(
                "The only seat in the room was taken.", "All %(num)s seats in the room were taken.", cap
            )
        case Kind.DELEGATION:
            return ngettext(
                "The only seat of this delegation was taken.",
                "All %(num)s seats of this delegation were taken.",
                cap,
            )
        case Kind.HOST:
            return ngettext(
                "The only seat of the inviting organization was taken.",
                "All %(num)s seats of the inviting organization were taken.",
                cap,
            )
        case _:
            return ngettext("The only seat was taken.", "All %(num)s seats were taken.", cap)

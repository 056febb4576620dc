"""Why somebody has a seat or waits, in a sentence, from what was kept when it was decided."""

from flask_babel import gettext as _

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
        return _(
            "%(taken)s of %(cap)s seats were taken; %(kept)s are kept for groups that are not yet represented.",
            taken=decision["taken"],
            cap=decision["cap"],
            kept=decision["because_of_floors"],
        )
    return _limit(decision, types, language)


def _limit(decision: dict[str, object], types: dict[str, StakeholderType], language: str) -> str:
    cap, key = decision["cap"], str(decision["key"])
    match decision["kind"]:
        case Kind.STAKEHOLDER_TYPE:
            name = localized(types[key].names, language) if key in types else key
            return _("All %(cap)s seats for this group were taken: %(type)s.", cap=cap, type=name)
        case Kind.MODE if key == "online":
            return _("All %(cap)s seats online were taken.", cap=cap)
        case Kind.MODE:
            return _("All %(cap)s seats in the room were taken.", cap=cap)
        case Kind.DELEGATION:
            return _("All %(cap)s seats of this delegation were taken.", cap=cap)
        case Kind.HOST:
            return _("All %(cap)s seats of the inviting organization were taken.", cap=cap)
        case _:
            return _("All %(cap)s seats were taken.", cap=cap)

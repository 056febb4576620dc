"""Whose delegation this visit may see: the one whose link was opened, for as long as the visit and the link last."""

from registration import clock
from registration.models.focal_points import FocalPoint
from registration.models.registrations import Registration
from registration.queries import focal_points
from registration.rules import schedule
from registration.rules.refusals import Refused
from registration.web import access


class VisitEnded(Exception):
    """The visit is over, or the link was replaced: answered by the way back to the mail."""


def of_link(public_id: str, version: int) -> FocalPoint | None:
    """Whom a link is for, until a month after the meeting."""
    found = focal_points.of_link(public_id, version)
    if found is None or not found.roundtable.is_public:
        return None
    return None if schedule.personal_links_are_over(found.roundtable.ends_at, clock.now()) else found


def current() -> FocalPoint:
    """The focal point whose visit it is; inside a transaction, read afresh. Raises VisitEnded."""
    visit = access.delegation()
    found = of_link(*visit) if visit else None
    if found is None:
        raise VisitEnded
    return found


def person(registration_id: object) -> Registration:
    """One of the delegation's people. Raises NotFound."""
    return focal_points.person(current(), str(registration_id))


def closed(focal_point: FocalPoint) -> Refused | None:
    """Why nobody can be registered now; None when it is open."""
    try:
        focal_point.roundtable.check_open(clock.now(), focal_point.stakeholder_type_id)
    except Refused as refusal:
        return refusal
    return None

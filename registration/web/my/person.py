"""Whose registration this visit may see: the one whose link was opened, for as long as the visit and the link last."""

from datetime import datetime

from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import registrations
from registration.rules import schedule
from registration.web import access


class SignedOut(Exception):
    """The visit is over, or the link was replaced: answered by the way to a new link."""


def own() -> Registration:
    """The visitor's registration. Raises SignedOut."""
    visit = access.person()
    found = registrations.of_link(*visit) if visit else None
    if found is None:
        raise SignedOut
    return found


def link_is_over(roundtable: Roundtable, at: datetime) -> bool:
    """Whether personal links of a roundtable have ended: a month after the meeting."""
    return schedule.personal_links_are_over(roundtable.ends_at, at)

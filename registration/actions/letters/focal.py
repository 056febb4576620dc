"""What a letter says to whoever looks after a delegation."""

from typing import Any

from flask_babel import gettext as _

from registration.actions.letters import harmless
from registration.actions.letters.answers import Fact
from registration.actions.letters.links import PersonalLinks
from registration.actions.letters.meetings import Meeting
from registration.models.outbox import Message
from registration.queries import focal_points, registrations
from registration.rules.letters import Letter

LETTERS = frozenset({Letter.FOCAL_POINT_LINK, Letter.FOCAL_POINT_NOTE})


def of_delegation(message: Message, meeting: Meeting, language: str) -> dict[str, Any]:
    """Which delegation, which roundtable, and in whose place somebody comes."""
    found = focal_points.by_id(message.facts["focal_point"])
    replaced = registrations.by_id(message.facts.get("instead_of"))
    delegation = harmless.text(found.delegation_label(language)) if found else ""
    return {
        "delegation": delegation,
        "participant": harmless.name(replaced.full_name) if replaced else "",
        "facts": [
            Fact(_("Delegation"), delegation),
            Fact(_("When"), meeting.when),
            Fact(_("Where"), meeting.place),
        ],
        "about": meeting.series if meeting.unnamed else meeting.title,
    }


def link(message: Message, links: PersonalLinks) -> str:
    """To the page of the delegation; empty in letters to anybody else."""
    found = focal_points.by_id(message.facts.get("focal_point"))
    return links.delegation(found) if found else ""

"""What the page of a roundtable says, for whoever looks at it: the public, or organizers before it is public."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from registration.i18n import localized
from registration.models.organizations import Organization
from registration.models.stakeholder_types import StakeholderType
from registration.rules.standing import Admission, Standing
from registration.web.entries import Entry
from registration.words import admission
from registration.words.documents import KINDS


def values(
    found: Entry, language: str, now: datetime, *, types: Callable[[], list[StakeholderType]]
) -> dict[str, Any]:
    """For `public/roundtable.html`; the documents come from the page, at addresses for its readers."""
    roundtable = found.roundtable
    return {
        "entry": found,
        "notes": _notes(found, language, now, types),
        "roundtable": roundtable,
        "convenors": _named(roundtable.convenors, language),
        "partners": _named(roundtable.partners, language),
        "kinds": KINDS,
    }


def _notes(
    found: Entry, language: str, now: datetime, types: Callable[[], list[StakeholderType]]
) -> list[str]:
    """How people come in, where a reader may still do so."""
    roundtable = found.roundtable
    if not found.listed.takes_registrations and found.standing is not Standing.NOT_YET_OPEN:
        return []
    # Without exceptions it is the same whatever the types.
    if roundtable.admission is Admission.OPEN and not roundtable.policies:
        return []
    return admission.exceptions(roundtable, types(), at=now, language=language)


def _named(organizations: list[Organization], language: str) -> list[tuple[str, str | None]]:
    """(name, address of its site) in their order."""
    return [(localized(organization.names, language), organization.url) for organization in organizations]

"""Limits that cannot all be meant, said beside the fields of a form."""

from datetime import datetime
from typing import Protocol

from registration.rules.contradictions import Contradiction
from registration.rules.refusals import LimitsContradict
from registration.words import groups
from registration.words.groups import Names


class SaysContradictions(Protocol):
    def refuse_contradiction(self, found: Contradiction, message: str) -> None:
        """Put the message beside the field that has to change."""


def refuse(
    form: SaysContradictions, refusal: LimitsContradict, names: Names, starts_at: datetime | None, zone: str
) -> None:
    """Everything that is the matter, with its numbers."""
    for found in refusal.contradictions:
        form.refuse_contradiction(found, groups.contradiction(found, names, starts_at=starts_at, zone=zone))

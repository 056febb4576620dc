"""Change how people come in: for all of a roundtable, and otherwise for single stakeholder types.

Whoever has registered already is not touched: settings are for those who come.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from registration.actions import audit, seats
from registration.models.roundtables import Roundtable
from registration.models.type_policies import TypePolicy
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.standing import Admission
from registration.rules.substitutions import Substitution
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Policy:
    """What is otherwise for one type; nothing of it: as for the whole roundtable, and nobody brings anybody along."""

    admission: Admission | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    accompanying: int = 0
    substitution: Substitution | None = None
    substitution_until: datetime | None = None


@dataclass(frozen=True)
class Settings:
    """What holds for the whole roundtable, by the names of its columns."""

    address_checked: bool
    pending_holds: bool
    offer_hours: int | None
    place_shown: bool
    substitution: Substitution
    substitution_until: datetime | None


def change(
    room: seats.Room,
    settings: Settings,
    policies: Mapping[int, Policy],
    *,
    version: int,
    by: audit.By,
    at: datetime,
) -> list[str]:
    """Set all of it, policies by the id of the stakeholder type; returns the names of what changed.

    `version` is the one the form was filled from. Raises ChangedMeanwhile when somebody else saved since.
    """
    roundtable = room.roundtable
    if roundtable.version != version:
        raise ChangedMeanwhile
    changed = [name for name in _names(Settings) if getattr(roundtable, name) != getattr(settings, name)]
    for name in changed:
        setattr(roundtable, name, getattr(settings, name))
    types = [type_id for type_id, policy in policies.items() if _set(roundtable, type_id, policy)]
    if types:
        changed.append("policies")
    if changed:
        roundtable.version += 1
        roundtable.updated_at = at
        audit.record(
            Verb.ADMISSION_CHANGED,
            by=by,
            at=at,
            roundtable_id=roundtable.id,
            fields=changed,
            stakeholder_types=types,
        )
    return changed


def _set(roundtable: Roundtable, type_id: int, wanted: Policy) -> bool:
    """Whether this changed anything."""
    row = roundtable.policy(type_id)
    present = Policy(*(getattr(row, name) for name in _names(Policy))) if row else Policy()
    if present == wanted:
        return False
    if row is None:
        row = TypePolicy(stakeholder_type_id=type_id)
        roundtable.policies.append(row)
    if wanted == Policy():
        roundtable.policies.remove(row)
    for name in _names(Policy):
        setattr(row, name, getattr(wanted, name))
    return True


def _names(kind: type[Policy | Settings]) -> list[str]:
    return [one.name for one in fields(kind)]

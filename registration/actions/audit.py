"""Put on record what happened and who did it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from registration.extensions import db
from registration.models.audit import Actor, AuditEntry
from registration.models.registrations import Registration
from registration.rules.permissions import Grant
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class By:
    """Whoever acts. A focal point of a delegation acts for its people, by the rules for the person."""

    actor: Actor
    organizer_id: int | None = None
    focal_point_id: int | None = field(default=None, compare=False)


PERSON = By(Actor.PERSON)
SYSTEM = By(Actor.SYSTEM)
OPERATOR = By(Actor.OPERATOR)


def focal_point(focal_point_id: int) -> By:
    return By(Actor.PERSON, focal_point_id=focal_point_id)


def organizer(organizer_id: int) -> By:
    return By(Actor.ORGANIZER, organizer_id)


def granted(grant: Grant) -> dict[str, Any]:
    """What somebody was allowed, as it stands in the details of an entry."""
    return {
        "role": grant.role,
        "may_export": grant.may_export,
        "sees_sensitive": grant.sees_sensitive,
        "stakeholder_type": grant.stakeholder_type_id,
        "host": grant.host_id,
    }


def record(
    verb: Verb,
    *,
    by: By,
    at: datetime,
    roundtable_id: int | None = None,
    registration_id: int | None = None,
    **details: object,
) -> None:
    """Add an entry. Details are codes and numbers, never what a person typed."""
    db.session.add(
        AuditEntry(
            at=at,
            verb=verb,
            actor=by.actor,
            organizer_id=by.organizer_id,
            roundtable_id=roundtable_id,
            registration_id=registration_id,
            details=details,
        )
    )


def record_on(registration: Registration, verb: Verb, *, by: By, at: datetime, **details: object) -> None:
    """Add an entry about a registration that is stored already."""
    record(
        verb,
        by=by,
        at=at,
        roundtable_id=registration.roundtable_id,
        registration_id=registration.id,
        **details,
    )

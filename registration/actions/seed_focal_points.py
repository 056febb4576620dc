"""The demonstration's focal points: who looks after which delegation."""

from datetime import datetime
from typing import Any

from registration.actions import audit, focal_points, seats
from registration.models.invitations import Invitation
from registration.queries import focal_points as known
from registration.rules import fields


def name(told: list[dict[str, Any]], room: seats.Room, *, by: audit.By, at: datetime) -> None:
    """Its shape is that of `data/demo/focal_points.json`."""
    for row in told:
        example = known.delegation(room.roundtable, row["delegation"]).example
        assert not isinstance(example, Invitation)
        focal_points.name(
            room.roundtable,
            example.stakeholder_type,
            {one.key: getattr(example, one.key) for one in fields.DELEGATION_FIELDS},
            name=row["name"],
            email=row["email"],
            language=row["language"],
            by=by,
            at=at,
        )

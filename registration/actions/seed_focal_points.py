"""The demonstration's focal points: who looks after which delegation."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from registration.actions import audit, focal_points, seats
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.roundtables import Roundtable
from registration.queries import focal_points as known
from registration.rules import fields


def name(told: Mapping[str, list[dict[str, str]]], *, by: audit.By, at: datetime) -> None:
    """By roundtable. Its shape is that of `data/demo/focal_points.json`."""
    for slug, rows in told.items():
        roundtable_id = db.session.scalars(select(Roundtable.id).where(Roundtable.slug == slug)).one()
        roundtable = seats.lock(roundtable_id).roundtable
        for row in rows:
            example = known.delegation(roundtable, row["delegation"]).example
            assert not isinstance(example, Invitation)
            focal_points.name(
                roundtable,
                example.stakeholder_type,
                {one.key: getattr(example, one.key) for one in fields.DELEGATION_FIELDS},
                name=row["name"],
                email=row["email"],
                language=row["language"],
                by=by,
                at=at,
            )

"""The stakeholder types a person can choose from."""

from sqlalchemy import select

from registration.extensions import db
from registration.models.stakeholder_types import StakeholderType


def offered() -> list[StakeholderType]:
    """Those in use, in their order."""
    return list(
        db.session.scalars(
            select(StakeholderType).where(StakeholderType.active).order_by(StakeholderType.position)
        )
    )

"""What every installation needs before the first roundtable: the stakeholder types."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from registration import folders
from registration.extensions import db
from registration.models.stakeholder_types import StakeholderType


def essentials(at: datetime) -> int:  # noqa: ARG001  (every action is told the time)
    """Create the stakeholder types that are missing and leave the others as they are; returns how many."""
    present = set(db.session.scalars(select(StakeholderType.code)))
    new = [row for row in _stakeholder_types() if row.code not in present]
    db.session.add_all(new)
    db.session.flush()
    return len(new)


def _stakeholder_types() -> list[StakeholderType]:
    """The types of `data/stakeholder_types.json`, in its order."""
    listed: list[dict[str, Any]] = json.loads((folders.DATA / "stakeholder_types.json").read_text("utf-8"))
    return [StakeholderType(**facts, position=position) for position, facts in enumerate(listed, start=1)]

"""The organizers of the demonstration: one who may do nearly everything, and others with a smaller part."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from registration.actions import audit, colleagues, memberships, organizations, organizers
from registration.extensions import db
from registration.models.stakeholder_types import StakeholderType
from registration.rules.permissions import Grant, Role


def create(content: Mapping[str, Any], *, at: datetime) -> None:
    """Every account with its parts: see `data/demo/organizers.json`."""
    for account in content["accounts"]:
        organizer = organizers.create(account["email"], name=account["name"], at=at)
        for part in account["parts"]:
            organization = organizations.known(part["organization"])
            memberships.add(organizer, organization, _grant(part), by=audit.OPERATOR, at=at)


def invite(content: Mapping[str, Any], *, by: audit.By, at: datetime) -> None:
    """Those who have been invited and have not answered yet."""
    for one in content["invitations"]:
        organization = organizations.known(one["organization"])
        colleagues.invite(organization, one["email"], _grant(one), language=one["language"], by=by, at=at)


def _grant(part: Mapping[str, Any]) -> Grant:
    return Grant(
        Role(part["role"]),
        part.get("may_export", False),
        part.get("sees_sensitive", False),
        _type_id(part.get("stakeholder_type")),
        organizations.known(part["host"]).id if "host" in part else None,
    )


def _type_id(code: str | None) -> int | None:
    return db.session.scalar(select(StakeholderType.id).where(StakeholderType.code == code)) if code else None

"""Whoever looks after one delegation at one roundtable, and opens its page by a mailed link."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models import delegations
from registration.models.columns import Id
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType


class FocalPoint(Base):
    __tablename__ = "focal_points"
    __table_args__ = (UniqueConstraint("roundtable_id", "delegation", "email_key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id"))
    # The key by which registrations belong to it, and the answers it follows from.
    delegation: Mapped[str] = mapped_column(String(220))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # As whom the delegation's people are registered.
    stakeholder_type_id: Mapped[int] = mapped_column(ForeignKey("stakeholder_types.id"))

    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))

    # Raised with every mail; raising the link's makes every link sent so far worthless.
    mail_version: Mapped[int] = mapped_column(default=0)
    link_version: Mapped[int] = mapped_column(default=1)
    # What an edit form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    roundtable: Mapped[Roundtable] = relationship()
    stakeholder_type: Mapped[StakeholderType] = relationship(lazy="joined")

    def delegation_label(self, language: str) -> str:
        """The delegation or organization as printed."""
        known = self.answers
        return delegations.label(
            known.get("state"), known.get("un_entity"), known.get("organization") or "", language
        )

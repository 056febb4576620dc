"""Organizers' accounts and the roles they hold in convening organizations."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizations import Organization
from registration.models.stakeholder_types import StakeholderType
from registration.rules.permissions import Grant, Role


class Membership(Base):
    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("organizer_id", "organization_id"),
        CheckConstraint(
            "role = 'approver' OR (stakeholder_type_id IS NULL AND host_id IS NULL)",
            name="only_approvers_are_limited",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    may_export: Mapped[bool] = mapped_column(default=False)
    sees_sensitive: Mapped[bool] = mapped_column(default=False, server_default=false())
    # An approver may be limited to people of one type, or to one organization's allotment of seats.
    stakeholder_type_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder_types.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    organization: Mapped[Organization] = relationship(lazy="joined", foreign_keys=[organization_id])
    stakeholder_type: Mapped[StakeholderType | None] = relationship()
    host: Mapped[Organization | None] = relationship(foreign_keys=[host_id])

    @property
    def grant(self) -> Grant:
        """What it allows, and about whom."""
        return Grant(self.role, self.may_export, self.sees_sensitive, self.stakeholder_type_id, self.host_id)


class Organizer(Base):
    __tablename__ = "organizers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    # The hour of a daily digest on the clocks of a city; none: no digest. When the last one was looked after.
    digest_hour: Mapped[int | None]
    digest_zone: Mapped[str] = mapped_column(
        String(60), default="America/New_York", server_default="America/New_York"
    )
    digested_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    memberships: Mapped[list[Membership]] = relationship(cascade="all, delete-orphan", lazy="selectin")

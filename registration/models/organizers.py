"""Organizers' accounts and the roles they hold in convening organizations."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizations import Organization
from registration.rules.permissions import Role


class Membership(Base):
    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("organizer_id", "organization_id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    may_export: Mapped[bool] = mapped_column(default=False)
    organization: Mapped[Organization] = relationship(lazy="joined")


class Organizer(Base):
    __tablename__ = "organizers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(2), default="en")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    memberships: Mapped[list[Membership]] = relationship(cascade="all, delete-orphan", lazy="selectin")

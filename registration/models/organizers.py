"""Organizers' accounts and the roles they hold in convening organizations."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizations import Organization
from registration.models.stakeholder_types import StakeholderType
from registration.rules.permissions import Grant, Role


def only_approvers_are_limited() -> CheckConstraint:
    return CheckConstraint(
        "role = 'approver' OR (stakeholder_type_id IS NULL AND host_id IS NULL)",
        name="only_approvers_are_limited",
    )


class Granting:
    """Columns of whatever gives a person a part in an organization: a membership, an invitation to become one."""

    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    may_export: Mapped[bool] = mapped_column(default=False)
    sees_sensitive: Mapped[bool] = mapped_column(default=False, server_default=false())
    # An approver may be limited to people of one type, or to one organization's allotment of seats.
    stakeholder_type_id: Mapped[int | None] = mapped_column(ForeignKey("stakeholder_types.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))

    @declared_attr
    def organization(cls) -> Mapped[Organization]:  # noqa: N805  (of the table that has these columns)
        return relationship(lazy="joined", foreign_keys=[cls.organization_id])  # type: ignore[list-item]

    @declared_attr
    def host(cls) -> Mapped[Organization | None]:  # noqa: N805
        return relationship(foreign_keys=[cls.host_id])  # type: ignore[list-item]

    @declared_attr
    def stakeholder_type(cls) -> Mapped[StakeholderType | None]:  # noqa: N805
        return relationship()

    @property
    def grant(self) -> Grant:
        """What it allows, and about whom."""
        return Grant(self.role, self.may_export, self.sees_sensitive, self.stakeholder_type_id, self.host_id)

    def give(self, grant: Grant) -> None:
        """Allow this from now on, and nothing else."""
        self.role, self.may_export, self.sees_sensitive = grant.role, grant.may_export, grant.sees_sensitive
        self.stakeholder_type_id, self.host_id = grant.stakeholder_type_id, grant.host_id


class Membership(Granting, Base):
    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("organizer_id", "organization_id"), only_approvers_are_limited())

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"))
    # What a form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1, server_default="1")


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

    def membership(self, organization_id: int) -> Membership | None:
        """What this person is in an organization."""
        return next((held for held in self.memberships if held.organization_id == organization_id), None)

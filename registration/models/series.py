"""A series of roundtables."""

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id
from registration.models.organizations import Organization

# Who began a series: they reach it also while it has no roundtable.
series_organizations = Table(
    "series_organizations",
    Base.metadata,
    Column("series_id", ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    Column("organization_id", ForeignKey("organizations.id"), primary_key=True),
)


class Series(Base):
    __tablename__ = "series"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    titles: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]]
    accent: Mapped[str] = mapped_column(String(20), default="teal")
    # What an edit form was filled from.
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    organizations: Mapped[list[Organization]] = relationship(
        secondary=series_organizations, order_by=Organization.id
    )

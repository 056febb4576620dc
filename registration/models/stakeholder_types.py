"""Stakeholder types are rows; the first three always exist."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id


class StakeholderType(Base):
    """A kind of participant: its name, what its members are asked, whether it can be chosen."""

    __tablename__ = "stakeholder_types"
    __table_args__ = (CheckConstraint("code <> ''", name="code_given"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]]
    asks: Mapped[list[str]]
    optional: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)

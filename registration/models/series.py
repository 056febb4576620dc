"""A series of roundtables."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id


class Series(Base):
    __tablename__ = "series"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    titles: Mapped[dict[str, str]]
    descriptions: Mapped[dict[str, str]]
    accent: Mapped[str] = mapped_column(String(20), default="teal")

"""Organizations that convene, and those that take part as partners."""

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id


class Organization(Base):
    __tablename__ = "organizations"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    short_name: Mapped[str] = mapped_column(String(40))
    names: Mapped[dict[str, str]]
    url: Mapped[str | None] = mapped_column(String(500))
    # Its members show more than a password or a mailed link when they sign in.
    second_factor_required: Mapped[bool] = mapped_column(default=False, server_default=false())

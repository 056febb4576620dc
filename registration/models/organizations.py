"""Organizations that convene, and those that take part as partners."""

from sqlalchemy import ForeignKey, String, false
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
    # The convening organization that set this one up and looks after its people until it has an owner.
    set_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    # What a form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

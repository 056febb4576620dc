"""Views of a guest table that organizers keep under a name."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id
from registration.models.organizers import Organizer

LONGEST = 60


class SavedView(Base):
    """Filters, columns and sorting as the address writes them. It shows each reader only whom they reach."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("roundtable_id", "organizer_id", "key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST))
    key: Mapped[str] = mapped_column(String(LONGEST * 4))
    # For every organizer of the roundtable, or for the one who made it.
    shared: Mapped[bool] = mapped_column(default=False)
    address: Mapped[dict[str, str]]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    organizer: Mapped[Organizer] = relationship(lazy="joined")

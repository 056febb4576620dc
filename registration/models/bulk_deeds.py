"""What was done to many people at once, and how each was before: for as long as it can be undone."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id


class BulkDeed(Base):
    __tablename__ = "bulk_deeds"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"))
    deed: Mapped[str] = mapped_column(String(20))
    # Numbers and ids only: whose turn it was, what stood there before.
    details: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)
    undone_at: Mapped[datetime | None]

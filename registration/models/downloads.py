"""Every download of a list: who, which, how many rows, and the fingerprint of the file."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id
from registration.models.organizers import Organizer
from registration.rules import schedule


class Download(Base):
    __tablename__ = "downloads"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id"))
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id"), index=True)
    preset: Mapped[str] = mapped_column(String(40))
    extension: Mapped[str] = mapped_column(String(8))
    file_name: Mapped[str] = mapped_column(String(160))
    # Filters and options of the address, without the search words, which may be a name.
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    columns: Mapped[list[str]] = mapped_column(default=list)
    # Known when the last byte has been sent; an aborted download has none.
    rows: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    organizer: Mapped[Organizer] = relationship(lazy="joined")

    def is_under_way(self, now: datetime) -> bool:
        """Whether its last byte may still be on its way."""
        return self.rows is None and now - self.at < schedule.DOWNLOAD_LASTS

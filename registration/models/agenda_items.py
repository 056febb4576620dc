"""What happens when within a roundtable. Times count from its beginning: the agenda moves with the meeting."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id


class AgendaItem(Base):
    __tablename__ = "agenda_items"
    __table_args__ = (
        CheckConstraint("offset_minutes IS NULL OR offset_minutes >= 0", name="offset_not_negative"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes_positive"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    # After the beginning of the roundtable; None where no time is set.
    offset_minutes: Mapped[int | None]
    minutes: Mapped[int | None]
    titles: Mapped[dict[str, str]]
    notes: Mapped[dict[str, str]] = mapped_column(default=dict)
    # What an edit form was filled from.
    version: Mapped[int] = mapped_column(default=1)

    def starts_at(self, meeting_starts_at: datetime | None) -> datetime | None:
        if meeting_starts_at is None or self.offset_minutes is None:
            return None
        return meeting_starts_at + timedelta(minutes=self.offset_minutes)

    def ends_at(self, meeting_starts_at: datetime | None) -> datetime | None:
        starts_at = self.starts_at(meeting_starts_at)
        return starts_at + timedelta(minutes=self.minutes) if starts_at and self.minutes else None

    def fits(self, meeting_starts_at: datetime | None, meeting_ends_at: datetime | None) -> bool:
        """Whether it lies within a meeting of these times; without times it fits any."""
        starts_at = self.starts_at(meeting_starts_at)
        if starts_at is None or meeting_ends_at is None:
            return True
        return (
            starts_at < meeting_ends_at and (self.ends_at(meeting_starts_at) or starts_at) <= meeting_ends_at
        )

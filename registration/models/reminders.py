"""Rules for reminders: whom to write to, and how many hours before or after a roundtable."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.rules import reminders
from registration.rules.reminders import Condition


class Reminder(Base):
    """Without texts of its own it says the standard text. Every time it is due it becomes a mailing."""

    __tablename__ = "reminders"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    # Who saved it last.
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizers.id", ondelete="SET NULL"))
    condition: Mapped[Condition] = mapped_column(one_of(Condition))
    hours: Mapped[int]
    after_end: Mapped[bool] = mapped_column(default=False)
    subjects: Mapped[dict[str, str]] = mapped_column(default=dict)
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    # None while it is switched off. What was due before is not made up for.
    active_since: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    roundtable: Mapped[Roundtable] = relationship()
    organizer: Mapped[Organizer | None] = relationship()

    @property
    def due_at(self) -> datetime | None:
        return reminders.moment(
            self.roundtable.starts_at, self.roundtable.ends_at, self.hours, after_end=self.after_end
        )

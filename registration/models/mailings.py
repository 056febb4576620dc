"""Mail to many people of one roundtable: what it says, whom it is for, and the set it was frozen to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizers import Organizer
from registration.models.reminders import Reminder
from registration.models.roundtables import Roundtable
from registration.rules.mailings import MailingState
from registration.rules.statuses import Status


class Mailing(Base):
    __tablename__ = "mailings"
    __table_args__ = (
        # A reminder is sent once for one time of the meeting.
        UniqueConstraint("reminder_id", "meeting_at"),
        Index("ix_mailings_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    # Who writes; none where nobody but the clock does.
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizers.id", ondelete="SET NULL"))
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminders.id", ondelete="SET NULL"))
    meeting_at: Mapped[datetime | None]

    subjects: Mapped[dict[str, str]] = mapped_column(default=dict)
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    # The filters of the guest table as its address writes them; or the public ids of those who were picked.
    filters: Mapped[dict[str, str]] = mapped_column(default=dict)
    people: Mapped[list[str]] = mapped_column(default=list)
    # Whether it is meant for those too who have withdrawn or were declined.
    ended_too: Mapped[bool] = mapped_column(default=False)
    # Not those to whom these mailings went, nor those written to since a moment.
    not_mailings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    not_since: Mapped[datetime | None]

    state: Mapped[MailingState] = mapped_column(one_of(MailingState), default=MailingState.DRAFT)
    # What a form was filled from; a save with an older one is refused.
    version: Mapped[int] = mapped_column(default=1)
    # How many tests the writers have sent to themselves.
    tests: Mapped[int] = mapped_column(default=0)
    # Of the frozen set: how many people, how many were left out by reason, whether all their letters are queued.
    total: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[dict[str, Any]] = mapped_column(default=dict)
    spooled: Mapped[bool] = mapped_column(default=False)

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    roundtable: Mapped[Roundtable] = relationship()
    organizer: Mapped[Organizer | None] = relationship()
    reminder: Mapped[Reminder | None] = relationship()

    @property
    def is_reminder(self) -> bool:
        """Whether it was sent by the clock, whatever has become of the rule."""
        return self.meeting_at is not None

    @property
    def languages(self) -> list[str]:
        """Those in which it can be read: with a subject and a text."""
        return [code for code in self.subjects if self.subjects[code] and self.texts.get(code)]

    @property
    def not_ids(self) -> list[int]:
        """The mailings whose recipients are left out."""
        return list(self.not_mailings.get("ids", []))


class MailingRecipient(Base):
    """One person of the frozen set, with the status of that moment; `made` once the letters are in the outbox."""

    __tablename__ = "mailing_recipients"
    __table_args__ = (
        UniqueConstraint("mailing_id", "registration_id"),
        Index("ix_mailing_recipients_made", "mailing_id", "made", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[Status] = mapped_column(one_of(Status))
    made: Mapped[bool] = mapped_column(default=False)

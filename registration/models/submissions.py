"""Started registrations (drafts), and what was sent: every submission has a reference of its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id
from registration.models.registrations import Registration


class Draft(Base):
    """Answers on their way through the form, kept for the visit that started it."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    visit: Mapped[str] = mapped_column(String(64), index=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Submission(Base):
    """One sending of the form. Its key makes a repeat harmless; its digest tells a repeat from another text."""

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    # What the page said: a repeat is told on screen what a first sending would have been told.
    shown_status: Mapped[str] = mapped_column(String(30))
    created_at: Mapped[datetime]

    registration: Mapped[Registration] = relationship()

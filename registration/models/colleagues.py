"""Invitations to colleagues: a part in an organization, waiting for somebody to take it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id
from registration.models.organizers import Granting, Organizer, only_approvers_are_limited


class ColleagueInvitation(Granting, Base):
    """There until it is accepted or taken back. The link is made when the letter is sent; only its hash is kept."""

    __tablename__ = "colleague_invitations"
    __table_args__ = (UniqueConstraint("organization_id", "email_key"), only_approvers_are_limited())

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("organizers.id", ondelete="SET NULL"))
    # Of the latest letter: sending it again makes the earlier link worthless.
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    times_sent: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    invited_by: Mapped[Organizer | None] = relationship()

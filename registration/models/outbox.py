"""Mail waiting to be sent, being sent, sent or failed: written in the transaction that makes it true."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.invitations import Invitation
from registration.models.mailings import Mailing
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules.letters import Calendar, Letter


class Delivery(StrEnum):
    """Where a message stands.

    A bounce is a refusal that no retry will mend. Mail to many can be held, and a letter of it skipped on purpose.
    """

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    BOUNCED = "bounced"
    SKIPPED = "skipped"


# The order in which mail that is due goes out: what one person waits for never waits for mail to many.
AT_ONCE, AFTER_OTHERS = 0, 1

# What stands in `last_error` of a letter that a later one made untrue before it could be sent: no fault of anyone.
OVERTAKEN = "Not sent: a later letter says what is true now"


class Message(Base):
    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("subject", "letter", "version", "recipient"),
        Index("ix_messages_due", "delivery", "priority", "due_at", "id"),
        Index("ix_messages_mailing", "mailing_id", "delivery"),
        Index("ix_messages_trouble", "roundtable_id", "delivery", "registration_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    # What it is about: "registration:<public id>", "address:<digest>", "organizer:<id>",
    # "colleague:<public id of the invitation>", "invitation:<public id>", "focal_point:<public id>".
    subject: Mapped[str] = mapped_column(String(80))
    letter: Mapped[Letter] = mapped_column(one_of(Letter))
    version: Mapped[int]
    recipient: Mapped[str] = mapped_column(String(254))
    recipient_name: Mapped[str] = mapped_column(String(210), default="")
    language: Mapped[str] = mapped_column(String(2))
    # Facts that belong to the moment of queueing; never a link or a token.
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    calendar: Mapped[Calendar] = mapped_column(one_of(Calendar), default=Calendar.NONE)
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)

    roundtable_id: Mapped[int | None] = mapped_column(ForeignKey("roundtables.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), index=True)
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizers.id"))
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("mailings.id"))

    delivery: Mapped[Delivery] = mapped_column(one_of(Delivery), default=Delivery.QUEUED)
    priority: Mapped[int] = mapped_column(default=AT_ONCE, server_default="0")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    # What the mail server said; of a letter that was skipped, the code of the reason.
    last_error: Mapped[str] = mapped_column(String(300), default="")
    # As sent, with every personal link replaced by words.
    sent_subject: Mapped[str] = mapped_column(String(400), default="")
    sent_text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]

    roundtable: Mapped[Roundtable | None] = relationship()
    registration: Mapped[Registration | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    organizer: Mapped[Organizer | None] = relationship()
    mailing: Mapped[Mailing | None] = relationship()

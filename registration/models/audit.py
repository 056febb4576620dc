"""What happened, who did it, when: one trail for the history page and for checks."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizers import Organizer
from registration.rules.verbs import Verb


class Actor(StrEnum):
    ORGANIZER = "organizer"
    PERSON = "person"
    SYSTEM = "system"
    OPERATOR = "operator"


class AuditEntry(Base):
    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_roundtable", "roundtable_id", "at"),
        Index("ix_audit_registration", "registration_id", "at"),
        Index("ix_audit_organizer", "organizer_id", "verb", "at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime]
    verb: Mapped[Verb] = mapped_column(one_of(Verb, 60))
    actor: Mapped[Actor] = mapped_column(one_of(Actor))
    organizer_id: Mapped[int | None] = mapped_column(ForeignKey("organizers.id"))
    roundtable_id: Mapped[int | None] = mapped_column(ForeignKey("roundtables.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    # Codes and numbers, never what a person typed: the trail outlives the personal data.
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    organizer: Mapped[Organizer | None] = relationship()

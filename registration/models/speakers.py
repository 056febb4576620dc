"""Who speaks at a roundtable, and in which part."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.agenda_items import AgendaItem
from registration.models.columns import Id, one_of


class SpeakerRole(StrEnum):
    CHAIR = "chair"
    MODERATOR = "moderator"
    KEYNOTE = "keynote"
    SPEAKER = "speaker"
    DISCUSSANT = "discussant"
    RAPPORTEUR = "rapporteur"


class Speaker(Base):
    __tablename__ = "speakers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_items.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int]
    role: Mapped[SpeakerRole] = mapped_column(one_of(SpeakerRole), default=SpeakerRole.SPEAKER)
    name: Mapped[str] = mapped_column(String(200))
    # Position and organization, in one line.
    affiliations: Mapped[dict[str, str]] = mapped_column(default=dict)
    biographies: Mapped[dict[str, str]] = mapped_column(default=dict)
    # What an edit form was filled from.
    version: Mapped[int] = mapped_column(default=1)
    agenda_item: Mapped[AgendaItem | None] = relationship()

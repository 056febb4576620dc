"""A list of guests that an organizer has brought along, and each of its rows with what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.rules.guest_lists import Fate, ListState


class GuestList(Base):
    """Belongs to one organizer and one roundtable; cleared away a day after it was last touched."""

    __tablename__ = "guest_lists"
    __table_args__ = (Index("ix_guest_lists_state", "state", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"), index=True)
    # Of the file; empty for pasted lines.
    name: Mapped[str] = mapped_column(String(200), default="")
    # Whether its letters had to be guessed.
    guessed: Mapped[bool] = mapped_column(default=False)
    # The first row, whatever it is: headings unless `headed` is false.
    first: Mapped[list[str]] = mapped_column(default=list)
    first_number: Mapped[int] = mapped_column(default=1)
    headed: Mapped[bool] = mapped_column(default=True)
    # For each column what it holds; and what is said of all rows that do not say it themselves.
    columns: Mapped[list[str]] = mapped_column(default=list)
    defaults: Mapped[dict[str, Any]] = mapped_column(default=dict)

    state: Mapped[ListState] = mapped_column(one_of(ListState), default=ListState.READ)
    # Whether the invitations are sent, or left as drafts.
    sends: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    roundtable: Mapped[Roundtable] = relationship()
    organizer: Mapped[Organizer] = relationship()


class GuestListRow(Base):
    """One row; `fate` is empty until it is dealt with, in the same unit of work as its invitation."""

    __tablename__ = "guest_list_rows"
    __table_args__ = (
        UniqueConstraint("guest_list_id", "number"),
        Index("ix_guest_list_rows_fate", "guest_list_id", "fate", "number"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    guest_list_id: Mapped[int] = mapped_column(ForeignKey("guest_lists.id", ondelete="CASCADE"))
    # Where it stands in what was brought along.
    number: Mapped[int]
    cells: Mapped[list[str]]
    fate: Mapped[Fate | None] = mapped_column(one_of(Fate))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL"), index=True
    )

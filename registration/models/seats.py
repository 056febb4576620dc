"""Limits of a roundtable and the counts of what is taken. Nothing else about seats is stored."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id, one_of
from registration.rules.seats import Kind


class Limit(Base):
    """A cap, a floor or both on one group of a roundtable's participants."""

    __tablename__ = "limits"
    __table_args__ = (
        UniqueConstraint("roundtable_id", "kind", "key"),
        CheckConstraint("cap IS NULL OR cap >= 0", name="cap_not_negative"),
        CheckConstraint('"floor" IS NULL OR "floor" >= 0', name="floor_not_negative"),
        Index("ix_limits_release", "release_at"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    key: Mapped[str] = mapped_column(String(260))
    cap: Mapped[int | None]
    floor: Mapped[int | None]
    # From then on the floor need not be kept free; `released_at` is when the worker saw to it.
    release_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]


class Count(Base):
    """Seats held in one group, and how many of them are in the room."""

    __tablename__ = "counts"

    roundtable_id: Mapped[int] = mapped_column(
        ForeignKey("roundtables.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[Kind] = mapped_column(one_of(Kind), primary_key=True)
    key: Mapped[str] = mapped_column(String(260), primary_key=True)
    taken: Mapped[int] = mapped_column(default=0)
    in_person: Mapped[int] = mapped_column(default=0)

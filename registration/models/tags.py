"""Tags that organizers put on people: each roundtable has its own."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id

LONGEST = 40


class Tag(Base):
    """`key` is the name as names are compared: a tag exists once, however it is typed."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("roundtable_id", "key"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST))
    # Longer than the name: folding takes ligatures apart.
    key: Mapped[str] = mapped_column(String(LONGEST * 4))
    created_at: Mapped[datetime]


class Tagged(Base):
    """A tag on a person."""

    __tablename__ = "registration_tags"
    __table_args__ = (Index("ix_registration_tags_tag", "tag_id", "registration_id"),)

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True
    )
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True)

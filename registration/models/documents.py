"""Papers of a roundtable, for the public, for confirmed participants or for organizers.

Kept in the database like photos: one file to back up. The bytes are in a table of their own, read when sent.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id, one_of


class Audience(StrEnum):
    PUBLIC = "public"
    CONFIRMED = "confirmed"
    ORGANIZERS = "organizers"


class Document(Base):
    __tablename__ = "documents"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    roundtable_id: Mapped[int] = mapped_column(ForeignKey("roundtables.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2))
    audience: Mapped[Audience] = mapped_column(one_of(Audience))
    # Made from the name of what was uploaded; the ending follows from what is in the file.
    file_name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    # What an edit form was filled from.
    version: Mapped[int] = mapped_column(default=1)


class DocumentFile(Base):
    __tablename__ = "document_files"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)

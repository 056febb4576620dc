"""Visits (server-side sessions), single-use tokens and throttles. Only hashes of secrets are kept."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id, one_of


class Visit(Base):
    """A browser's session. The cookie holds a random value, this row its SHA-256."""

    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    organizer_id: Mapped[int | None] = mapped_column(
        ForeignKey("organizers.id", ondelete="CASCADE"), index=True
    )
    contents: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # An organizer's, coarsely, so that a list of visits can be told apart: "Firefox", "Windows". No network address.
    browser: Mapped[str] = mapped_column(String(20), default="", server_default="")
    system: Mapped[str] = mapped_column(String(20), default="", server_default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Purpose(StrEnum):
    SIGN_IN = "sign_in"
    # A short code that shows once more that mail to the organizer is read.
    CONFIRM = "confirm"


class AccessToken(Base):
    """A secret sent once: 256 random bits, of which the SHA-256 is kept."""

    __tablename__ = "access_tokens"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose))
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"))
    # Only the demonstration hands out a link that works more than once.
    reusable: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Throttle(Base):
    """How often something was tried in a window, shared by all processes."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(String(90), primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)


class Heartbeat(Base):
    """The last sign of life of a process that works in the background."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]

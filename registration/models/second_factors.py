"""What an organizer has beside a password: passkeys, an authenticator app, recovery codes.

Of a passkey the public key is kept, of an app its secret sealed with the key of the house, of a code a keyed hash.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registration.extensions import Base
from registration.models.columns import Id


class Passkey(Base):
    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"), index=True)
    # In URL-safe base 64; a credential's id has at most 1023 bytes.
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    # How often the device says it was used; one that goes back is a copy. Many devices always say 0.
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Authenticator(Base):
    """The app of one organizer, once it has shown a right code."""

    __tablename__ = "authenticators"

    organizer_id: Mapped[int] = mapped_column(
        ForeignKey("organizers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    sealed_secret: Mapped[str] = mapped_column(String(300))
    # The step of time (RFC 6238) of the last code that was taken: it and earlier ones are not taken again.
    last_step: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


class RecoveryCode(Base):
    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    organizer_id: Mapped[int] = mapped_column(ForeignKey("organizers.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]

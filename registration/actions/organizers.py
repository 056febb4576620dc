"""Organizers' accounts: who they are, how they sign in."""

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from registration.actions import audit, passwords, security_notices
from registration.extensions import db
from registration.models.access import AccessToken, Purpose, Visit
from registration.models.organizers import Organizer
from registration.rules import names
from registration.rules.notices import Notice
from registration.rules.refusals import LinkExpired, WrongCredentials
from registration.rules.schedule import SIGN_IN_LINK_LIFE
from registration.rules.verbs import Verb


def create(email: str, *, name: str = "", language: str = "en", at: datetime) -> Organizer:
    """A new account, for an address that has none."""
    organizer = Organizer(
        email=email,
        email_key=names.email_key(email),
        name=name,
        language=language,
        active=True,
        created_at=at,
    )
    db.session.add(organizer)
    return organizer


def of_address(email: str) -> Organizer | None:
    return db.session.scalar(select(Organizer).where(Organizer.email_key == names.email_key(email)))


def mint_sign_in(organizer: Organizer, *, reusable: bool = False, at: datetime) -> str:
    """A new secret for a sign-in link, valid three days, for one use (the demonstration's for any number).

    256 random bits; only their SHA-256 is kept.
    """
    secret = secrets.token_urlsafe(32)
    db.session.add(
        AccessToken(
            digest=_digest(secret),
            purpose=Purpose.SIGN_IN,
            organizer_id=organizer.id,
            reusable=reusable,
            expires_at=at + SIGN_IN_LINK_LIFE,
        )
    )
    db.session.flush()
    return secret


def is_usable(secret: str, at: datetime) -> bool:
    """Whether the link would work: for the page that asks to press the button."""
    return db.session.scalar(select(AccessToken.id).where(_usable(secret, at))) is not None


def is_reusable(secret: str) -> bool:
    """Whether it is the demonstration's: that one is a whole sign-in."""
    found = select(AccessToken.reusable).where(AccessToken.digest == _digest(secret))
    return bool(db.session.scalar(found))


def redeem(secret: str, *, at: datetime) -> Organizer:
    """Use up a sign-in link; of two at the same time one wins. Raises LinkExpired for a used or old one."""
    organizer_id = db.session.scalar(
        update(AccessToken).where(_usable(secret, at)).values(used_at=at).returning(AccessToken.organizer_id),
        execution_options={"synchronize_session": False},
    )
    organizer = db.session.get(Organizer, organizer_id) if organizer_id else None
    if organizer is None or not organizer.active:
        raise LinkExpired
    return organizer


def verify_password(email: str, password: str) -> Organizer:
    """The organizer with this address and password. Raises WrongCredentials, as slowly for unknown addresses.

    Only reads and computes: call it outside transactions, then `record_sign_in` within one.
    """
    organizer = of_address(email)
    stored = organizer.password_hash if organizer is not None and organizer.active else None
    if not passwords.matches(stored, password) or organizer is None:
        raise WrongCredentials
    return organizer


def record_sign_in(organizer: Organizer, how: str, *, at: datetime) -> None:
    """Put on record that somebody is signed in, once every step is done: "password", "link app", "passkey"."""
    audit.record(Verb.SIGNED_IN, by=audit.organizer(organizer.id), at=at, how=how)


def record_confirmation(organizer: Organizer, how: str, *, at: datetime) -> None:
    """Put on record that somebody who is signed in has shown once more who they are."""
    audit.record(Verb.CONFIRMED_AGAIN, by=audit.organizer(organizer.id), at=at, how=how)


def end_visits(organizer: Organizer) -> None:
    """Wherever the person is signed in, that ends now, and links under way stop working."""
    db.session.execute(
        delete(AccessToken).where(AccessToken.organizer_id == organizer.id, AccessToken.reusable.is_(False))
    )
    db.session.execute(delete(Visit).where(Visit.organizer_id == organizer.id))


def set_password(organizer: Organizer, password: passwords.PasswordHash, *, at: datetime) -> None:
    """Change the password and tell its owner. Links under way stop working, every visit ends: sign in afresh after."""
    organizer.password_hash = password.value
    end_visits(organizer)
    audit.record(Verb.PASSWORD_CHANGED, by=audit.organizer(organizer.id), at=at)
    security_notices.tell(organizer, Notice.PASSWORD_CHANGED, at=at)


def _usable(secret: str, at: datetime) -> ColumnElement[bool]:
    unused = or_(AccessToken.reusable.is_(True), AccessToken.used_at.is_(None))
    return and_(
        AccessToken.digest == _digest(secret),
        AccessToken.purpose == Purpose.SIGN_IN,
        AccessToken.expires_at > at,
        unused,
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()

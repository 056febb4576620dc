"""Authenticator apps: codes of six digits that follow from a shared secret and the time (RFC 6238)."""

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import update

from registration import sealing
from registration.actions import audit, recovery_codes, security_notices
from registration.extensions import db
from registration.models.organizers import Organizer
from registration.models.second_factors import Authenticator
from registration.queries import second_factors
from registration.rules.notices import Notice
from registration.rules.refusals import NotFound, WrongCode
from registration.rules.verbs import Verb

DIGITS, SECONDS = 6, 30
# Clocks of telephones are a little fast or slow.
_DRIFT = (0, -1, 1)
_PURPOSE = "authenticator app"


def new_secret() -> str:
    """Sealed, as it may be kept until the app has shown a code."""
    return sealing.seal(_PURPOSE, pyotp.random_base32())


def readable(sealed: str) -> str | None:
    """The secret in base 32, for people who type it; None when it was sealed with another key."""
    return sealing.unseal(_PURPOSE, sealed)


def address(secret: str, organizer: Organizer, site_name: str) -> str:
    """What the square code holds, for the app to read."""
    return pyotp.TOTP(secret).provisioning_uri(name=organizer.email, issuer_name=site_name.replace(":", " "))


def add(organizer: Organizer, sealed: str, code: str, *, at: datetime) -> None:
    """Take the app that shows this code, in place of any earlier one. Raises WrongCode."""
    step = _step(sealed, code, at)
    app = second_factors.app(organizer.id)
    if app is None:
        app = Authenticator(organizer_id=organizer.id)
        db.session.add(app)
    app.sealed_secret, app.last_step, app.created_at = sealed, step, at
    db.session.flush()
    audit.record(Verb.APP_ADDED, by=audit.organizer(organizer.id), at=at)
    security_notices.tell(organizer, Notice.APP_ADDED, at=at)


def use(organizer: Organizer, code: str, *, at: datetime) -> None:
    """Take a code of the app, each once; of two at the same time one wins. Raises WrongCode."""
    app = second_factors.app(organizer.id)
    if app is None:
        raise WrongCode
    step = _step(app.sealed_secret, code, at)
    taken = db.session.execute(
        update(Authenticator)
        .where(Authenticator.organizer_id == organizer.id, Authenticator.last_step < step)
        .values(last_step=step),
        execution_options={"synchronize_session": False},
    )
    if not taken.rowcount:  # type: ignore[attr-defined]
        raise WrongCode


def remove(organizer: Organizer, *, at: datetime) -> None:
    """Raises NotFound when there is none. Recovery codes go with the last second factor."""
    app = second_factors.app(organizer.id)
    if app is None:
        raise NotFound
    db.session.delete(app)
    db.session.flush()
    if not second_factors.has_any(organizer.id):
        recovery_codes.remove(organizer)
    audit.record(Verb.APP_REMOVED, by=audit.organizer(organizer.id), at=at)
    security_notices.tell(organizer, Notice.APP_REMOVED, at=at)


def _step(sealed: str, code: str, at: datetime) -> int:
    """The step of time this code belongs to. Raises WrongCode."""
    secret = readable(sealed)
    now = int(at.timestamp()) // SECONDS
    for step in (now + drift for drift in _DRIFT):
        if secret and hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step).encode(), code.encode()):
            return step
    raise WrongCode

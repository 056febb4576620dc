"""Ask a browser for a passkey: options for its script, and the challenge the answer has to be for."""

from flask import current_app
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from registration import clock
from registration.actions import passkeys
from registration.actions.passkeys import Place
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.rules.refusals import NotFound, PasskeyRefused
from registration.web import ceremonies

_CHALLENGE = "passkey_challenge"


def place() -> Place | None:
    """Where passkeys of this site belong; None when its address allows none."""
    return passkeys.place(current_app.extensions["settings"])


def for_sign_in(of: Organizer | None = None) -> str | None:
    """Options to ask for any passkey of the site, or for one of this organizer; None where there are none."""
    found = place()
    return passkeys.request_options(found, _challenge(), of) if found else None


def for_new(me: Organizer) -> str | None:
    found = place()
    return passkeys.creation_options(me, found, _challenge()) if found else None


def answered() -> tuple[Place, bytes]:
    """Where and to what the browser answers. The challenge is spent by asking. Raises NotFound, PasskeyRefused."""
    found, now = place(), clock.now()
    if found is None:
        raise NotFound
    kept = ceremonies.kept(_CHALLENGE, now)
    ceremonies.forget(_CHALLENGE)
    if kept is None:
        raise PasskeyRefused
    challenge = base64url_to_bytes(kept)
    with transaction():
        passkeys.spend(challenge, at=now)
    return found, challenge


def _challenge() -> bytes:
    challenge = passkeys.new_challenge()
    ceremonies.keep(_CHALLENGE, bytes_to_base64url(challenge), at=clock.now())
    return challenge

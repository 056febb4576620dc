"""Passkeys (WebAuthn): a device signs a challenge after it has seen who holds it, so one is a whole sign-in.

Everything is bound to the address of BASE_URL; what a request says about its host plays no part.
"""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

import webauthn
from sqlalchemy import select
from webauthn.helpers import (
    bytes_to_base64url,
    options_to_json,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from registration.actions import audit, recovery_codes, security_notices, throttles
from registration.extensions import db
from registration.models.organizers import Organizer
from registration.models.second_factors import Passkey
from registration.queries import second_factors
from registration.rules.notices import Notice
from registration.rules.refusals import NotFound, PasskeyRefused, TooMany
from registration.rules.schedule import CEREMONY_LIFE
from registration.rules.verbs import Verb
from registration.settings import Settings

MOST = 20
_MILLISECONDS = int(CEREMONY_LIFE.total_seconds() * 1000)
_REQUIRED = UserVerificationRequirement.REQUIRED
# What the library lets through of input that makes no sense.
_MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError)


@dataclass(frozen=True)
class Place:
    """Where passkeys of this site belong."""

    domain: str
    origin: str
    name: str


def place(settings: Settings) -> Place | None:
    """None where browsers know no passkeys: at an address of numbers, or without TLS (but on one's own machine)."""
    if _is_number(settings.host_name) or not (settings.is_secure or settings.host_name == "localhost"):
        return None
    return Place(settings.host_name, settings.base_url.rstrip("/"), settings.site_name)


def new_challenge() -> bytes:
    return webauthn.helpers.generate_challenge()


def creation_options(organizer: Organizer, place: Place, challenge: bytes) -> str:
    """For `navigator.credentials.create`, as JSON: a key the device finds by itself, after seeing who holds it."""
    options = webauthn.generate_registration_options(
        rp_id=place.domain,
        rp_name=place.name,
        user_id=_handle(organizer),
        user_name=organizer.email,
        user_display_name=organizer.name or organizer.email,
        challenge=challenge,
        timeout=_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=_descriptors(organizer),
    )
    return options_to_json(options)


def request_options(place: Place, challenge: bytes, of: Organizer | None = None) -> str:
    """For `navigator.credentials.get`, as JSON: any passkey of this site, or those of one organizer."""
    options = webauthn.generate_authentication_options(
        rp_id=place.domain,
        challenge=challenge,
        timeout=_MILLISECONDS,
        allow_credentials=_descriptors(of) if of is not None else [],
        user_verification=_REQUIRED,
    )
    return options_to_json(options)


def spend(challenge: bytes, *, at: datetime) -> None:
    """A challenge is answered once, whatever becomes of it. In a transaction of its own; raises PasskeyRefused."""
    try:
        throttles.count(
            "passkey challenge", bytes_to_base64url(challenge), most=1, within=CEREMONY_LIFE, at=at
        )
    except TooMany:
        raise PasskeyRefused from None


def add(
    organizer: Organizer, name: str, answer: str, *, challenge: bytes, place: Place, at: datetime
) -> Passkey:
    """Keep the public key of a new passkey. Raises PasskeyRefused."""
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.domain,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise PasskeyRefused from error
    credential_id = bytes_to_base64url(verified.credential_id)
    if _found(credential_id) is not None or len(second_factors.passkeys(organizer.id)) >= MOST:
        raise PasskeyRefused
    passkey = Passkey(
        organizer_id=organizer.id,
        credential_id=credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        name=name,
        created_at=at,
    )
    db.session.add(passkey)
    db.session.flush()
    audit.record(Verb.PASSKEY_ADDED, by=audit.organizer(organizer.id), at=at, passkey=passkey.id)
    security_notices.tell(organizer, Notice.PASSKEY_ADDED, at=at, name=name)
    return passkey


def use(
    answer: str, *, challenge: bytes, place: Place, at: datetime, of: Organizer | None = None
) -> Organizer:
    """The organizer whose passkey answered: any, or this one. Raises PasskeyRefused, the same for every reason."""
    try:
        credential = parse_authentication_credential_json(answer)
        passkey = _found(credential.id)
        organizer = db.session.get(Organizer, passkey.organizer_id) if passkey is not None else None
        if passkey is None or organizer is None or not _fits(credential, organizer, of):
            raise PasskeyRefused
        verified = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=place.domain,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise PasskeyRefused from error
    passkey.sign_count, passkey.used_at = verified.new_sign_count, at
    return organizer


def remove(organizer: Organizer, passkey_id: int, *, at: datetime) -> None:
    """Raises NotFound for one that is not the organizer's own. Recovery codes go with the last second factor."""
    passkey = second_factors.passkey(organizer.id, passkey_id)
    if passkey is None:
        raise NotFound
    db.session.delete(passkey)
    db.session.flush()
    if not second_factors.has_any(organizer.id):
        recovery_codes.remove(organizer)
    audit.record(Verb.PASSKEY_REMOVED, by=audit.organizer(organizer.id), at=at, passkey=passkey_id)
    security_notices.tell(organizer, Notice.PASSKEY_REMOVED, at=at, name=passkey.name)


def _found(credential_id: str) -> Passkey | None:
    """Locked, so that of two answers with one count of uses the second is compared with the first."""
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id).with_for_update())


def _fits(credential: AuthenticationCredential, organizer: Organizer, of: Organizer | None) -> bool:
    if not organizer.active or (of is not None and of.id != organizer.id):
        return False
    handle = credential.response.user_handle
    return handle is None or handle == _handle(organizer)


def _descriptors(organizer: Organizer) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(passkey.credential_id))
        for passkey in second_factors.passkeys(organizer.id)
    ]


def _handle(organizer: Organizer) -> bytes:
    """How the device remembers whose key it is: a number that says nothing about the person."""
    return organizer.id.to_bytes(8, "big")


def _is_number(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True

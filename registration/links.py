"""Every absolute address that leaves the house, made from BASE_URL alone, and the signed links of persons.

A personal link is an HMAC-SHA256 over purpose, subject and a version kept with the subject: raising the version
revokes every link sent before. It carries no personal data and cannot be used for another purpose.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from flask import current_app

from registration.settings import Settings

_MANAGE = "manage registration"
_CHECK_ADDRESS = "check address"
_REPLY = "reply to invitation"
_DELEGATION = "look after a delegation"


@dataclass(frozen=True)
class PersonalLink:
    """What a personal link says once its signature has been compared."""

    public_id: str
    version: int


def absolute(path: str) -> str:
    """A path of this site as an address that works from anywhere."""
    return _settings().base_url.rstrip("/") + path


def roundtable(slug: str, language: str) -> str:
    return absolute(f"/{language}/roundtables/{slug}")


def series(slug: str, language: str) -> str:
    return absolute(f"/{language}/series/{slug}")


def programme(language: str) -> str:
    return absolute(f"/{language}/")


def organizers(slug: str, page: str = "") -> str:
    """A page of the organizers about one roundtable."""
    return absolute(f"/organizer/roundtables/{slug}" + (f"/{page}" if page else ""))


def ask_for_link(language: str) -> str:
    return absolute(f"/{language}/my/")


def personal(public_id: str, version: int, language: str) -> str:
    """The address by which a person sees, changes and withdraws a registration."""
    return absolute(f"/{language}/my/{personal_token(public_id, version)}")


def check_address(public_id: str, version: int, address: str, language: str) -> str:
    """The address by which somebody shows that mail to a new address is read."""
    return absolute(f"/{language}/my/addresses/{address_token(public_id, version, address)}")


def reply(public_id: str, version: int, language: str) -> str:
    """The address by which an invitation is answered."""
    return absolute(f"/{language}/invitations/{reply_token(public_id, version)}")


def delegation(public_id: str, version: int, language: str) -> str:
    """The address by which a focal point opens the page of a delegation."""
    return absolute(f"/{language}/delegations/{delegation_token(public_id, version)}")


def sign_in(secret: str) -> str:
    return absolute(f"/organizer/sign-in/{secret}")


def join(secret: str) -> str:
    return absolute(f"/organizer/join/{secret}")


def personal_token(public_id: str, version: int) -> str:
    return _token(_MANAGE, public_id, version)


def address_token(public_id: str, version: int, address: str) -> str:
    """Bound to the very address that was mailed: another pending address makes it worthless."""
    return _token(f"{_CHECK_ADDRESS} {address}", public_id, version)


def reply_token(public_id: str, version: int) -> str:
    return _token(_REPLY, public_id, version)


def delegation_token(public_id: str, version: int) -> str:
    return _token(_DELEGATION, public_id, version)


def read_personal_token(token: str) -> PersonalLink | None:
    """What the token says, or None when it was not made here for this purpose."""
    return _read(token, _MANAGE)


def read_reply_token(token: str) -> PersonalLink | None:
    """The same for the answer to an invitation."""
    return _read(token, _REPLY)


def read_delegation_token(token: str) -> PersonalLink | None:
    """The same for the page of a delegation."""
    return _read(token, _DELEGATION)


def unsigned(token: str) -> PersonalLink | None:
    """What a token claims, before it is known what it should be signed with; never enough by itself."""
    return _read(token, None)


def _token(purpose: str, public_id: str, version: int) -> str:
    body = UUID(public_id).bytes + version.to_bytes(4, "big")
    return _encoded(body + _signature(purpose, body))


def _read(token: str, purpose: str | None) -> PersonalLink | None:
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    body, signature = raw[:20], raw[20:]
    # Encoded again, so that one link has one spelling.
    if len(raw) != 36 or _encoded(raw) != token:
        return None
    if purpose is not None and not hmac.compare_digest(signature, _signature(purpose, body)):
        return None
    return PersonalLink(str(UUID(bytes=body[:16])), int.from_bytes(body[16:], "big"))


def _signature(purpose: str, body: bytes) -> bytes:
    secret: str = current_app.config["SECRET_KEY"]
    key = hashlib.sha256(f"personal links\0{purpose}\0{secret}".encode()).digest()
    return hmac.new(key, body, hashlib.sha256).digest()[:16]


def _encoded(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def host_name() -> str:
    """The host of BASE_URL: the right side of message and calendar identifiers."""
    return _settings().host_name


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found

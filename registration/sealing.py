"""What is kept sealed or as a keyed hash, by keys made from the secret key: the database alone opens nothing.

Every purpose has a key of its own. With another secret key nothing that was sealed before can be opened.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def seal(purpose: str, text: str) -> str:
    return Fernet(base64.urlsafe_b64encode(_key(purpose))).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """The text, or None when it was not sealed for this purpose with the present key."""
    try:
        return Fernet(base64.urlsafe_b64encode(_key(purpose))).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def keyed_digest(purpose: str, text: str) -> str:
    """For secrets short enough to be guessed from a plain hash."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def _key(purpose: str) -> bytes:
    secret: str = current_app.config["SECRET_KEY"]
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"registration {purpose}".encode()).derive(
        secret.encode()
    )

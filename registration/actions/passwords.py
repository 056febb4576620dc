"""Organizers' passwords: argon2id, and only hard ones. Slow on purpose: call it outside transactions."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from registration import folders
from registration.rules.refusals import PasswordPersonal, PasswordTooWeak

SHORTEST, LONGEST, FEWEST_LETTERS = 12, 128, 5
# A shorter name is found in many a good password by chance.
SHORTEST_KNOWN = 4

# The second of the settings OWASP recommends for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


@dataclass(frozen=True)
class PasswordHash:
    """What may be stored. A type of its own, so that a password cannot be stored by mistake."""

    value: str


def hashed(password: str, *, known: Iterable[str] = ()) -> PasswordHash:
    """`known` is what everyone knows about the person and the site; see `known_of`.

    Raises PasswordTooWeak for one that is short, endless, common, or made of hardly any letters, and PasswordPersonal
    for one that holds something known.
    """
    password = _normalized(password)
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < FEWEST_LETTERS:
        raise PasswordTooWeak
    if password.casefold() in _common():
        raise PasswordTooWeak
    letters = _letters(password)
    if any(_letters(word) in letters for word in known):
        raise PasswordPersonal
    return PasswordHash(_hasher.hash(password))


def known_of(email: str, name: str, site_name: str) -> list[str]:
    """The words a stranger would try first: the address and its part before the @, the names, the site's name."""
    words = [email, email.partition("@")[0], name, *name.split(), site_name]
    return [word for word in words if len(_letters(word)) >= SHORTEST_KNOWN]


def matches(stored: str | None, password: str) -> bool:
    """Takes equally long with nothing stored, so that the time does not tell who has an account."""
    password = _normalized(password)[: LONGEST + 1]
    try:
        _hasher.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def _normalized(password: str) -> str:
    """One spelling, whatever keyboard it was typed on (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)


def _letters(text: str) -> str:
    """Without the signs and spaces that are put between words to hide them."""
    return "".join(sign for sign in _normalized(text).casefold() if sign.isalnum())


@cache
def _common() -> frozenset[str]:
    return frozenset((folders.DATA / "common_passwords.txt").read_text("utf-8").split())


@cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody")

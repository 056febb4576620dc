"""References people read aloud on the telephone: eight characters that cannot be confused (Crockford's base 32)."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new() -> str:
    """A new reference such as "7KQ2-M9DX": 40 random bits; the database promises that it is unique."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"

"""One's own account: who one is, how one signs in, where one is signed in."""

from registration.web.organizer.account import (  # noqa: F401  (each import adds its pages)
    about,
    app,
    digest,
    identity,
    passkeys,
    password,
    recovery_codes,
    rule,
    visits,
)

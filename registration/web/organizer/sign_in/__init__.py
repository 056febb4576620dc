"""Signing in: by password or mailed link, then with a second factor for whoever has one; or by passkey alone."""

from registration.web.organizer.sign_in import (  # noqa: F401  (each import adds its pages)
    links,
    passkeys,
    passwords,
    second_step,
)

"""Whom organizers invite. The imports are the list of pages."""

from registration.web.organizer.invitations import (  # noqa: F401  (each import adds its pages)
    linking,
    many,
    one,
    replying,
    table,
    writing,
)

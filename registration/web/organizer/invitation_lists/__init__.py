"""Guest lists become invitations: bring one along, say what its columns hold, look, go. The imports are the pages."""

from registration.web.organizer.invitation_lists import (  # noqa: F401  (each import adds its pages)
    checking,
    left_out,
    matching,
    progress,
    source,
)

"""A roundtable's own questions: their list, one of them, how they look to people. The imports are the list of pages."""

from registration.web.organizer.questions import (  # noqa: F401  (each import adds its pages)
    editing,
    listing,
    preview,
    sets,
)

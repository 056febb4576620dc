"""Mail to many: written, shown as one recipient would read it, sent with an eye on it. The imports are the pages."""

from registration.web.organizer.mailings import (  # noqa: F401  (each import adds its pages)
    beginning,
    recipients,
    sending,
    steering,
    writing,
)

"""The people of convening organizations, and the organizations themselves. The imports are the list of pages."""

from registration.web.organizer.colleagues import (  # noqa: F401  (each import adds its pages)
    invitations,
    joining,
    members,
    organizations,
    people,
)

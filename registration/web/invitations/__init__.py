"""Answer an invitation, behind a mailed link. This is the list of pages."""

from registration.web.invitations import (  # noqa: F401  (each import adds its pages)
    acceptance,
    done,
    nomination,
    opening,
)
from registration.web.invitations.blueprint import blueprint

__all__ = ["blueprint"]

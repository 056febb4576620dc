"""The page of one delegation for its focal point, behind a mailed link. This is the list of pages."""

from registration.web.delegations import (  # noqa: F401  (each import adds its pages)
    mine,
    opening,
    people,
    registering,
    several,
)
from registration.web.delegations.blueprint import blueprint

__all__ = ["blueprint"]

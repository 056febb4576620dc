"""One's own registration, behind a mailed link. This is the list of pages."""

from registration.web.my import (  # noqa: F401  (each import adds its pages)
    addresses,
    again,
    answers,
    asking,
    documents,
    files,
    group,
    inquiry,
    merged,
    offer,
    opening,
    registration,
    substitution,
    withdrawal,
)
from registration.web.my.blueprint import blueprint

__all__ = ["blueprint"]

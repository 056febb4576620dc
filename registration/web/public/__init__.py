"""The public pages and the registration form. This is the list of pages."""

from registration.web.public import (  # noqa: F401  (each import adds its pages)
    check,
    details,
    documents,
    done,
    feeds,
    languages,
    photos,
    programme,
    refusing,
    register,
    roundtable,
    security,
    sharing,
    sitemap,
    statements,
)
from registration.web.public.blueprint import blueprint

__all__ = ["blueprint"]

"""Every part that pages are made of and every letter, with made-up data: for development and demonstrations only."""

from registration.web.styleguide import letters, parts  # noqa: F401  (each import adds its pages)
from registration.web.styleguide.blueprint import blueprint

__all__ = ["blueprint"]

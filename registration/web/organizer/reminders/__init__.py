"""Reminders of a roundtable: the list, one rule, and whom it would reach. The imports are the pages."""

from registration.web.organizer.reminders import overview, rules  # noqa: F401  (each import adds its pages)

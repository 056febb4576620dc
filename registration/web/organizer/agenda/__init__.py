"""What happens at a roundtable and who speaks: pages for organizers."""

from registration.web.organizer.agenda import items, listing, speakers  # noqa: F401  (each import adds its pages)

"""Pages for organizers. The imports are the list of pages."""

from registration.web.organizer import (  # noqa: F401  (each import adds its pages)
    account,
    admission,
    cancellation,
    downloads,
    entries,
    exports,
    history,
    publication,
    registration,
    registrations,
    roundtable,
    roundtable_details,
    roundtables,
    seat_limits,
    seats,
    sign_in,
    sign_in_links,
    withdrawals,
)
from registration.web.organizer.blueprint import blueprint

__all__ = ["blueprint"]

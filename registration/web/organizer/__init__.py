"""Pages for organizers. The imports are the list of pages."""

from registration.web.organizer import (  # noqa: F401  (each import adds its pages)
    account,
    admission,
    approvals,
    bulk_decisions,
    cancellation,
    changes_of_type,
    downloads,
    entries,
    exports,
    history,
    mailings,
    publication,
    registration,
    registrations,
    reminders,
    returns,
    roundtable,
    roundtable_details,
    roundtables,
    seat_limits,
    seats,
    sign_in,
    sign_in_links,
    waiting,
    withdrawals,
)
from registration.web.organizer.blueprint import blueprint

__all__ = ["blueprint"]

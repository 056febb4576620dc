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
    publication,
    registration,
    registrations,
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
from registration.web.organizer.guests import (  # noqa: F401  (each import adds its pages)
    duplicates,
    merging,
    notes,
    selected_list,
    tag_list,
    tagging,
    undoing,
    views,
)

__all__ = ["blueprint"]

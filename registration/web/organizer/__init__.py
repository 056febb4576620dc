"""Pages for organizers. The imports are the list of pages."""

from registration.web.organizer import (  # noqa: F401  (each import adds its pages)
    account,
    admission,
    agenda,
    approvals,
    bulk_decisions,
    cancellation,
    changes_of_type,
    colleagues,
    copies,
    delegations,
    documents,
    downloads,
    entries,
    exports,
    history,
    invitation_lists,
    invitations,
    joining,
    leaving,
    mailings,
    own_questions,
    preview,
    publication,
    questions,
    registration,
    registrations,
    reminders,
    returns,
    roundtable,
    roundtable_details,
    roundtables,
    schedule,
    seat_limits,
    seats,
    series,
    sign_in,
    substitution,
    translations,
    waiting,
    withdrawals,
)
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.figures import (  # noqa: F401  (likewise)
    overview as _overview,
)
from registration.web.organizer.figures import (  # noqa: F401  (likewise)
    roundtable as _roundtable_figures,
)
from registration.web.organizer.guests import (  # noqa: F401  (likewise)
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

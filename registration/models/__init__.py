"""What we keep. Importing this package declares every table."""

from registration.models import (  # noqa: F401  (each import declares its tables)
    access,
    agenda_items,
    audit,
    documents,
    downloads,
    files,
    inquiries,
    organizations,
    organizers,
    outbox,
    photos,
    questions,
    registrations,
    roundtables,
    seats,
    series,
    speakers,
    stakeholder_types,
    submissions,
    type_policies,
)

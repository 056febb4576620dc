"""What we keep. Importing this package declares every table."""

from registration.models import (  # noqa: F401  (each import declares its tables)
    access,
    audit,
    downloads,
    inquiries,
    invitations,
    organizations,
    organizers,
    outbox,
    photos,
    registrations,
    roundtables,
    seats,
    series,
    stakeholder_types,
    submissions,
    type_policies,
)

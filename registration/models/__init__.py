"""What we keep. Importing this package declares every table."""

from registration.models import (  # noqa: F401  (each import declares its tables)
    access,
    audit,
    bulk_deeds,
    downloads,
    inquiries,
    notes,
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
    tags,
    type_policies,
    views,
)

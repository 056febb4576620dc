"""The people somebody has chosen in the guest table: ticked, or all that the filters leave."""

from collections.abc import Collection

from sqlalchemy import select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import guest_table, scope
from registration.queries.guest_table import Filters
from registration.rules.permissions import Reaches
from registration.rules.statuses import Status

# As many as one request can carry and somebody can answer for.
MOST = 1000


def matching(
    roundtable: Roundtable, filters: Filters, statuses: Collection[Status] | None = None
) -> list[str]:
    """The public ids of all that the filters leave, in one of the statuses if any are given: at most one too many."""
    query = guest_table.ordered(guest_table.narrowed(roundtable, filters), filters.sort)
    if statuses is not None:
        query = query.where(Registration.status.in_(statuses))
    return list(db.session.scalars(query.with_only_columns(Registration.public_id).limit(MOST + 1)))


def by_ids(roundtable: Roundtable, ids: Collection[int]) -> list[Registration]:
    """Those of this roundtable, read afresh."""
    found = db.session.scalars(
        select(Registration)
        .where(Registration.roundtable_id == roundtable.id, Registration.id.in_(ids))
        .order_by(Registration.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


def of(roundtable: Roundtable, public_ids: Collection[str], reaches: Reaches) -> list[Registration]:
    """Those of this roundtable within these reaches, read afresh, in the order in which they are decided about.

    Whoever holds a seat comes last: when it is given back, it goes to none of those who are to be told no.
    """
    found = db.session.scalars(
        select(Registration)
        .where(
            Registration.roundtable_id == roundtable.id,
            Registration.public_id.in_(public_ids),
            scope.within(reaches),
        )
        .order_by(Registration.holds_seat, Registration.created_at, Registration.id)
        .execution_options(populate_existing=True)
    )
    return list(found)

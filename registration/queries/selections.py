"""The people somebody has ticked in the guest table."""

from collections.abc import Collection

from sqlalchemy import select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Reaches

MOST = 500


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

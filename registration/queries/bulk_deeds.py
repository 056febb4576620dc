"""The latest deed about many people, while it can be undone by whoever did it."""

from sqlalchemy import select

from registration.extensions import db
from registration.models.bulk_deeds import BulkDeed
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable


def latest(roundtable: Roundtable, organizer: Organizer) -> BulkDeed | None:
    return db.session.scalar(
        select(BulkDeed)
        .where(BulkDeed.roundtable_id == roundtable.id, BulkDeed.organizer_id == organizer.id)
        .order_by(BulkDeed.id.desc())
        .limit(1)
    )


def one(roundtable: Roundtable, organizer: Organizer, deed_id: int) -> BulkDeed | None:
    return db.session.scalar(
        select(BulkDeed).where(
            BulkDeed.id == deed_id,
            BulkDeed.roundtable_id == roundtable.id,
            BulkDeed.organizer_id == organizer.id,
        )
    )

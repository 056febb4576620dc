"""Every organizer's account, for the operator; the visits of one, for its owner."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from registration.extensions import db
from registration.models.access import Visit
from registration.models.organizers import Organizer

MOST_VISITS = 50


def organizers() -> Sequence[Organizer]:
    return db.session.scalars(select(Organizer).order_by(Organizer.email_key)).all()


def visits(organizer_id: int, at: datetime) -> Sequence[Visit]:
    """Where the organizer is signed in, the latest first."""
    found = db.session.scalars(
        select(Visit)
        .where(Visit.organizer_id == organizer_id, Visit.expires_at > at)
        .order_by(Visit.seen_at.desc(), Visit.id.desc())
        .limit(MOST_VISITS)
    )
    # One that waits for a second factor is nobody's visit yet.
    return [visit for visit in found if "organizer" in visit.contents]

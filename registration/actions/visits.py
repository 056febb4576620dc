"""End visits: they are over with the next request of their browsers."""

from datetime import datetime

from sqlalchemy import delete, select

from registration.actions import audit
from registration.extensions import db
from registration.models.access import Visit
from registration.models.organizers import Organizer
from registration.rules.refusals import NotFound
from registration.rules.verbs import Verb


def end(organizer: Organizer, visit_id: int, *, at: datetime) -> None:
    """End one of the organizer's own visits. Raises NotFound."""
    # Looked for among these: the number may be greater than a database knows.
    own = db.session.scalars(select(Visit.id).where(Visit.organizer_id == organizer.id)).all()
    if visit_id not in own:
        raise NotFound
    db.session.execute(delete(Visit).where(Visit.id == visit_id))
    audit.record(Verb.VISITS_ENDED, by=audit.organizer(organizer.id), at=at, visits=1)


def end_others(organizer: Organizer, *, but: str | None, at: datetime) -> int:
    """End all visits of the organizer but the one with this digest; returns how many."""
    others = [Visit.organizer_id == organizer.id]
    if but is not None:
        others.append(Visit.digest != but)
    ended: int = db.session.execute(delete(Visit).where(*others)).rowcount  # type: ignore[attr-defined]
    if ended:
        audit.record(Verb.VISITS_ENDED, by=audit.organizer(organizer.id), at=at, visits=ended)
    return ended

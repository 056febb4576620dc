"""What the demonstration's organizer has tagged and noted, and the views she has kept."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from registration.actions import audit, notes, tags, views
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable


def keep(kept: dict[str, Any], roundtable: Roundtable, *, organizer_id: int, at: datetime) -> None:
    """See `data/demo/guests.json`."""
    people = {
        one.email: one
        for one in db.session.scalars(select(Registration).where(Registration.roundtable_id == roundtable.id))
    }
    for name, whom in kept["tags"].items():
        tag = tags.known(roundtable.id, name, at=at)
        tags.put(tag, [people[email] for email in whom], by=audit.organizer(organizer_id), at=at)
    for note in kept["notes"]:
        noted_at = at - timedelta(days=note["days_ago"])
        notes.add(people[note["who"]], note["text"], author_id=organizer_id, at=noted_at)
    for view in kept["views"]:
        views.save(roundtable.id, organizer_id, view["name"], view["address"], shared=True, at=at)

"""What organizers have noted about people."""

from collections.abc import Collection

from sqlalchemy import func, select

from registration.extensions import db
from registration.models.notes import Note
from registration.models.registrations import Registration


def of(registration: Registration) -> list[Note]:
    """The latest first."""
    return list(
        db.session.scalars(
            select(Note).where(Note.registration_id == registration.id).order_by(Note.id.desc())
        )
    )


def one(registration: Registration, note_id: int) -> Note | None:
    return db.session.scalar(select(Note).where(Note.registration_id == registration.id, Note.id == note_id))


def latest(registrations: Collection[Registration]) -> dict[int, str]:
    """The last note about each of whom there is any, by the id of the registration."""
    last = (
        select(func.max(Note.id))
        .where(Note.registration_id.in_([one.id for one in registrations]))
        .group_by(Note.registration_id)
    )
    rows = db.session.execute(select(Note.registration_id, Note.text).where(Note.id.in_(last)))
    return dict(rows.all())

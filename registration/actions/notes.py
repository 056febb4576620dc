"""Note something about somebody, for the organizers alone. Only its author changes a note."""

from datetime import datetime

from registration.actions import audit
from registration.extensions import db
from registration.models.notes import Note
from registration.models.registrations import Registration
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb


def add(registration: Registration, text: str, *, author_id: int, at: datetime) -> Note:
    made = Note(registration_id=registration.id, author_id=author_id, text=text, created_at=at, updated_at=at)
    db.session.add(made)
    audit.record_on(registration, Verb.NOTE_ADDED, by=audit.organizer(author_id), at=at)
    return made


def change(note: Note, text: str, *, version: int, at: datetime) -> None:
    """Raises ChangedMeanwhile if it was changed since `version`: in another window of the same person."""
    if note.version != version:
        raise ChangedMeanwhile
    if note.text != text:
        note.text, note.updated_at, note.version = text, at, note.version + 1


def remove(registration: Registration, note: Note, *, at: datetime) -> None:
    audit.record_on(registration, Verb.NOTE_REMOVED, by=audit.organizer(note.author_id), at=at)
    db.session.delete(note)

"""Documents of a roundtable: added, replaced, moved, removed; every step is on record."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from registration.actions import audit, ordering
from registration.actions.document_files import File
from registration.extensions import db
from registration.models.documents import Audience, Document, DocumentFile
from registration.models.roundtables import Roundtable
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb


@dataclass(frozen=True)
class Facts:
    """What an organizer says about a document: the language is that of the document and of its title."""

    title: str
    language: str
    audience: Audience


def add(roundtable: Roundtable, facts: Facts, file: File, *, by: audit.By, at: datetime) -> Document:
    """Raises NoMoreFit."""
    document = Document(public_id=str(uuid4()), created_at=at)
    _say(document, facts, at=at)
    _describe(document, file)
    ordering.put(roundtable.documents, document)
    db.session.flush()
    db.session.add(DocumentFile(document_id=document.id, content=file.content))
    _record(Verb.DOCUMENT_ADDED, roundtable, document, by=by, at=at)
    return document


def edit(
    roundtable: Roundtable,
    document: Document,
    facts: Facts,
    file: File | None,
    *,
    version: int,
    by: audit.By,
    at: datetime,
) -> None:
    """Change what is said about it, and put another file in its place if there is one. Raises ChangedMeanwhile."""
    if document.version != version:
        raise ChangedMeanwhile
    _say(document, facts, at=at)
    if file is not None:
        _describe(document, file)
        db.session.get_one(DocumentFile, document.id).content = file.content
    document.version += 1
    _record(Verb.DOCUMENT_CHANGED, roundtable, document, by=by, at=at)


def move(roundtable: Roundtable, document: Document, *, up: bool, by: audit.By, at: datetime) -> None:
    ordering.move(roundtable.documents, document, up=up)
    _record(Verb.DOCUMENT_CHANGED, roundtable, document, by=by, at=at)


def remove(roundtable: Roundtable, document: Document, *, by: audit.By, at: datetime) -> None:
    """Its bytes go with it."""
    _record(Verb.DOCUMENT_REMOVED, roundtable, document, by=by, at=at)
    db.session.delete(db.session.get_one(DocumentFile, document.id))
    db.session.flush()
    ordering.remove(roundtable.documents, document)


def _say(document: Document, facts: Facts, *, at: datetime) -> None:
    document.title, document.language, document.audience = facts.title, facts.language, facts.audience
    document.updated_at = at


def _describe(document: Document, file: File) -> None:
    document.file_name, document.media_type, document.size = file.name, file.media_type, len(file.content)
    document.digest = hashlib.sha256(file.content).hexdigest()


def _record(verb: Verb, roundtable: Roundtable, document: Document, *, by: audit.By, at: datetime) -> None:
    audit.record(
        verb,
        by=by,
        at=at,
        roundtable_id=roundtable.id,
        document=document.public_id,
        audience=document.audience,
        digest=document.digest,
    )

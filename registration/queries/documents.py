"""Documents of roundtables, each found only by those it is meant for."""

from collections.abc import Set as AbstractSet

from sqlalchemy import select

from registration.extensions import db
from registration.models.documents import Audience, Document, DocumentFile
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import programme
from registration.rules.refusals import NotFound
from registration.rules.statuses import Status

_OF_PARTICIPANTS = frozenset({Audience.PUBLIC, Audience.CONFIRMED})


def public(public_id: str) -> Document:
    """One that anyone may have. Raises NotFound."""
    shown = programme.public().with_only_columns(Roundtable.id)
    found = db.session.scalar(
        select(Document).where(
            Document.public_id == public_id,
            Document.audience == Audience.PUBLIC,
            Document.roundtable_id.in_(shown),
        )
    )
    if found is None:
        raise NotFound
    return found


def of_participant(registration: Registration) -> list[Document]:
    """What somebody may have: nothing until they are confirmed."""
    if registration.status is not Status.CONFIRMED:
        return []
    return for_audiences(registration.roundtable, _OF_PARTICIPANTS)


def for_audiences(roundtable: Roundtable, audiences: AbstractSet[Audience]) -> list[Document]:
    return [document for document in roundtable.documents if document.audience in audiences]


def content(document: Document) -> bytes:
    """The bytes of the file."""
    return db.session.scalars(
        select(DocumentFile.content).where(DocumentFile.document_id == document.id)
    ).one()

"""Documents for confirmed participants."""

from uuid import UUID

from flask import Response

from registration.queries import documents
from registration.rules.refusals import NotFound
from registration.web.attachments import attachment
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@blueprint.get("/registration/documents/<uuid:document_id>")
def document(language: str, document_id: UUID) -> Response:  # noqa: ARG001  (part of the address)
    for found in documents.of_participant(person.own()):
        if found.public_id == str(document_id):
            return attachment(found)
    raise NotFound

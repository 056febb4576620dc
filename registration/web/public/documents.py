"""Documents that anyone may have."""

from uuid import UUID

from flask import Response

from registration.queries import documents
from registration.web.attachments import attachment
from registration.web.public.blueprint import blueprint


@blueprint.get("/documents/<uuid:document_id>")
def document(document_id: UUID) -> Response:
    return attachment(documents.public(str(document_id)))

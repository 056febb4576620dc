"""Files as they are handed out: to be saved, never to be shown or run as part of this site."""

from io import BytesIO

from flask import Response, send_file

from registration.models.documents import Document
from registration.queries import documents

# Should a browser open it all the same, it has no rights at all.
_SANDBOX = "default-src 'none'; sandbox"


def attachment(document: Document) -> Response:
    """The file of a document to whose reader it has been granted."""
    response = send_file(
        BytesIO(documents.content(document)),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.file_name,
        etag=False,
    )
    response.headers["Content-Security-Policy"] = _SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response

"""Files of people: always downloaded, never shown inside of our pages, kept by nobody on the way."""

from io import BytesIO

from flask import Flask, Response, request, send_file

from registration.models.files import File

# The largest file, the texts around it, and room for a second file.
MOST_BYTES = 11 * 1024 * 1024
# Forms that may ask for files.
_WITH_FILES = frozenset(
    {
        "public.details",
        "my.edit",
        "organizer.new_registration",
        "organizer.edit_registration",
        "organizer.change_type",
    }
)
# Every option of every question ticked.
MOST_PARTS = 1000
_NOTHING_RUNS = "default-src 'none'; sandbox"


def answer(file: File) -> Response:
    response = send_file(
        BytesIO(file.content),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=False,
        max_age=None,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = _NOTHING_RUNS
    return response


def init_app(app: Flask) -> None:
    app.url_value_preprocessor(_allow_files)


def _allow_files(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Raise the limit before anything reads the form; what is typed keeps the limit of the house."""
    if endpoint in _WITH_FILES:
        request.max_content_length = MOST_BYTES
        request.max_form_parts = MOST_PARTS

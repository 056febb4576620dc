"""The organizers' side of the house: every page says what it needs, and none is found without it."""

from flask import Blueprint, request

from registration.web import access

blueprint = Blueprint("organizer", __name__, url_prefix="/organizer")
blueprint.before_request(access.guard)

# A photograph of 8 MB or a document of 15, and long texts in six languages, each of whose letters may be sent as nine;
# everything else keeps the small limit of the house.
MOST_BYTES = 9 * 1024 * 1024
MOST_BYTES_OF_DOCUMENT = 16 * 1024 * 1024
MOST_BYTES_OF_TEXT = 1024 * 1024
MOST_PARTS = 400
_TEXTS = 256 * 1024
_LARGE_FORMS = {
    "organizer.new_roundtable": MOST_BYTES,
    "organizer.edit_roundtable": MOST_BYTES,
    "organizer.new_document": MOST_BYTES_OF_DOCUMENT,
    "organizer.edit_document": MOST_BYTES_OF_DOCUMENT,
    # A file of 4 MB, or as many lines as it may hold.
    "organizer.import_invitations": 5 * 1024 * 1024,
    "organizer.new_series": _TEXTS,
    "organizer.edit_series": _TEXTS,
    "organizer.new_agenda_item": _TEXTS,
    "organizer.edit_agenda_item": _TEXTS,
    "organizer.new_speaker": _TEXTS,
    "organizer.edit_speaker": _TEXTS,
    "organizer.translate": _TEXTS,
    # A question, its help and twenty options.
    "organizer.new_question": _TEXTS,
    "organizer.edit_question": _TEXTS,
}


@blueprint.url_value_preprocessor
def allow_large_forms(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Raise the limit before anything reads the form: the check of its token is first to do so."""
    if endpoint in _LARGE_FORMS:
        request.max_content_length = _LARGE_FORMS[endpoint]
        request.max_form_memory_size = min(MOST_BYTES_OF_TEXT, _LARGE_FORMS[endpoint])
        request.max_form_parts = MOST_PARTS

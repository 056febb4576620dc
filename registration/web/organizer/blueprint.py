"""The organizers' side of the house: every page says what it needs, and none is found without it."""

from flask import Blueprint, request

from registration.web import access

blueprint = Blueprint("organizer", __name__, url_prefix="/organizer")
blueprint.before_request(access.guard)

# A photograph of 8 MB and texts in six languages; everything else keeps the small limit of the house.
_LARGE_FORMS = {"organizer.new_roundtable", "organizer.edit_roundtable"}
# A question, its help and twenty options in six languages.
_LONG_FORMS = {"organizer.new_question", "organizer.edit_question"}
MOST_BYTES = 9 * 1024 * 1024
MOST_BYTES_OF_TEXT = 1024 * 1024
MOST_BYTES_OF_A_LONG_FORM = 256 * 1024
MOST_PARTS = 400


@blueprint.url_value_preprocessor
def allow_large_forms(endpoint: str | None, _values: dict[str, object] | None) -> None:
    """Raise the limit before anything reads the form: the check of its token is first to do so."""
    if endpoint in _LARGE_FORMS:
        request.max_content_length = MOST_BYTES
        request.max_form_memory_size = MOST_BYTES_OF_TEXT
        request.max_form_parts = MOST_PARTS
    elif endpoint in _LONG_FORMS:
        request.max_content_length = request.max_form_memory_size = MOST_BYTES_OF_A_LONG_FORM
        request.max_form_parts = MOST_PARTS

"""The parent of every form: our own messages only, and no white space at the ends of what was typed."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.i18n import DummyTranslations


class Form(FlaskForm):
    class Meta(FlaskForm.Meta):
        # The token is checked before any form is made (`extensions.csrf`), and templates write it themselves.
        csrf = False

        def get_translations(self, form: Any) -> DummyTranslations:  # noqa: ARG002  (WTForms names it)
            """None of the library's sentences is shown: every check of ours brings its own."""
            return DummyTranslations()

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Trim every text at its ends before anything looks at it."""
            if issubclass(unbound_field.field_class, StringField):
                options = {**options, "filters": (trimmed,)}
            return super().bind_field(form, unbound_field, options)

    def __init__(self, **options: Any) -> None:
        """As in WTForms: `data` fills in what was known before; what this request sent comes first."""
        super().__init__(**options)  # type: ignore[no-untyped-call]

    def is_sent_in_order(self) -> bool:
        """Whether this request sent the form and every check passes."""
        return bool(self.validate_on_submit())  # type: ignore[no-untyped-call]

    def refuse(self, name: str, message: object) -> None:
        """Put a message beside a field that by itself was in order; Markup stays what it is."""
        field = self[name]
        field.errors = [*field.errors, message if isinstance(message, str) else str(message)]


def lazy(text: str) -> Any:
    """A sentence translated when it is shown. WTForms takes it for a text; its type says otherwise."""
    return lazy_gettext(text)


def trimmed(text: str | None) -> str:
    """A line ends in one line feed, whatever the browser sent."""
    return (text or "").replace("\r\n", "\n").strip()

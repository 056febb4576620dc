"""One text in six languages: English first, the others when there is a translation."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field, StringField, TextAreaField

from registration.i18n import LANGUAGES
from registration.web import languages
from registration.web.forms import Form
from registration.web.forms.checks import Given, MayBeEmpty, NoLongerThan, Printable

FIRST = "en"


class Part(Form):
    """A form inside a form: the outer one carries the token."""

    class Meta(Form.Meta):
        csrf = False


class Texts(Part):
    """Fields named after their languages, in the reader's own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for code in _ORDER:
            self[code].label.text = languages.name_of(code)

    @property
    def by_language(self) -> dict[str, Field]:
        return {code: self[code] for code in _ORDER}

    def texts(self) -> dict[str, str]:
        """What was written, by language."""
        return {code: self[code].data for code in _ORDER if self[code].data}


_ORDER = (FIRST, *(code for code in LANGUAGES if code != FIRST))


def in_six_languages(longest: int, *, lines: bool = False, needed: Any = None) -> type[Texts]:
    """The fields of one text. `needed`: what to say when it is missing in English."""
    fields: dict[str, Any] = {}
    for code in _ORDER:
        presence = Given(needed) if needed is not None and code == FIRST else MayBeEmpty()
        kind = TextAreaField if lines else StringField
        fields[code] = kind(validators=[presence, NoLongerThan(longest), Printable(lines=lines)])
    return type("TextsForm", (Texts,), fields)


def filled(texts: Mapping[str, str] | None) -> dict[str, str]:
    """Stored texts as the fields take them."""
    return {code: (texts or {}).get(code, "") for code in _ORDER}

"""The texts of one language as fields, each to be shown beside the same text in another one."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField

from registration.queries.translations import Text
from registration.web.forms import Form
from registration.web.forms.checks import Given, MayBeEmpty, NoLongerThan, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.texts import FIRST
from registration.words import roundtables

LABELS: dict[str, Any] = {**roundtables.LABELS}


class TranslationForm(Form):
    """`seen` is the digest of what the fields were filled from."""

    seen = HiddenField()

    def renew(self, digest: str) -> None:
        """What was typed stays on the page; sending it once more puts it in the place of the other's."""
        self.seen.raw_data, self.seen.data = None, digest


def of_texts(texts: Sequence[Text], language: str) -> type[TranslationForm]:
    """The form for these texts, but for those that cannot be changed here."""
    fields = {text.key: _field(text, language) for text in texts if not text.is_fixed(language)}
    return type("TranslationFormOfTexts", (TranslationForm,), fields)


def _field(text: Text, language: str) -> Any:
    needed = text.key == "titles" and language == FIRST
    presence = Given(_("Enter the title in English")) if needed else MayBeEmpty()
    kind: Any = TextAreaField if text.lines else StringField
    return kind(
        LABELS[text.word],
        validators=[presence, NoLongerThan(text.longest), Printable(lines=text.lines)],
    )

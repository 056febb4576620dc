"""A form with a field of every kind, partly filled in and partly wrong, so that all of its looks are seen."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from registration.i18n import LANGUAGES, localized
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields
from registration.web.forms import options
from registration.web.forms.form import Form
from registration.words import fields as words

FILLED_IN = {
    "stakeholder_type": "civil_society",
    "given_names": "Aya Marie-Thérèse",
    "family_name": "حدّاد",
    "email": "aya@example",
    "mode": "in_person",
    "title_ar": "من يجلس إلى الطاولة",
}


def _words(of: Mapping[str, object], key: str) -> Any:
    """A sentence translated when it is shown. WTForms takes it for a text; its type says otherwise."""
    return of[key]


class SampleForm(Form):
    stakeholder_type = RadioField(_words(words.LABELS, "stakeholder_type"), validate_choice=False)
    state = SelectField(
        _words(words.LABELS, "state"), description=_words(words.HINTS, "state"), validate_choice=False
    )
    given_names = StringField(_words(words.LABELS, "given_names"))
    family_name = StringField(_words(words.LABELS, "family_name"))
    email = EmailField(_words(words.LABELS, "email"))
    phone = TelField(_words(words.LABELS, "phone"))
    mode = RadioField(_words(words.LABELS, "mode"), validate_choice=False)
    languages = SelectMultipleField(
        _words(words.LABELS, "language"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    note = TextAreaField(_words(words.LABELS, "position"))
    consent = BooleanField(_words(words.LABELS, "consent_listed"))
    title_en = StringField(LANGUAGES["en"])
    title_ar = StringField(LANGUAGES["ar"])
    title_zh = StringField(LANGUAGES["zh"])


def sample_form(kinds: list[StakeholderType], language: str) -> SampleForm:
    form = SampleForm(data=FILLED_IN, meta={"csrf": False})
    form.stakeholder_type.choices = [
        options.option(kind.code, localized(kind.names, language)) for kind in kinds
    ]
    form.state.choices = options.of(fields.BY_KEY["state"], language)
    form.mode.choices = options.of(fields.BY_KEY["mode"], language)
    form.languages.choices = options.of(fields.LANGUAGE, language)
    form.refuse("state", words.MISSING["state"])
    form.refuse("email", words.MISSING["email"])
    return form

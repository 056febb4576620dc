"""What organizers write to many, in up to six languages, and whom they leave out."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, FormField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from registration import links
from registration.rules import own_words
from registration.rules.own_words import IN_SUBJECTS, LONGEST_SUBJECT, LONGEST_TEXT, Placeholder
from registration.rules.statuses import Status
from registration.web.forms import Form
from registration.web.forms.checks import MayBeEmpty, NoLongerThan, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.texts import Texts, in_six_languages
from registration.web.organizer.forms.versions import Version
from registration.words.statuses import STATUSES


class OwnWords(Form):
    """Subject and text by language: both, or neither. `needed`: at least in one language."""

    needed = True
    version = Version()
    subjects = FormField(in_six_languages(LONGEST_SUBJECT), _("Subject"))
    texts = FormField(in_six_languages(LONGEST_TEXT, lines=True), _("Text"))

    @property
    def written(self) -> tuple[dict[str, str], dict[str, str]]:
        return _texts(self.subjects).texts(), _texts(self.texts).texts()

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        subjects, texts = _texts(self.subjects), _texts(self.texts)
        for code, subject in subjects.by_language.items():
            self._check_pair(code, subjects, texts)
            _check(subjects, code, subject.data or "", IN_SUBJECTS)
            _check(texts, code, texts[code].data or "", frozenset(Placeholder))
        if self.needed and not self.errors and not texts.texts():
            subjects.refuse("en", gettext("Write a subject and a text in at least one language"))
        return not self.errors

    def _check_pair(self, code: str, subjects: Texts, texts: Texts) -> None:
        if subjects[code].data and not texts[code].data:
            texts.refuse(code, gettext("Write the text in this language too, or leave out its subject"))
        elif texts[code].data and not subjects[code].data:
            subjects.refuse(code, gettext("Write the subject in this language too, or leave out its text"))


def _texts(field: Any) -> Texts:
    found: Texts = field.form
    return found


def _check(form: Texts, code: str, typed: str, known: frozenset[Placeholder]) -> None:
    if unknown := own_words.unknown(typed, known):
        names = gettext(", ").join(unknown)
        form.refuse(code, gettext("There is no such placeholder here: %(names)s", names=names))
    if own_words.has_secret(typed, links.host_name()):
        form.refuse(
            code,
            gettext(
                "This holds a personal link: everybody would get the one of this person. "
                "Write {personal_link} instead, and each gets their own"
            ),
        )


class Recipients(Form):
    """`version` is that of the draft. The filters are left as they are for people picked by hand."""

    version = Version()
    status = SelectField(_("Status"), validate_choice=False, default="")
    type = SelectField(_("Stakeholder type"), validate_choice=False, default="")
    q = StringField(
        _("Name, organization, reference, e-mail or @domain"),
        validators=[MayBeEmpty(), NoLongerThan(200), Printable()],
    )
    ended_too = BooleanField(_("Also those who have withdrawn, were declined or replaced"))
    not_ids = SelectMultipleField(
        _("Not those who have already got"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    not_since = Moment(_("Not those to whom any mail to many has gone since"))

    def offer(self, *, types: list[tuple[str, str]], earlier: list[tuple[str, str]]) -> None:
        """Give the form what can be chosen."""
        self.status.choices = options(
            [("", gettext("Everyone still in the process")), *((one, STATUSES[one]) for one in Status)]
        )
        self.type.choices = options([("", gettext("All types")), *types])
        self.not_ids.choices = options(earlier)

    @property
    def left_out(self) -> tuple[int, ...]:
        """The numbers of earlier mailings that were ticked; what was not offered is none."""
        offered = {choice.value for choice in self.not_ids.choices or []}  # type: ignore[union-attr]
        return tuple(int(one) for one in self.not_ids.data or [] if one in offered)

    def check(self, zone: str) -> bool:
        """Whether the moment exists on the clocks of the roundtable."""
        try:
            self.not_since.exact(zone)
        except ValueError as error:
            self.refuse("not_since", str(error))
        return not self.errors


class Sending(Form):
    """What the page that asks has announced."""

    version = Version()
    expected = HiddenField()

    @property
    def people(self) -> int:
        seen = self.expected.data or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else -1


GREETING = lazy_gettext("Dear {full_name},")

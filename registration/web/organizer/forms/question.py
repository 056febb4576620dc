"""One question of a roundtable's own, as organizers word it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from wtforms import BooleanField, FormField, HiddenField, RadioField, SelectField, StringField

from registration.actions.questions import Facts
from registration.rules import questions
from registration.rules.questions import MOST_OPTIONS, WITH_OPTIONS, Belongs, Kind, Question
from registration.web.forms import Form
from registration.web.forms.checks import Given, MayBeEmpty, NoLongerThan, Offered
from registration.web.forms.form import lazy as _
from registration.web.forms.own import Boxes
from registration.web.organizer.forms.choosing import options as of
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.rows import Rows
from registration.web.organizer.forms.texts import Part, filled, in_six_languages
from registration.web.organizer.forms.versions import Version
from registration.words.choices import YES_NO
from registration.words.questions import BELONGS, KINDS, called, option
from registration.words.refusals import REFUSALS

_FROM_THE_LIST = _("Choose an entry of the list")
# Empty rows for further options.
_MORE = 4


class OptionRow(Part):
    """One option. Its code is made of the first English words and stays."""

    code = HiddenField()
    labels = FormField(in_six_languages(200), _("Option"))
    dropped = BooleanField(_("Offer it no longer"))

    @property
    def texts(self) -> dict[str, str]:
        found: dict[str, str] = self.labels.form.texts()
        return found


class QuestionForm(Form):
    """`deciding` are the earlier questions on whose answers this one may depend."""

    deciding: tuple[Question, ...] = ()
    type_codes: tuple[str, ...] = ()

    version = Version()
    labels = FormField(in_six_languages(300, needed=_("Enter the question in English")), _("Question"))
    hints = FormField(in_six_languages(500), _("Help"))
    kind = RadioField(
        _("Kind of answer"),
        choices=of(KINDS.items()),
        default=Kind.TEXT,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    options = Rows(_("Options"), row=OptionRow, most=MOST_OPTIONS)
    required = BooleanField(_("An answer is needed"))
    types = Boxes(_("Asked of"))
    condition = SelectField(
        _("Asked when"), validate_choice=False, validators=[MayBeEmpty(), Offered(_FROM_THE_LIST)]
    )
    organizer_only = BooleanField(_("For organizers only"))
    sensitive = BooleanField(_("Sensitive"))
    retention_days = WholeNumber(
        _("Days after the meeting until the answers are erased"),
        least=0,
        most=3650,
        default=questions.USUAL_RETENTION,
    )
    belongs = RadioField(
        _("Whose answer it is"),
        choices=of(BELONGS.items()),
        default=Belongs.PERSON,
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    key = StringField(_("Key in lists"), validators=[MayBeEmpty(), NoLongerThan(questions.LONGEST_KEY)])

    def offer(self, types: Mapping[str, str], deciding: Iterable[Question], language: str) -> None:
        """Give the form what can be chosen; stakeholder types by code."""
        self.deciding, self.type_codes = tuple(deciding), tuple(types)
        self.types.choices = of(types.items())
        self.condition.choices = of([("", gettext("Always"))])
        for one in self.deciding:
            self.condition.choices += of(
                [(f"{one.key}:{code}", _answer(one, code, language)) for code in one.codes],
                group=called(one, language),
            )
        self.options.add_empty(_MORE, filled=sum(bool(row.form.texts) for row in self.options.entries))

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self._check_options()
        self._check_condition()
        if self.sensitive.data and self.retention_days.data is None and not self.retention_days.errors:
            self.refuse("retention_days", gettext("Enter after how many days the answers are erased"))
        if "key" in self and self.key.data and not self.key.errors:
            self._check_key(self.key.data)
        return not self.errors

    def facts(self, present: Question | None) -> Facts:
        """What was filled in; kind and key of a question that has them stay where they are not asked for."""
        kind = Kind(self.kind.data) if "kind" in self else present.kind if present else Kind.TEXT
        rows = [row.form for row in self.options.entries if row.form.texts]
        decides, _colon, code = (self.condition.data or "").partition(":")
        return Facts(
            key=present.key if present else self.key.data or "",
            kind=kind,
            labels=self.labels.form.texts(),
            hints=self.hints.form.texts(),
            options=[{"code": row.code.data or "", "labels": row.texts} for row in rows],
            dropped=frozenset(row.code.data for row in rows if row.dropped.data and row.code.data),
            types=[code for code in self.type_codes if code in (self.types.data or [])],
            required=self.required.data,
            condition={"question": decides, "option": code} if decides else {},
            organizer_only=self.organizer_only.data,
            sensitive=self.sensitive.data,
            retention_days=self.retention_days.data if self.sensitive.data else None,
            belongs=Belongs(self.belongs.data),
        )

    def _check_options(self) -> None:
        with_options = "kind" not in self or self.kind.data in WITH_OPTIONS
        if not with_options:
            return
        offered = 0
        for row in self.options.entries:
            if (row.form.texts or row.form.code.data) and "en" not in row.form.texts:
                row.form.labels.form.refuse("en", gettext("Enter the option in English"))
            offered += bool(row.form.texts) and not row.form.dropped.data
        if not offered and "kind" in self:
            self.options.entries[0].form.labels.form.refuse("en", gettext("Enter at least one option"))
        self.options.errors = [entry.errors for entry in self.options.entries if entry.errors]

    def _check_condition(self) -> None:
        decides = (self.condition.data or "").partition(":")[0]
        found = next((one for one in self.deciding if one.key == decides), None)
        if found is not None and not questions.can_decide(found, organizer_only=self.organizer_only.data):
            self.refuse(
                "condition", gettext("People do not see the answer to that question: choose another one")
            )

    def _check_key(self, key: str) -> None:
        if not questions.is_key(key):
            self.refuse(
                "key",
                gettext("Use small letters from a to z, digits and underscores, beginning with a letter"),
            )
        elif key in questions.TAKEN_KEYS:
            self.refuse("key", REFUSALS["key_taken"].sentences)


def data(present: Question, version: int) -> dict[str, Any]:
    """A stored question as the form takes it."""
    condition = present.condition
    return {
        "version": str(version),
        "labels": filled(present.labels),
        "hints": filled(present.hints),
        "kind": present.kind,
        "options": [
            {"code": one.code, "labels": filled(one.labels), "dropped": one.retired}
            for one in present.options
        ],
        "required": present.required,
        "types": sorted(present.types),
        "condition": f"{condition.question}:{condition.option}" if condition else "",
        "organizer_only": present.organizer_only,
        "sensitive": present.sensitive,
        "retention_days": present.retention_days
        if present.retention_days is not None
        else questions.USUAL_RETENTION,
        "belongs": present.belongs,
    }


def _answer(question: Question, code: str, language: str) -> str:
    if question.kind is Kind.YES_NO:
        return str(YES_NO[code == questions.YES])
    return option(question, code, language)

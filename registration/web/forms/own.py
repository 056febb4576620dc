"""A roundtable's own questions as a part of a form: fields, checks, and the answers in the shape actions take."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from flask_babel import gettext, ngettext
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from registration.actions.files import Checked
from registration.i18n import localized
from registration.rules import questions
from registration.rules.questions import Audience, Kind, Question
from registration.web.forms import checks, options
from registration.web.forms.form import Form
from registration.web.forms.form import lazy as _
from registration.web.forms.uploads import Upload
from registration.words.choices import YES_NO
from registration.words.questions import called, option

PREFIX, REMOVED = "own_", "without_"
# Answers for which a form is sent in parts: files, and texts that would grow threefold in an address.
_IN_PARTS = frozenset({Kind.FILE, Kind.LONG_TEXT})
_MANY = 10

_MISSING: dict[Kind, Any] = {
    Kind.TEXT: _("Write an answer"),
    Kind.LONG_TEXT: _("Write an answer"),
    Kind.CHOICE: _("Choose one of the options"),
    Kind.CHOICES: _("Choose at least one of the options"),
    Kind.YES_NO: _("Choose yes or no"),
    Kind.DATE: _("Enter a date"),
    Kind.NUMBER: _("Enter a number"),
    Kind.FILE: _("Choose a file"),
}


@dataclass(frozen=True)
class Own:
    """All questions of a roundtable, and for whose eyes the form is."""

    questions: tuple[Question, ...] = ()
    audience: Audience = Audience.PERSON

    def shown(self, type_code: str) -> tuple[Question, ...]:
        """What this form asks people of this type; some of it only if another answer says so."""
        return tuple(
            one
            for one in self.questions
            if questions.asked_of(one, type_code) and questions.sees(self.audience, one)
        )


class OwnAnswers(Form):
    """What a form with own questions can do beside others."""

    own: ClassVar[Own] = Own()
    type_code: ClassVar[str] = ""
    # Answers by key that are known already: those not asked here, and names of files handed in before.
    known: Mapping[str, object] = {}

    @property
    def own_shown(self) -> tuple[Question, ...]:
        return self.own.shown(self.type_code)

    @property
    def in_parts(self) -> bool:
        """Whether the form is sent as multipart/form-data."""
        shown = self.own_shown
        return len(shown) > _MANY or any(question.kind in _IN_PARTS for question in shown)

    def check_own(self) -> None:
        """What does not concern the person is not complained about; what does has to be there."""
        concerning = self._concerning()
        for question in self.own_shown:
            field = self[name(question)]
            if question not in concerning:
                field.errors = []
            elif self._is_missing(question) and not field.errors:
                self.refuse(field.name, _MISSING[question.kind])

    def own_answers(self) -> dict[int, object]:
        """Values by the id of the question, None for no answer; a file that stays as it is is not among them."""
        concerning = self._concerning()
        return {
            question.id: self._given(question) if question in concerning else None
            for question in self.own_shown
            if question not in concerning or not self._stays(question)
        }

    def own_by_key(self) -> dict[str, object]:
        """What was answered to questions that concern the person, as pages show it."""
        concerning = self._concerning()
        found = {one.key: self._plain(one) for one in self.own_shown if one in concerning}
        return {key: value for key, value in found.items() if value is not None}

    def files_staying(self) -> set[str]:
        """The keys of the questions whose file was handed in before."""
        concerning = self._concerning()
        return {one.key for one in self.own_shown if one in concerning and self._stays(one)}

    def files_given(self) -> dict[str, Checked | None]:
        """Files of this request that are in order, by key; None for one that is taken away."""
        found: dict[str, Checked | None] = {}
        for question in self.own_shown:
            if question.kind is Kind.FILE and not self._stays(question):
                file = self._given(question)
                if isinstance(file, Checked) or question.key in self.known:
                    found[question.key] = file if isinstance(file, Checked) else None
        return found

    def _concerning(self) -> tuple[Question, ...]:
        shown = {question.key: self._plain(question) for question in self.own_shown}
        return questions.relevant(self.own.questions, self.type_code, {**self.known, **shown})

    def _is_missing(self, question: Question) -> bool:
        # Organizers write down what they were told.
        asked = question.required and self.own.audience is Audience.PERSON
        return asked and self._plain(question) is None

    def _plain(self, question: Question) -> object:
        """The answer as conditions see it."""
        if self._stays(question):
            return self.known[question.key]
        given = self._given(question)
        return given.name if isinstance(given, Checked) else given

    def _stays(self, question: Question) -> bool:
        """Whether a file was handed in before, and neither another one now nor a wish to do without."""
        if question.kind is not Kind.FILE or question.key not in self.known:
            return False
        return self._uploaded(question) is None and not self[REMOVED + question.key].data

    def _uploaded(self, question: Question) -> Checked | None:
        field = self[name(question)]
        return field.checked if isinstance(field, Upload) else None

    def _given(self, question: Question) -> object:
        field = self[name(question)]
        match question.kind:
            case Kind.FILE:
                return self._uploaded(question)
            case Kind.YES_NO:
                return {options.YES: True, options.NO: False}.get(field.data)
            case Kind.CHOICES:
                chosen = [code for code in question.codes if code in (field.data or [])]
                return chosen or None
            case Kind.NUMBER:
                return int(field.data) if questions.is_whole_number(field.data or "") else None
            case _:
                return field.data or None


def name(question: Question) -> str:
    """What its field is called."""
    return PREFIX + question.key


def fields(own: Own, type_code: str, language: str) -> dict[str, Any]:
    """The fields of the questions shown, by name."""
    body: dict[str, Any] = {}
    for question in own.shown(type_code):
        required = question.required and own.audience is Audience.PERSON
        body[name(question)] = _field(question, language, required=required)
        if question.kind is Kind.FILE:
            body[REMOVED + question.key] = BooleanField(_("Do without this file"))
    return body


def _field(question: Question, language: str, *, required: bool) -> Any:
    words: dict[str, Any] = {
        "label": called(question, language),
        "description": _hint(question, language),
    }
    # Whether an answer is needed may depend on others: `check_own` sees to it.
    presence = checks.AskedFor() if required else checks.MayBeEmpty()
    match question.kind:
        case Kind.TEXT:
            return StringField(validators=[*_written(question), presence], **words)
        case Kind.LONG_TEXT:
            return TextAreaField(validators=[*_written(question), presence], **words)
        case Kind.DATE:
            return StringField(validators=[presence, checks.Day()], **words)
        case Kind.NUMBER:
            return StringField(validators=[presence, checks.Number()], **words)
        case Kind.FILE:
            return Upload(validators=[presence], **words)
        case Kind.CHOICES:
            return Boxes(choices=_options(question, language), validators=[presence], **words)
        case _:
            choice = [presence, checks.Offered(_MISSING[question.kind])]
            return RadioField(
                choices=_options(question, language), validate_choice=False, validators=choice, **words
            )


def _written(question: Question) -> list[Any]:
    lines = question.kind is Kind.LONG_TEXT
    return [checks.NoLongerThan(questions.LONGEST[question.kind]), checks.Printable(lines=lines)]


def _options(question: Question, language: str) -> list[Any]:
    if question.kind is Kind.YES_NO:
        return [options.option(options.YES, YES_NO[True]), options.option(options.NO, YES_NO[False])]
    return [options.option(one.code, option(question, one.code, language)) for one in question.offered]


def _hint(question: Question, language: str) -> str:
    """The help of the organizers, and who will read a sensitive answer, and for how long."""
    words = [localized(question.hints, language)]
    if question.kind is Kind.FILE:
        words.append(gettext("PDF, JPEG or PNG, at most 5 megabytes."))
    if question.sensitive and not question.organizer_only:
        words.append(
            ngettext(
                "Read only by organizers who need it, and erased %(num)s day after the meeting.",
                "Read only by organizers who need it, and erased %(num)s days after the meeting.",
                question.retention_days or 0,
            )
        )
    return "\n".join(one for one in words if one)


class Boxes(SelectMultipleField):
    """Any of several options, each a box to tick; what is not among them counts as not ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """`OwnAnswers` takes the options of the question alone."""

"""One question of the rules as a field of WTForms."""

from dataclasses import dataclass
from typing import Any

from flask_babel.speaklater import LazyString
from wtforms import BooleanField, EmailField, RadioField, SelectField, StringField, TelField

from registration.rules.fields import EMAIL, FAMILY_NAME, GIVEN_NAMES, GROUNDS_PASS, Asks, Field
from registration.web.forms import checks, lists, options, questions, wording

# Which of these is needed depends on another answer: see `Details.validate`.
_NEEDED_TOGETHER = (FAMILY_NAME, GIVEN_NAMES, GROUNDS_PASS)


@dataclass(frozen=True)
class Asked:
    """A field and how it is asked here."""

    field: Field
    label: LazyString
    hint: LazyString | str
    optional: bool
    language: str


def build(asked: Asked) -> Any:
    """The control for an answer, with every check it has to pass. WTForms makes it a field of a form later."""
    words: dict[str, Any] = {"label": asked.label, "description": asked.hint}
    match asked.field.asks:
        case Asks.TEXT:
            return StringField(validators=_of_text(asked), **words)
        case Asks.EMAIL:
            return EmailField(validators=[*_of_text(asked), checks.Address()], **words)
        case Asks.PHONE:
            return TelField(validators=[*_of_text(asked), checks.PhoneNumber()], **words)
        case Asks.CONSENT:
            return BooleanField(**words)
        case _:
            return _choice(asked, words)


def registrant() -> dict[str, Any]:
    """Name and address of whoever registers somebody else."""
    name: dict[str, Any] = {"label": wording.label("registrant_name")}
    address: dict[str, Any] = {"label": wording.label("registrant_email")}
    return {
        "registrant_name": StringField(
            validators=[*_kept(200), checks.Given(wording.missing("registrant_name"))], **name
        ),
        "registrant_email": EmailField(
            validators=[
                *_kept(EMAIL.longest),
                checks.Given(wording.missing("registrant_email")),
                checks.Address(),
            ],
            **address,
        ),
    }


def _choice(asked: Asked, words: dict[str, Any]) -> Any:
    field = asked.field
    radios = questions.CONTROLS[field.asks] is questions.Control.RADIOS
    kind: Any = RadioField if radios else SelectField
    if not radios:
        words["widget"] = lists.widget(field, asked.language)
    return kind(
        choices=options.of(field, asked.language),
        default=_default(asked),
        # Our own check says what to do.
        validate_choice=False,
        validators=[*_needed(asked), checks.Offered(wording.missing(field.key))],
        **words,
    )


def _default(asked: Asked) -> str | None:
    """What stands there before anybody chooses."""
    return {Asks.LANGUAGE: asked.language, Asks.COUNT: "0"}.get(asked.field.asks)


def _of_text(asked: Asked) -> list[Any]:
    return [*_kept(asked.field.longest), *_needed(asked)]


def _kept(longest: int) -> list[Any]:
    """What every typed text has to be, so that it can be kept as it is."""
    return [checks.NoLongerThan(longest), checks.Printable()]


def _needed(asked: Asked) -> list[Any]:
    # A number of persons begins with none.
    if asked.field in _NEEDED_TOGETHER or asked.field.asks is Asks.COUNT:
        return []
    if asked.field.required and not asked.optional:
        return [checks.Given(wording.missing(asked.field.key))]
    return [checks.MayBeEmpty()]

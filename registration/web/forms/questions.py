"""How each question stands on the page: its control, its width, and what helps a browser to fill it in."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from registration.rules import fields
from registration.rules.fields import Asks, Field


class Control(StrEnum):
    TEXT = "text"
    SELECT = "select"
    COMBOBOX = "combobox"
    RADIOS = "radios"
    BOX = "box"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"
    FILE = "file"


@dataclass(frozen=True)
class Question:
    """One field as the template shows it. `autocomplete` is a token of HTML's autofill, `width` in characters.

    `when`: the field and the answer without which it is not asked, and that in words.
    """

    name: str
    control: Control
    autocomplete: str | None = None
    width: int | None = None
    when: tuple[str, str, str] | None = None


@dataclass(frozen=True)
class Section:
    legend: LazyString
    questions: tuple[Question, ...]


CONTROLS = {
    Asks.TEXT: Control.TEXT,
    Asks.EMAIL: Control.TEXT,
    Asks.PHONE: Control.TEXT,
    Asks.YES_NO: Control.RADIOS,
    Asks.CONSENT: Control.BOX,
    Asks.CHOICE: Control.RADIOS,
    Asks.STATE: Control.COMBOBOX,
    Asks.UN_ENTITY: Control.COMBOBOX,
    Asks.COUNTRY: Control.COMBOBOX,
    Asks.LANGUAGE: Control.SELECT,
    Asks.COUNT: Control.SELECT,
}
_AUTOCOMPLETE = {
    "organization": "organization",
    "honorific": "honorific-prefix",
    "given_names": "given-name",
    "family_name": "family-name",
    "position": "organization-title",
    "email": "email",
    "phone": "tel",
    "registrant_name": "name",
    "registrant_email": "email",
}
_WIDTHS = {"honorific": 12, "phone": 20, "language": 12, "accompanying": 4, "duty_station": 20}

REGISTRANT = ("registrant_name", "registrant_email")

_SECTIONS = {
    "member_state": _("Delegation"),
    "un_staff": _("Entity and duty station"),
}


def sections(
    type_code: str,
    asked: tuple[Field, ...],
    *,
    on_behalf: bool,
    with_registrant: bool,
    further: tuple[Section, ...] = (),
) -> tuple[Section, ...]:
    """The questions in groups: where the person comes from, who it is, how they take part, who fills this in.

    `further`: groups of the roundtable's own questions.
    """
    of_type = [field for field in asked if field.of_type]
    of_person = [field for field in asked if field in fields.OF_EVERYONE]
    of_meeting = [field for field in asked if not field.of_type and field not in fields.OF_EVERYONE]
    groups = [
        Section(_SECTIONS.get(type_code, _("Organization")), _questions(of_type, own=not on_behalf)),
        Section(_("Name and contact"), _questions(of_person, own=not on_behalf)),
        Section(_("Taking part"), _questions(of_meeting, own=not on_behalf)),
        *further,
    ]
    if with_registrant:
        groups.append(
            Section(
                _("About yourself"),
                tuple(Question(name, Control.TEXT, _AUTOCOMPLETE[name]) for name in REGISTRANT),
            )
        )
    return tuple(group for group in groups if group.questions)


def _questions(asked: list[Field], *, own: bool) -> tuple[Question, ...]:
    return tuple(
        # A browser would fill in the name of whoever sits in front of it.
        Question(
            field.key,
            CONTROLS[field.asks],
            _AUTOCOMPLETE.get(field.key) if own else "off",
            _WIDTHS.get(field.key),
        )
        for field in asked
    )

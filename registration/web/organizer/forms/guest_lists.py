"""A list of guests: where it comes from, what its columns hold, what holds for all rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from registration.actions.guest_rows import MOST_SEATS
from registration.models.guest_lists import GuestList
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import questions
from registration.rules.guest_lists import REPEATABLE, Part, answer_to, answerable
from registration.web import languages
from registration.web.forms import Form
from registration.web.forms.checks import Given, NoLongerThan, Offered
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms import choosing, moments
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.moments import Moment
from registration.web.organizer.forms.versions import Version
from registration.words.guest_lists import ANSWER, PARTS
from registration.words.questions import called

LONGEST_TEXT = 400_000
_FROM_THE_LIST = _("Choose an entry of the list")
# Somebody has to be reached, and to be called something.
_WHO = (Part.FULL_NAME, Part.GIVEN_NAMES, Part.FAMILY_NAME, Part.OFFICE)


class Source(Form):
    text = TextAreaField(_("Paste the list"), validators=[NoLongerThan(LONGEST_TEXT)])
    file = FileField(_("Or choose a file"))

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if not self.text.data and not self.file.data:
            self.refuse("text", gettext("Paste the lines of the list, or choose a file"))
        return not self.errors


class Going(Form):
    version = Version()


class Columns(Form):
    """With a field `column0` … for each column of the list: made by `columns_form`."""

    version = Version()
    headed = BooleanField(_("The first row holds the headings"))
    type = SelectField(
        _("Stakeholder type"), validate_choice=False, validators=[Offered(_FROM_THE_LIST)], default=""
    )
    language = SelectField(
        _("Language of the invitation"),
        choices=choosing.languages(),
        validate_choice=False,
        validators=[Given(_FROM_THE_LIST), Offered(_FROM_THE_LIST)],
    )
    host = SelectField(_("On behalf of"), validate_choice=False, validators=[Offered(_FROM_THE_LIST)])
    respond_by = Moment(_("Respond by"))
    seats = StringField(_("Seats for each"), validators=[NoLongerThan(4)], default="1")
    holds = BooleanField(_("Hold the seats until then"))
    bound = BooleanField(
        _("Only a reply from the invited address counts; others are for organizers to decide")
    )

    zone = "UTC"
    width = 0
    at: datetime

    @property
    def parts(self) -> list[str]:
        return [self[f"column{place}"].data for place in range(self.width)]

    def defaults(self) -> dict[str, Any]:
        """As the list keeps them."""
        due = self.respond_by.exact(self.zone)
        return {
            "type": self.type.data,
            "language": self.language.data,
            "host_id": int(self.host.data) if self.host.data else None,
            "respond_by": due.isoformat() if due else "",
            "seats": int(self.seats.data or "1"),
            "holds": self.holds.data,
            "bound": self.bound.data,
        }

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if not self.errors:
            self._check_columns()
            self._check_defaults()
        return not self.errors

    def _check_columns(self) -> None:
        seen: set[str] = set()
        for place, part in enumerate(self.parts):
            if part in seen and part not in REPEATABLE:
                self.refuse(
                    f"column{place}", gettext("Another column holds this already: choose one of them")
                )
            seen.add(part)
        if Part.EMAIL not in seen:
            self.refuse("column0", gettext("Choose the column that holds the e-mail address"))
        elif seen.isdisjoint(_WHO):
            self.refuse("column0", gettext("Choose the column that holds the name, or the invited office"))
        if not self.type.data and Part.STAKEHOLDER_TYPE not in seen:
            self.refuse("type", gettext("Choose a type for all rows, or the column that holds it"))

    def _check_defaults(self) -> None:
        typed = self.seats.data or "1"
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_SEATS:
            self.refuse("seats", gettext("Enter a number from 1 to %(most)s", most=MOST_SEATS))
        try:
            due = self.respond_by.exact(self.zone)
        except ValueError as error:
            self.refuse("respond_by", str(error))
            return
        if due is not None and due <= self.at:
            self.refuse("respond_by", gettext("This time is over: choose a later one"))


def columns_form(
    guest_list: GuestList, roundtable: Roundtable, types: Sequence[StakeholderType], at: datetime
) -> Columns:
    """Filled with what was chosen before, or guessed."""
    language = languages.current()
    asked = answerable(questions.of(roundtable.id))
    offered = options(
        [(part, PARTS[part]) for part in Part]
        + [(answer_to(one), str(ANSWER) % {"question": called(one, language)}) for one in asked]
    )
    fields = {
        f"column{place}": SelectField(
            heading if guest_list.headed and heading else gettext("Column %(number)s", number=place + 1),
            choices=offered,
            validate_choice=False,
            # Nothing chosen is an answer; another value was never offered.
            validators=[Offered(_FROM_THE_LIST)],
            default="",
        )
        for place, heading in enumerate(guest_list.first)
    }
    known = guest_list.defaults
    due = known.get("respond_by")
    data: dict[str, Any] = {
        "version": str(guest_list.version),
        "headed": guest_list.headed,
        "type": known.get("type", ""),
        "language": known.get("language") or language,
        "host": str(known.get("host_id") or ""),
        "respond_by": moments.shown(datetime.fromisoformat(due), roundtable.zone) if due else None,
        "seats": str(known.get("seats", 1)),
        "holds": known.get("holds", False),
        "bound": known.get("bound", False),
    }
    data |= {f"column{place}": part for place, part in enumerate(guest_list.columns)}
    form = cast(Columns, type("ColumnsForm", (Columns,), fields)(data=data))
    form.zone, form.width, form.at = roundtable.zone, len(guest_list.first), at
    named = [(kind.code, kind.names.get(language) or kind.names["en"]) for kind in types]
    form.type.choices = options([("", gettext("As the column says")), *named])
    hosts = [(str(host.id), host.short_name) for host in roundtable.convenors]
    form.host.choices = options([("", gettext("No organization in particular")), *hosts])
    return form

"""Caps for one delegation: those there are, and rows to add more."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # new in 3.3

from registration.rules import delegations, fields
from registration.web.forms import options
from registration.web.forms.checks import NoLongerThan, Offered, Printable
from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.rows import Rows
from registration.web.organizer.forms.texts import Part

MOST, MOST_ADDED, EMPTY = 300, 10, 3


class Known(Part):
    """An exception that is stored: emptied, it goes."""

    key = HiddenField()
    cap = WholeNumber(_("At most"))


class Further(Part):
    delegation = SelectField(
        _("State or United Nations entity"),
        validate_choice=False,
        validators=[Offered(_("Choose an entry of the list"))],
    )
    organization = StringField(
        _("or the name of an organization"), validators=[NoLongerThan(200), Printable()]
    )
    cap = WholeNumber(_("At most"))

    @property
    def named(self) -> str | None:
        """The key of the delegation, None for an empty row."""
        if self.delegation.data:
            return str(self.delegation.data)
        typed = self.organization.data
        return delegations.of_organization(typed) if typed else None


class KnownRows(Rows):
    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, row=Known, most=MOST, **options)

    @property
    def caps(self) -> dict[str, int | None]:
        return {row.form.key.data: row.form.cap.data for row in self.entries}


class FurtherRows(Rows):
    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, row=Further, most=MOST_ADDED, **options)

    @property
    def caps(self) -> dict[str, int | None]:
        return {row.form.named: row.form.cap.data for row in self.entries if row.form.named}

    def offer(self, language: str) -> None:
        """Name what can be chosen, and add empty rows."""
        self.add_empty(EMPTY, filled=len(self.caps))
        choices = [
            options.NOTHING,
            *_grouped(fields.STATE, language, gettext("States")),
            *_grouped(fields.UN_ENTITY, language, gettext("United Nations entities")),
        ]
        for row in self.entries:
            row.form.delegation.choices = choices

    def check(self, known: Iterable[str]) -> None:
        """Refuse what is half filled in or stands twice."""
        seen = set(known)
        for row in self.entries:
            form = row.form
            if form.delegation.data and form.organization.data:
                self.refuse(row, "organization", gettext("Choose from the list or enter a name, not both"))
            elif form.named in seen:
                self.refuse(row, _given(form), gettext("There is an exception for this delegation already"))
            elif form.named and form.cap.data is None and not form.cap.errors:
                self.refuse(row, "cap", gettext("Enter how many seats this delegation may have"))
            elif form.cap.data is not None and not form.named:
                self.refuse(row, "delegation", gettext("Choose a delegation, or enter the name of one"))
            seen.add(form.named or "")


def _given(form: Further) -> str:
    return "delegation" if form.delegation.data else "organization"


def _grouped(field: fields.Field, language: str, heading: str) -> list[Any]:
    """States and entities by the keys of their delegations."""
    return [
        SelectChoice(f"{field.key}:{one.value}", one.label, one.render_kw, heading)
        for one in options.of(field, language)
        if one.value not in ("", fields.OTHER_ENTITY)
    ]

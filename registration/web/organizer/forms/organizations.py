"""Who convenes a roundtable and who takes part as a partner: two ordered lists."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from flask_babel import gettext
from wtforms import Field, SelectField

from registration.web.forms.form import lazy as _
from registration.web.organizer.forms.choosing import options
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.rows import Rows
from registration.web.organizer.forms.texts import Part

MOST = 8


def identity(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() and len(str(value)) < 19 else None


class Row(Part):
    organization = SelectField(_("Organization"), coerce=identity, validate_choice=False)
    place = WholeNumber(_("Place in the list"), least=1, most=99)


class Lineup(Rows):
    """As many rows as are filled in, and two more. The offered organizations are given by the page."""

    offered: AbstractSet[int | None] = frozenset()

    def __init__(self, label: Any = None, **options: Any) -> None:
        super().__init__(label, row=Row, most=MOST, **options)

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Name what can be chosen, and add empty rows."""
        self.add_empty(2, filled=self._filled())
        self.offered = {identity(value) for value, _words in choices}
        for row in self.entries:
            row.organization.choices = options(choices)

    def chosen(self) -> list[int]:
        """Organizations in the order of their numbers; without a number, in the order of the rows."""
        rows = [row for row in self.entries if row.organization.data]
        rows.sort(key=lambda row: row.place.data or MOST)
        return [row.organization.data for row in rows]

    def check(self, *, elsewhere: Iterable[int] = ()) -> None:
        """Refuse what was not offered and what stands twice."""
        seen = set(elsewhere)
        for row in self.entries:
            wanted = row.organization.data
            if wanted and wanted not in self.offered:
                self.refuse_organization(row, gettext("Choose an organization of the list"))
            elif wanted in seen:
                self.refuse_organization(row, gettext("This organization stands in the lists twice"))
            elif wanted:
                seen.add(wanted)

    def refuse_organization(self, row: Field | None, message: str) -> None:
        """Put a message beside a row, the first when none is named."""
        self.refuse(row, "organization", message)

    def _filled(self) -> int:
        return sum(bool(row.organization.data) for row in self.entries)


def filled(organization_ids: Iterable[int]) -> list[dict[str, int]]:
    """Stored lists as the fields take them."""
    return [
        {"organization": organization_id, "place": place}
        for place, organization_id in enumerate(organization_ids, start=1)
    ]

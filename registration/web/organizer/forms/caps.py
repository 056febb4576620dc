"""How many seats there are: in all, in the room and online, and for each stakeholder type."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import Field

from registration.i18n import localized
from registration.models.seats import Limit
from registration.models.stakeholder_types import StakeholderType
from registration.rules import seats
from registration.rules.seats import Group, Kind
from registration.web.organizer.forms.numbers import WholeNumber
from registration.web.organizer.forms.texts import Part

TOTAL = "total"
MODES = {"in_person": _("Seats in the room"), "online": _("Seats online")}
_TYPE = "type_"
_KINDS = (Kind.TOTAL, Kind.MODE, Kind.STAKEHOLDER_TYPE)


class Caps(Part):
    """Every field empty: no limit."""

    total = WholeNumber(_("Seats in all"))
    in_person = WholeNumber(MODES["in_person"])
    online = WholeNumber(MODES["online"])

    @property
    def of_types(self) -> list[Field]:
        return [field for name, field in self._fields.items() if name.startswith(_TYPE)]

    def field_of(self, group: Group) -> str | None:
        """The name of the field for the cap of a group, if there is one."""
        name = _name(group)
        return name if group.kind in _KINDS and name in self else None

    def caps(self, *, hybrid: bool) -> dict[Group, int | None]:
        """The cap of every group asked for. Where nobody can choose how to attend, modes have none."""
        found: dict[Group, int | None] = {seats.TOTAL: self.total.data}
        for mode in MODES:
            found[Group(Kind.MODE, mode)] = self[mode].data if hybrid else None
        for field in self.of_types:
            found[Group(Kind.STAKEHOLDER_TYPE, field.short_name.removeprefix(_TYPE))] = field.data
        return found


def of_types(types: Iterable[StakeholderType], language: str) -> type[Caps]:
    """The form with one field for each stakeholder type."""
    fields = {_TYPE + kind.code: WholeNumber(localized(kind.names, language)) for kind in types}
    return type("CapsForm", (Caps,), fields)


def filled(limits: Iterable[Limit]) -> dict[str, int | None]:
    """Stored limits as the fields take them."""
    return {_name(Group(limit.kind, limit.key)): limit.cap for limit in limits}


def _name(group: Group) -> str:
    if group.kind is Kind.TOTAL:
        return TOTAL
    return group.key if group.kind is Kind.MODE else _TYPE + group.key

"""The list of the present page's address, and its rows as they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from registration import clock
from registration.models.guest_lists import GuestList
from registration.models.roundtables import Roundtable
from registration.queries import guest_lists, questions, scope
from registration.rules.guest_lists import Fate, Part
from registration.web import access, languages
from registration.web.organizer import groups
from registration.words.guest_lists import INVITED, column, problem

ROOT = "/roundtables/<slug:slug>/invitations/import"
HERE = f"{ROOT}/<uuid:list_id>"

_NAMES = (Part.FULL_NAME, Part.HONORIFIC, Part.GIVEN_NAMES, Part.FAMILY_NAME)


@dataclass(frozen=True)
class Shown:
    """One row of a table: who it is about as typed, and what becomes of it, in words."""

    number: int
    name: str
    email: str
    fate: Fate
    notes: list[str]


def found(slug: str, list_id: object) -> tuple[Roundtable, GuestList]:
    """One's own. Raises NotFound."""
    me = access.organizer()
    roundtable = scope.roundtable(me, slug, access.permission())
    return roundtable, guest_lists.one(me, roundtable, str(list_id), at=clock.now())


class Words:
    """The columns and rows of one list, in the reader's words."""

    def __init__(self, guest_list: GuestList) -> None:
        self.columns = guest_list.columns
        self._asked = questions.of(guest_list.roundtable_id)
        self._groups = groups.shown(guest_list.roundtable)
        self._language = languages.current()

    def headings(self) -> list[str]:
        """What each column holds."""
        return [column(code, self._asked, self._language) for code in self.columns]

    def row(self, number: int, cells: list[str], fate: Fate, details: Mapping[str, Any]) -> Shown:
        values = dict(zip(self.columns, cells, strict=False))
        person = " ".join(values[part] for part in _NAMES if values.get(part))
        return Shown(
            number,
            values.get(Part.OFFICE) or person,
            values.get(Part.EMAIL, ""),
            fate,
            self.notes(fate, details),
        )

    def notes(self, fate: Fate, details: Mapping[str, Any]) -> list[str]:
        """What is to be said of a row beside its fate."""
        match fate:
            case Fate.WRONG:
                return [problem(one, self._asked, self._language) for one in details["problems"]]
            case Fate.REPEATED:
                return [_("Like row %(number)s", number=details["row"])]
            case Fate.INVITED if "status" in details:
                return [str(INVITED[details["status"]])]
            case Fate.NOT_HELD:
                return [limit] if (limit := self._groups.limit(details["decision"])) else []
            case Fate.NOT_SENT:
                return [_("The time to reply was over, or the roundtable takes no more invitations.")]
            case _:
                return []

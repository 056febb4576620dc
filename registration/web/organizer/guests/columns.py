"""Which columns the guest table shows: chosen in the address, or the usual ones."""

from collections.abc import Iterable
from dataclasses import dataclass

from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.rules import fields
from registration.web import languages
from registration.words.answers import in_words
from registration.words.columns import COLUMNS

NOTES = "notes"
# In the order of the table. The name is always there; addresses and tags stand beneath it.
EVERY = (
    "email",
    "tags",
    "delegation",
    "position",
    "stakeholder_type",
    "status",
    "mode",
    "reference",
    "represented_by",
    "delegation_role",
    "department",
    "duty_station",
    "country",
    "honorific",
    "plate_name",
    "phone",
    "accompanying",
    "invited_by",
    "grounds_pass",
    "ecosoc_status",
    "language",
    "consent_listed",
    "waiting_since",
    "decided_at",
    NOTES,
    "registered_at_local",
)
_USUAL = {"email", "tags", "delegation", "position", "stakeholder_type", "status", "registered_at_local"}


@dataclass(frozen=True)
class Columns:
    """`shown` in order; `offered` are all the reader may choose from."""

    shown: tuple[str, ...]
    offered: tuple[str, ...]
    usual: tuple[str, ...]

    @property
    def apart(self) -> list[str]:
        """Those with a place of their own: the others stand beneath a name or a delegation."""
        beneath = {"email", "tags"} | ({"position"} if "delegation" in self.shown else set())
        return [key for key in self.shown if key not in beneath]

    def as_address(self) -> dict[str, str]:
        return {} if self.shown == self.usual else {"columns": ",".join(self.shown)}


def read(typed: Iterable[str], roundtable: Roundtable, *, contact: bool, notes: bool) -> Columns:
    """What is not known, or not for this reader, is not shown."""
    hidden = set() if contact else {key for key in EVERY if _is_contact(key)}
    hidden |= set() if notes else {NOTES}
    hidden |= set() if roundtable.hybrid else {"mode"}
    offered = tuple(key for key in EVERY if key not in hidden)
    usual = tuple(key for key in offered if key in _USUAL or key == "mode")
    wanted = {key for text in typed for key in text[:400].split(",")}
    shown = tuple(key for key in offered if key in wanted)
    return Columns(shown or usual, offered, usual)


def text(row: Registration, key: str) -> str:
    """The answer in words, for a column that is a question of the form."""
    return in_words(fields.BY_KEY[key], getattr(row, key), languages.current())


def label(key: str) -> str:
    return str(COLUMNS[key])


def _is_contact(key: str) -> bool:
    return key in fields.BY_KEY and fields.BY_KEY[key].contact

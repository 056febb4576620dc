"""What the address of a list says about its language, its dialect and its header."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registration.documents.tables import Dialect
from registration.i18n import LANGUAGES
from registration.queries.guest_table import Filters
from registration.rules.attendee_list import Preset
from registration.rules.permissions import Reaches
from registration.web.organizer import filters
from registration.web.organizer.filters import Known, UnknownValue


class Extension(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


class Header(StrEnum):
    LABELS = "labels"
    KEYS = "keys"


@dataclass(frozen=True)
class Options:
    """Which list, of whom, and how it is written."""

    preset: Preset
    extension: Extension
    dialect: Dialect
    language: str
    header: Header
    filters: Filters
    # Sensitive answers too: asked for, and permitted.
    sensitive: bool = False
    # Since when changes are listed.
    since: datetime | None = None

    @property
    def codes(self) -> bool:
        """Stable keys and codes for scripts, instead of words for people."""
        return self.header is Header.KEYS

    def as_address(self) -> dict[str, str]:
        """What leads to the same file again."""
        written = {"lang": self.language, "header": str(self.header)}
        if self.extension is Extension.CSV:
            written["dialect"] = str(self.dialect)
        if self.sensitive:
            written["sensitive"] = "yes"
        return written | filters.as_address(self.filters)

    def on_record(self) -> dict[str, object]:
        """What is kept of a download: not the words searched for, which may be a name."""
        kept: dict[str, object] = {**self.as_address()}
        chosen = self.filters.chosen
        return (
            kept
            | {name: True for name in filters.TYPED if name in kept}
            | ({} if chosen is None else {"chosen": len(chosen)})
        )


def read(
    values: Mapping[str, str],
    preset: Preset,
    extension: Extension,
    *,
    language: str,
    known: Known,
    contact: bool,
    reaches: Reaches,
    sensitive: bool,
    since: datetime | None = None,
) -> Options:
    """Raises UnknownValue, named after the option, for a value that does not exist.

    `contact` and `sensitive`: what the organizer may see. Statistics count everybody whom the reader may see, whatever
    the filters.
    """
    wanted = values.get("lang") or language
    if wanted not in LANGUAGES:
        raise UnknownValue("lang")
    if preset is Preset.STATISTICS:
        whom = Filters(contact=False, reaches=reaches)
    else:
        minds_status = preset is Preset.ALL
        whom = filters.read_strictly(
            values, known, contact=contact, reaches=reaches, minds_status=minds_status
        )
    return Options(
        preset,
        extension,
        _one_of(Dialect, values, "dialect", Dialect.COMMA),
        wanted,
        _one_of(Header, values, "header", Header.LABELS),
        whom,
        sensitive=sensitive and values.get("sensitive") == "yes",
        since=since,
    )


def _one_of(
    kind: type[filters.Code], values: Mapping[str, str], name: str, default: filters.Code
) -> filters.Code:
    value = values.get(name)
    if not value:
        return default
    if value not in set(kind):
        raise UnknownValue(name)
    return kind(value)

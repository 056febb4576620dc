"""What a list is made of: columns, the kinds of their values, words for yes and no, the name of its file."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

# One value for each column, in their order.
Row = Sequence[object]


class Kind(StrEnum):
    """What the values of a column are. `None` is an empty cell in every kind."""

    TEXT = "text"  # typed by people: guarded against formulas
    CODE = "code"  # our own words: never guarded
    PHONE = "phone"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    TIME = "time"  # an aware datetime, shown in the zone it carries
    DATE = "date"  # a day
    LIST = "list"  # short texts typed by people


class Dialect(StrEnum):
    """How a CSV is written: for spreadsheets that split at commas or semicolons, or for machines."""

    COMMA = "comma"
    SEMICOLON = "semicolon"
    RAW = "raw"


@dataclass(frozen=True)
class Column:
    """`key` is a stable snake_case name for scripts, `label` the heading in the reader's language."""

    key: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Words:
    """How a boolean is written."""

    yes: str = "yes"
    no: str = "no"


def header(columns: Iterable[Column], *, keys: bool) -> list[str]:
    return [column.key if keys else column.label for column in columns]


def joined(values: Iterable[str] | None) -> str:
    """The cell of a LIST: `first; second`."""
    return "; ".join(values or ())


def zoned(value: datetime) -> datetime:
    """The time itself. Raises ValueError when it does not say its zone."""
    if value.tzinfo is None:
        raise ValueError("times in a list carry their zone")
    return value


def file_name(slug: str, preset: str, at: datetime, extension: str) -> str:
    """`{slug}_{preset}_{YYYYMMDD-HHMM}Z.{extension}`, ASCII only, the moment in UTC."""
    moment = zoned(at).astimezone(UTC).strftime("%Y%m%d-%H%M")
    return f"{_ascii(slug)}_{_ascii(preset)}_{moment}Z.{_ascii(extension)}"


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-") or "list"

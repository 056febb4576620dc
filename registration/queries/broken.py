"""A broken promise of the database, as the checks report it."""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Which promise."""

    COUNT = "count"
    HOLDER = "holder"
    OVER_CAP = "over_cap"
    WAITS_FOR_NOTHING = "waits_for_nothing"
    PERSON_TWICE = "person_twice"
    NOT_TOLD = "not_told"
    HISTORY = "history"
    SUBMISSION_LOST = "submission_lost"
    FOREIGN_KEY = "foreign_key"
    DATABASE_FILE = "database_file"


@dataclass(frozen=True)
class Broken:
    """One finding. `roundtable` is its slug, or empty. A note is allowed, but worth knowing."""

    code: Code
    roundtable: str
    detail: str
    note: bool = False

    def __str__(self) -> str:
        where = f"{self.roundtable}: " if self.roundtable else ""
        return f"{'note' if self.note else 'broken'} {self.code}: {where}{self.detail}"

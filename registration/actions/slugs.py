"""Names in addresses: lower-case ASCII, made from a title."""

import re
import unicodedata
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from registration.extensions import db

LONGEST = 80


def free(column: InstrumentedAttribute[Any], title: str, *, otherwise: str) -> str:
    """A name nobody has in this column yet: the title's own, or with the first number that makes it unique."""
    wanted = suggested(title, otherwise=otherwise)
    taken = set(db.session.scalars(select(column).where(column.startswith(wanted, autoescape=True))))
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def suggested(title: str, *, otherwise: str) -> str:
    """A title as it may stand in an address; `otherwise` for one without a Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words[: LONGEST - 4].rstrip("-") or otherwise

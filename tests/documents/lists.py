"""A small list in every kind of column, for the tests of both formats."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from registration.documents.tables import Column, Kind, Row

COLUMNS = (
    Column("reference", "Reference", Kind.CODE),
    Column("family_name", "Family name", Kind.TEXT),
    Column("phone", "Phone", Kind.PHONE),
    Column("accompanying_persons", "Accompanying persons", Kind.INTEGER),
    Column("consent_to_be_listed", "Consent to be listed", Kind.BOOLEAN),
    Column("registered_at", "Registered at (UTC)", Kind.TIME),
    Column("registered_at_local", "Registered at (local)", Kind.TIME),
    Column("tags", "Tags", Kind.LIST),
)

AT = datetime(2026, 11, 23, 14, 5, 9, 250_000, tzinfo=UTC)
LOCAL = AT.astimezone(ZoneInfo("America/New_York"))

NAMES = (
    "O'Brien-Ñandú",
    "=HYPERLINK(1)",
    "Ошибка, Анна",
    'Al-"Sa\'id"',
    "محمد",
    "李;=1",
    "<r>&</r>",
    "'=x",
    " lead",
    "Two\nlines",
    "",
)


def row(family_name: str | None = "Ada", phone: str | None = "+41 22 917 0000") -> Row:
    return ("RT-7F3K", family_name, phone, 2, True, AT, LOCAL, ["press", "vip"])


NOTHING: Row = (None,) * len(COLUMNS)

"""Reads the first sheet of an XLSX workbook that somebody brought along; it is measured before it is believed."""

import re
import zlib
from datetime import date, datetime, time
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from registration.documents import sheets
from registration.documents.sheets import Sheet, Unreadable

MOST_MEMBERS = 300
LARGEST_UNPACKED = 40 * 1024 * 1024
# Room for headings and empty rows between the people.
LAST_ROW = 3 * sheets.MOST_ROWS

_PLACE = re.compile(r"([A-Za-z]{1,4})([0-9]{1,9})")
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def from_file(content: bytes) -> Sheet:
    """A workbook, or a file of text. Raises Unreadable."""
    if len(content) > sheets.LARGEST_FILE:
        raise Unreadable("too_large")
    return from_xlsx(content) if content.startswith(b"PK\x03\x04") else sheets.from_csv(content)


def from_xlsx(content: bytes) -> Sheet:
    """Raises Unreadable."""
    _look_into(content)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        names = workbook.sheet_names
        rows = workbook.get_sheet_by_name(names[0]).to_python(skip_empty_area=False) if names else []
    except (CalamineError, ValueError, OSError) as error:
        raise Unreadable("broken") from error
    texts = ([_text(cell) for cell in row] for row in rows)
    return sheets.measured(enumerate(texts, 1))


def _look_into(content: bytes) -> None:
    """What an archive says of itself proves nothing: all is unpacked once, and stopped where it is too much."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            _look_at_names(archive)
            left = LARGEST_UNPACKED
            for entry in archive.infolist():
                unpacked = _unpacked(archive, entry.filename, left)
                left -= len(unpacked)
                if _SHEETS.fullmatch(entry.filename):
                    _measure(unpacked)
                elif b"sheetData" in unpacked:
                    # Cells where nobody looks for them.
                    raise Unreadable("broken")
    except (BadZipFile, OSError, ValueError, EOFError, RuntimeError, zlib.error) as error:
        raise Unreadable("broken") from error


def _look_at_names(archive: ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > MOST_MEMBERS:
        raise Unreadable("too_much_inside")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unreadable("locked")
    strange = any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
    if strange or len(names) < len(entries):
        raise Unreadable("broken")
    if "xl/workbook.xml" not in names:
        raise Unreadable("unknown")


def _unpacked(archive: ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as member:
        found = member.read(most + 1)
    if len(found) > most:
        raise Unreadable("too_much_inside")
    return found


def _measure(sheet: bytes) -> None:
    """How far the cells go that hold something: two cells far apart would be a table of billions."""
    try:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = _Extent().element
        parser.Parse(sheet, True)  # noqa: FBT003  (its name cannot be given)
    except expat.ExpatError as error:
        raise Unreadable("broken") from error


class _Extent:
    """Follows rows and cells as they come; a cell without a place stands beside the last one."""

    def __init__(self) -> None:
        self.row = self.column = 0

    def element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "row":
            given = attributes.get("r", "")
            self.row = int(given) if given.isdecimal() and len(given) < 10 else self.row + 1
            self.column = 0
        elif kind == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            self.column = _column(place[1]) if place else self.column + 1
            self.row = int(place[2]) if place else self.row
        elif kind in ("v", "is", "f"):
            if self.row > LAST_ROW:
                raise Unreadable("too_many_rows")
            if self.column > sheets.MOST_COLUMNS:
                raise Unreadable("too_many_columns", self.row)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _refuse(*_: object) -> None:
    raise Unreadable("broken")


def _text(cell: object) -> str:
    """As it reads in the sheet: whole numbers without a point, days without a midnight."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell)
        case datetime():
            midnight = cell.time() == time()
            return cell.date().isoformat() if midnight else cell.isoformat(" ", "minutes")
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)

"""Lists as XLSX: every text a string cell, real dates, a frozen bold header, a right-to-left sheet."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from registration.documents import characters, tables

CHUNK = 32 * 1024
DATE_FORMAT = "yyyy-mm-dd"
TIME_FORMAT = "yyyy-mm-dd hh:mm"
TITLE_LENGTH = 31
MOST_ROWS = 1_048_575
# Excel keeps fifteen digits of a number: longer ones are written as text.
EXACT = 10**15

Writer = Callable[[int, int, Any], object]


def xlsx_stream(
    columns: Sequence[tables.Column],
    rows: Iterable[tables.Row],
    *,
    words: tables.Words,
    header_keys: bool,
    sheet_title: str,
    right_to_left: bool,
) -> Iterator[bytes]:
    """The workbook in chunks of 32 KB, in constant memory, from a temporary folder that is gone afterwards.

    The first chunk comes when all rows are written. Times stand as they read in the zone they carry, which
    the label of their column has to name. A text longer than 32,767 characters is cut: Excel holds no more.
    Raises ValueError for a row of another length than the header, a time without its zone, and more rows
    than a sheet holds.
    """
    # A folder of its own also catches the row file that XlsxWriter leaves behind when a row raises.
    with tempfile.TemporaryDirectory(prefix="registration-list-") as folder:
        path = Path(folder, "list.xlsx")
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        with xlsxwriter.Workbook(path, options) as workbook:
            sheet = workbook.add_worksheet(title(sheet_title))
            if right_to_left:
                sheet.right_to_left()
            _write_header(sheet, columns, keys=header_keys, bold=workbook.add_format({"bold": True}))
            _write_rows(rows, _writers(workbook, sheet, columns, words))
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


def title(text: str) -> str:
    """A sheet's name by Excel's rules: 31 UTF-16 units, none of `[]:*?/\\`, no apostrophe at either end."""
    clean = " ".join(re.sub(r"[\[\]:*?/\\]", " ", characters.xml_text(characters.one_line(text))).split())
    cut = clean.encode("utf-16-le")[: 2 * TITLE_LENGTH].decode("utf-16-le", "ignore").strip("' ")
    return "List" if cut.casefold() in ("", "history") else cut


def _write_header(sheet: Worksheet, columns: Sequence[tables.Column], *, keys: bool, bold: Format) -> None:
    for number, name in enumerate(tables.header(columns, keys=keys)):
        _write_text(sheet, 0, number, name, bold)
        widest = 18 if columns[number].kind is tables.Kind.TIME else 14
        sheet.set_column(number, number, min(max(widest, len(name) + 2), 40))
    sheet.freeze_panes(1, 0)


def _write_rows(rows: Iterable[tables.Row], writers: Sequence[Writer]) -> None:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValueError(f"a sheet holds {MOST_ROWS} rows at most")
        for place, (write, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None:
                write(number, place, value)


def _writers(
    workbook: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[tables.Column], words: tables.Words
) -> list[Writer]:
    # Cells marked as text: whoever corrects a phone number in the sheet keeps its plus sign and zeros.
    as_text = workbook.add_format({"num_format": "@"})
    as_day = workbook.add_format({"num_format": DATE_FORMAT})
    as_time = workbook.add_format({"num_format": TIME_FORMAT})
    writers: dict[tables.Kind, Writer] = {
        tables.Kind.TEXT: lambda row, place, value: _write_text(sheet, row, place, str(value)),
        tables.Kind.CODE: lambda row, place, value: _write_text(sheet, row, place, str(value)),
        tables.Kind.PHONE: lambda row, place, value: _write_text(sheet, row, place, str(value), as_text),
        tables.Kind.LIST: lambda row, place, value: _write_text(sheet, row, place, tables.joined(value)),
        tables.Kind.BOOLEAN: lambda row, place, value: _write_text(
            sheet, row, place, words.yes if value else words.no
        ),
        tables.Kind.INTEGER: lambda row, place, value: _write_number(sheet, row, place, value),
        tables.Kind.DATE: lambda row, place, value: sheet.write_datetime(row, place, value, as_day),
        tables.Kind.TIME: lambda row, place, value: sheet.write_datetime(row, place, _naive(value), as_time),
    }
    return [writers[column.kind] for column in columns]


def _write_text(sheet: Worksheet, row: int, place: int, text: str, cell_format: Format | None = None) -> None:
    if not text and cell_format is None:
        # Nothing was typed: a cell with an empty text would count as filled, and takes as long as any other.
        return
    text = characters.xml_text(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would pass such a text on as mark-up of its own; in three runs it is text again.
        formats = [cell_format] if cell_format else []
        sheet.write_rich_string(row, place, text[0], text[1], text[2:], *formats)
        return
    sheet.write_string(row, place, text, cell_format)


def _write_number(sheet: Worksheet, row: int, place: int, value: int) -> None:
    if abs(value) < EXACT:
        sheet.write_number(row, place, value)
    else:
        _write_text(sheet, row, place, str(value))


def _naive(value: datetime) -> datetime:
    # Excel knows no zones.
    return tables.zoned(value).replace(tzinfo=None, microsecond=0)

"""Lists as CSV (RFC 4180): streamed, with a guard for spreadsheets or raw for machines."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from registration.documents import formula_guard, tables

CHUNK = 32 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Converter = Callable[[Any], object]


def csv_stream(
    columns: Sequence[tables.Column],
    rows: Iterable[tables.Row],
    *,
    dialect: tables.Dialect,
    words: tables.Words,
    header_keys: bool,
) -> Iterator[bytes]:
    """The list in chunks of about 32 KB of UTF-8, in constant memory; the header also when there are no rows.

    Spreadsheet dialects begin with a byte order mark and guard free text; RAW has neither. Times are
    ISO 8601. Raises ValueError for a row of another length than the header and for a time without its zone.
    """
    raw = dialect is tables.Dialect.RAW
    if not raw:
        yield BYTE_ORDER_MARK
    buffer = io.StringIO(newline="")
    delimiter = ";" if dialect is tables.Dialect.SEMICOLON else ","
    csv.writer(buffer, delimiter=delimiter).writerow(_header(columns, keys=header_keys, raw=raw))
    # All quoted: a spreadsheet that splits at the other sign would find a cell `=1` in a bare `a;=1`.
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if raw else csv.QUOTE_ALL)
    converters = [_converter(column.kind, words, raw=raw) for column in columns]
    for row in rows:
        cells = [convert(value) if convert else value for convert, value in zip(converters, row, strict=True)]
        writer.writerow(cells)
        if buffer.tell() >= CHUNK:
            yield _drained(buffer)
    if buffer.tell():
        yield _drained(buffer)


def _header(columns: Sequence[tables.Column], *, keys: bool, raw: bool) -> list[str]:
    # Organizers word the labels of their own questions, so these are free text too.
    names = tables.header(columns, keys=keys)
    return names if raw else [formula_guard.guarded(name) for name in names]


def _drained(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode(errors="replace")


def _converter(kind: tables.Kind, words: tables.Words, *, raw: bool) -> Converter | None:
    """How a value becomes a cell, or None where the writer does it: text as it is, numbers, None as empty."""
    match kind:
        case tables.Kind.TEXT | tables.Kind.PHONE:
            return None if raw else _guarded
        case tables.Kind.LIST:
            return tables.joined if raw else _guarded_list
        case tables.Kind.BOOLEAN:
            return {True: words.yes, False: words.no, None: ""}.__getitem__
        case tables.Kind.TIME:
            return _iso_8601
        case tables.Kind.CODE | tables.Kind.INTEGER:
            return None


def _guarded(value: object) -> str:
    return "" if value is None else formula_guard.guarded(str(value))


def _guarded_list(values: Iterable[str] | None) -> str:
    return formula_guard.guarded(tables.joined(values))


def _iso_8601(value: datetime | None) -> str:
    """`2026-11-23T14:05:00Z` for UTC, `2026-11-23T09:05:00-05:00` elsewhere."""
    if value is None:
        return ""
    text = tables.zoned(value).isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text

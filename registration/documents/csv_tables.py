"""Lists as CSV (RFC 4180): streamed, with a guard for spreadsheets or raw for machines."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from registration.documents import formula_guard, tables

CHUNK = 32 * 1024
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# Rows are converted so many together, column by column: that takes half the time of going cell by cell.
AT_ONCE = 50

Converter = Callable[[Sequence[Any]], Iterable[object]]


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
    rows = iter(rows)
    while together := list(islice(rows, AT_ONCE)):
        by_column = zip(converters, zip(*together, strict=True), strict=True)
        writer.writerows(zip(*[convert(values) for convert, values in by_column], strict=True))
        while buffer.tell() >= CHUNK:
            yield _drained(buffer)
    if buffer.tell():
        yield _drained(buffer)


def _header(columns: Sequence[tables.Column], *, keys: bool, raw: bool) -> list[str]:
    # Organizers word the labels of their own questions, so these are free text too.
    names = tables.header(columns, keys=keys)
    return names if raw else [formula_guard.guarded(name) for name in names]


def _drained(buffer: io.StringIO) -> bytes:
    """One chunk out of the buffer; what is more stays in it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    buffer.write(text[CHUNK:])
    return text[:CHUNK].encode(errors="replace")


def _converter(kind: tables.Kind, words: tables.Words, *, raw: bool) -> Converter:
    """How the values of a column become cells. The writer itself knows text, numbers, and None as empty."""
    match kind:
        case tables.Kind.TEXT | tables.Kind.PHONE:
            return _as_they_are if raw else formula_guard.all_guarded
        case tables.Kind.LIST:
            return _lists if raw else lambda values: formula_guard.all_guarded(_lists(values))
        case tables.Kind.BOOLEAN:
            words_for = {True: words.yes, False: words.no, None: ""}
            return lambda values: map(words_for.__getitem__, values)
        case tables.Kind.TIME:
            return lambda values: map(_iso_8601, values)
        case tables.Kind.DATE:
            return lambda values: ["" if value is None else value.isoformat() for value in values]
        case tables.Kind.CODE | tables.Kind.INTEGER:
            return _as_they_are


def _as_they_are(values: Sequence[object]) -> Sequence[object]:
    return values


def _lists(values: Sequence[Iterable[str] | None]) -> list[str]:
    return [tables.joined(value) if value else "" for value in values]


def _iso_8601(value: datetime | None) -> str:
    """`2026-11-23T14:05:00Z` for UTC, `2026-11-23T09:05:00-05:00` elsewhere."""
    if value is None:
        return ""
    text = value.isoformat(timespec="seconds")
    if value.tzinfo is UTC:
        return text[:-6] + "Z"
    tables.zoned(value)
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text

"""Reads lists that people bring along, pasted or as CSV of any make: rows of texts, and nothing beyond limits."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LARGEST_FILE = 4 * 1024 * 1024
MOST_ROWS = 2000
MOST_COLUMNS = 60
LONGEST_CELL = 1000

DELIMITERS = ("\t", ";", ",", "|")
_SEP_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"\s*(?:(?P<name>[^<>]*?)\s*<\s*)?(?P<email>[^\s<>,;\"]+@[^\s<>,;\"]+?)\s*>?\s*[,;]?\s*"
)


class Unreadable(Exception):
    """`reason` is a key of `words/guest_lists.py`; `row` is where, if it is somewhere."""

    def __init__(self, reason: str, row: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.row = reason, row


@dataclass(frozen=True)
class Sheet:
    """Rows of equally many cells. `numbers` are those of the rows in what was brought along, from 1.

    `people`: it was a list of addressees, so the columns are a name and an address. `guessed`: the letters may be
    wrong, for the file did not say how they are written.
    """

    rows: list[list[str]]
    numbers: list[int]
    people: bool = False
    guessed: bool = False


def from_text(text: str) -> Sheet:
    """Pasted lines: "Name <address>", or columns. Raises Unreadable."""
    found = [
        (number, _ADDRESSEE.fullmatch(line))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip()
    ]
    if found and all(match for _, match in found):
        people = [(number, match) for number, match in found if match]
        rows = [[(match["name"] or "").strip().strip("\"'").strip(), match["email"]] for _, match in people]
        return measured(zip([number for number, _ in people], rows, strict=True), people=True)
    return _table(text)


def from_csv(content: bytes) -> Sheet:
    """A file of text: UTF-8, UTF-16 with its mark, or else as Windows writes western languages. Raises Unreadable."""
    guessed = False
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, guessed = content.decode("cp1252", errors="replace"), True
    if "\0" in text or text.lstrip().startswith(("<", "{\\rtf", "%PDF")):
        raise Unreadable("unknown")
    return _table(text, guessed=guessed)


def measured(rows: Iterable[tuple[int, list[str]]], *, people: bool = False, guessed: bool = False) -> Sheet:
    """Without empty rows and columns, cells trimmed, all within the limits. Raises Unreadable."""
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, cells in rows:
        trimmed = [cell.strip() for cell in cells]
        while trimmed and not trimmed[-1]:
            trimmed.pop()
        if not trimmed:
            continue
        if len(trimmed) > MOST_COLUMNS:
            raise Unreadable("too_many_columns", number)
        if any(len(cell) > LONGEST_CELL for cell in trimmed):
            raise Unreadable("cell_too_long", number)
        kept.append(trimmed)
        numbers.append(number)
        # One more may be the headings.
        if len(kept) > MOST_ROWS + 1:
            raise Unreadable("too_many_rows")
    if not kept:
        raise Unreadable("empty")
    width = max(len(cells) for cells in kept)
    return Sheet([cells + [""] * (width - len(cells)) for cells in kept], numbers, people, guessed)


def _table(text: str, *, guessed: bool = False) -> Sheet:
    first, _, rest = text.partition("\n")
    announced = _SEP_LINE.fullmatch(first.strip() + " ")
    delimiter = announced[1] if announced else _delimiter(text)
    if announced:
        # Its number stays that of the line in the file.
        text = "\n" + rest
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        return measured(_numbered(reader), guessed=guessed)
    except csv.Error as error:
        raise Unreadable("broken") from error


def _numbered(reader: Iterable[list[str]]) -> Iterable[tuple[int, list[str]]]:
    """A row begins on a line; one that stands in quotes may go over several."""
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1  # type: ignore[attr-defined]


def _delimiter(text: str) -> str:
    """The sign that divides the lines most evenly, looked for outside of quotes."""
    outside = re.sub(r'"(?:[^"]|"")*"', "", text[:200_000])
    lines = outside.splitlines()[:200]
    best, most = ",", 0.0
    for sign in DELIMITERS:
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        if counts:
            number, lines_alike = counts.most_common(1)[0]
            score = lines_alike + number / 1000
            if score > most:
                best, most = sign, score
    return best

"""Where everything stands in a drawing: shares of its width and lines from its top, for SVG that never scales its text.

Sideways everything is in percent of the width, so that a drawing fits a phone and a sheet of paper with letters of
one size; `mirrored` drawings run from right to left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap
from unicodedata import east_asian_width

# Of the width; the rest is for the number behind a bar.
LONGEST_BAR = 66.0
LINE = 20
BAR = 12
# Letters that fit into one line of a narrow drawing.
LETTERS = 42


@dataclass(frozen=True)
class Row:
    """What is to be drawn: parts of a bar as (kind, number), a limit to be marked, words at its end."""

    label: str
    parts: Sequence[tuple[str, int]]
    words: str
    more: str = ""
    limit: int | None = None

    @property
    def length(self) -> int:
        return sum(number for _kind, number in self.parts)


@dataclass(frozen=True)
class Part:
    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """`lines`: the label with the height of each; `end`: where the words begin."""

    lines: list[tuple[str, int]]
    y: int
    parts: list[Part]
    mark: float | None
    end: float
    words: str
    more: str


@dataclass(frozen=True)
class Bars:
    height: int
    bars: list[Bar]


def bars(rows: Sequence[Row], *, mirrored: bool) -> Bars:
    """Bars under each other, each under its label, on one scale."""
    most = max((max(row.length, row.limit or 0) for row in rows), default=0) or 1
    drawn, y = [], 0
    for row in rows:
        texts = _lines(row.label)
        top = y + LINE * len(texts) + 3
        drawn.append(
            _bar(
                row,
                [(text, y + 15 + LINE * at) for at, text in enumerate(texts)],
                top,
                most,
                mirrored=mirrored,
            )
        )
        y = top + BAR + 17
    return Bars(y, drawn)


def _bar(row: Row, lines: list[tuple[str, int]], y: int, most: int, *, mirrored: bool) -> Bar:
    ends = [LONGEST_BAR * number / most for number in accumulate(number for _kind, number in row.parts)]
    starts = [0.0, *ends[:-1]]
    mark = LONGEST_BAR * row.limit / most if row.limit is not None else None
    end = max(ends[-1] if ends else 0.0, mark or 0.0)
    return Bar(
        lines,
        y,
        [
            Part(kind, _place(start, stop - start, mirrored=mirrored), _rounded(stop - start))
            for (kind, number), start, stop in zip(row.parts, starts, ends, strict=True)
            if number
        ],
        None if mark is None else _place(mark, mirrored=mirrored),
        _place(end, mirrored=mirrored),
        row.words,
        row.more,
    )


@dataclass(frozen=True)
class Column:
    """One step of time: what came above the line, what went below it."""

    x: float
    width: float
    above: float
    below: float


@dataclass(frozen=True)
class Columns:
    """`base`: the height of the line. `most`, `least`: the places of the numbers at the longest of each side."""

    height: int
    base: float
    columns: list[Column]
    most: float
    least: float | None


UPWARDS, DOWNWARDS = 96, 40


def columns(numbers: Sequence[tuple[int, int]], *, mirrored: bool) -> Columns:
    """Two sides on one scale: (above, below) for each step."""
    highest = max(above for above, _below in numbers) or 1
    lowest = max(below for _above, below in numbers)
    scale = min(UPWARDS / highest, DOWNWARDS / lowest if lowest else UPWARDS)
    base, width = 18 + UPWARDS, 100 / len(numbers)
    drawn = [
        Column(
            _place(at * width + width * 0.1, width * 0.8, mirrored=mirrored),
            _rounded(width * 0.8),
            _rounded(above * scale),
            _rounded(below * scale),
        )
        for at, (above, below) in enumerate(numbers)
    ]
    return Columns(
        height=base + (round(lowest * scale) + 18 if lowest else 2),
        base=base,
        columns=drawn,
        most=_middle(max(drawn, key=lambda column: column.above)),
        least=_middle(max(drawn, key=lambda column: column.below)) if lowest else None,
    )


@dataclass(frozen=True)
class Curve:
    """A stair in a square of a hundred by a hundred that is stretched over the drawing, and the height of its end."""

    points: str
    area: str
    end: float


def curve(numbers: Sequence[int], most: int, *, mirrored: bool) -> Curve:
    """Never falls: each step holds its number from its beginning to its end."""
    width, points = 100 / len(numbers), ["0,100"]
    for at, number in enumerate(numbers):
        height = _rounded(100 - 100 * number / (most or 1))
        points += [f"{_rounded(at * width)},{height}", f"{_rounded((at + 1) * width)},{height}"]
    end = 100 - 100 * numbers[-1] / (most or 1)
    if mirrored:
        points = [f"{_rounded(100 - float(x))},{y}" for x, y in (point.split(",") for point in points)]
    line = " ".join(points)
    return Curve(line, f"{line} {0 if mirrored else 100},100", _rounded(end))


def _middle(column: Column) -> float:
    """Never so near an edge that a number there would be cut off."""
    return _rounded(min(max(column.x + column.width / 2, 3), 97))


def _place(x: float, width: float = 0.0, *, mirrored: bool) -> float:
    return _rounded(100 - x - width if mirrored else x)


def _rounded(number: float) -> float:
    return round(number, 2)


def _lines(label: str) -> list[str]:
    """A label in as many lines as it needs; letters of Chinese are twice as wide, and break anywhere."""
    wide = sum(east_asian_width(letter) in "WF" for letter in label) * 2 > len(label)
    return wrap(label, LETTERS // 2 if wide else LETTERS, break_long_words=True) or [""]

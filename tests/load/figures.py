"""One line of the table: a figure, the floor it is compared with, what was aimed at, and whether it was met."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HEADER = ("measure", "figure", "floor", "ratio", "aim", "verdict")


@dataclass(frozen=True)
class Figure:
    """`met` is None where nothing was aimed at; `skipped` says why there is no figure."""

    measure: str
    figure: str = ""
    floor: str = ""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None
    skipped: str = ""

    @property
    def verdict(self) -> str:
        if self.skipped:
            return f"skipped: {self.skipped}"
        return {True: "met", False: "MISSED", None: "-"}[self.met]

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        return (self.measure, self.figure, self.floor, ratio, self.aim, self.verdict)


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table, its columns aligned."""
    rows = [HEADER, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADER))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


@dataclass(frozen=True)
class Pair:
    """Two medians measured in turns, and the median of the ratios of each turn."""

    ours: float
    floor: float
    ratio: float


def side_by_side(ours: Callable[[], float], floor: Callable[[], float], *, rounds: int) -> Pair:
    """Measure in turns, so that whatever else the machine does falls on both."""
    pairs = [(ours(), floor()) for _ in range(rounds)]
    return Pair(
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"

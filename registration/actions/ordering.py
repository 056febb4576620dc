"""Rows that stand in an order of their own: numbered anew whenever one comes, goes or changes places."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from registration.rules.refusals import NoMoreFit


class Placed(Protocol):
    position: int


Row = TypeVar("Row", bound=Placed)

# As many of one kind as a roundtable can have.
MOST = 60


def put(rows: list[Row], row: Row, *, before: int | None = None) -> None:
    """Add a row, at the end unless it is to come before another. Raises NoMoreFit."""
    if len(rows) >= MOST:
        raise NoMoreFit
    ordered = [*rows]
    ordered.insert(len(rows) if before is None else before, row)
    rows.append(row)
    _number(ordered)


def move(rows: list[Row], row: Row, *, up: bool) -> None:
    """Change places with the neighbour, if there is one."""
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        # In a copy: a list of rows that belong to something takes a row it loses for a moment for gone.
        ordered = [*rows]
        ordered[place], ordered[other] = rows[other], rows[place]
        _number(ordered)


def remove(rows: list[Row], row: Row) -> None:
    rows.remove(row)
    _number(rows)


def _number(rows: Sequence[Placed]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position

"""The attendee list of 100,000 people as CSV and XLSX: first byte, memory, time beside csv.writer over plain tuples."""

import csv
import gc
import io
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from registration.documents import csv_tables, tables, xlsx_tables
from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.queries import attendees
from registration.queries.attendees import Wording
from registration.queries.guest_table import Filters
from registration.rules import attendee_list
from registration.rules.attendee_list import Preset
from tests.load import crowd
from tests.load.figures import Figure, Pair, side_by_side
from tests.load.ground import Database, Ground

PEOPLE = 100_000
FIRST_BYTE, GROWTH, TIMES = 1.0, 50.0, 8.0
# XLSX is a zip of XML, written cell by cell; its first byte comes last. About 32 when this was written.
XLSX_TIMES = 40.0


@dataclass(frozen=True)
class Export:
    """Seconds to the first row, growth of resident memory in MB, bytes; whole lists beside plain csv.writer."""

    first: float
    growth: float
    size: int
    whole: Pair


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            small, large = crowd.roundtable(1000), crowd.roundtable(10_000 if ground.quick else PEOPLE)
        for document, limit in (("csv", TIMES), ("xlsx", XLSX_TIMES)):
            with multiprocessing.get_context("spawn").Pool(1) as alone:
                taken = alone.apply(
                    export,
                    (
                        database,
                        document,
                        small.id,
                        large.id,
                        3 if document == "csv" and not ground.quick else 1,
                    ),
                )
            about = f"{document} of {10_000 if ground.quick else PEOPLE:,}, {kind}"
            if document == "csv":
                yield Figure(
                    f"{about}: first row", f"{taken.first:.2f} s", aim="< 1 s", met=taken.first < FIRST_BYTE
                )
            yield Figure(
                f"{about}: memory grows", f"{taken.growth:.0f} MB", aim="< 50 MB", met=taken.growth < GROWTH
            )
            yield Figure(
                f"{about}: whole",
                f"{taken.whole.ours:.2f} s",
                f"csv.writer {taken.whole.floor:.2f} s",
                taken.whole.ratio,
                f"<= {limit:.0f}",
                taken.whole.ratio <= limit,
            )


def export(database: Database, document: str, small: int, large: int, rounds: int) -> Export:
    """In a process of its own. A small list goes first, so that what is measured is the list and not the imports."""
    stream = {"csv": _csv, "xlsx": _xlsx}[document]
    with database.application():
        list(stream(small))
        gc.collect()
        before = _resident("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")
        first, size = _first_row(stream(large))
        growth = _resident("VmHWM") - before
        cells = _cells(large)
        times = side_by_side(
            lambda: _timed(lambda: sum(len(chunk) for chunk in stream(large))),
            lambda: min(
                _timed(lambda: csv.writer(io.StringIO(newline="")).writerows(cells)) for _ in range(3)
            ),
            rounds=rounds,
        )
        return Export(first, growth, size, times)


def _first_row(chunks: Iterator[bytes]) -> tuple[float, int]:
    """Seconds until the first chunk with rows (the very first is the byte order mark), and all bytes."""
    began = time.perf_counter()
    first, size = 0.0, 0
    for number, chunk in enumerate(chunks):
        size += len(chunk)
        if number == 1:
            first = time.perf_counter() - began
    return first, size


def _csv(roundtable_id: int) -> Iterator[bytes]:
    return csv_tables.csv_stream(
        _columns(),
        _rows(roundtable_id),
        dialect=tables.Dialect.COMMA,
        words=tables.Words(),
        header_keys=False,
    )


def _xlsx(roundtable_id: int) -> Iterator[bytes]:
    return xlsx_tables.xlsx_stream(
        _columns(),
        _rows(roundtable_id),
        words=tables.Words(),
        header_keys=False,
        sheet_title="Attendees",
        right_to_left=False,
    )


def _columns() -> list[tables.Column]:
    return [
        tables.Column(key, key, tables.Kind(attendee_list.value(key)))
        for key in attendee_list.columns(Preset.ALL)
    ]


def _rows(roundtable_id: int) -> Iterator[tuple[object, ...]]:
    roundtable = db.session.get_one(Roundtable, roundtable_id)
    return attendees.rows(roundtable, Preset.ALL, Filters(), Wording("en", codes=False))


def _cells(roundtable_id: int) -> list[tuple[str, ...]]:
    """The same cells as tuples of text that are there already."""
    text = b"".join(_csv(roundtable_id)).decode("utf-8-sig")
    return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _resident(name: str) -> float:
    """In MB: VmRSS is what is resident now, VmHWM the most since it was last forgotten."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) / 1024
    raise LookupError(name)

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
from tests.load.figures import Figure
from tests.load.ground import Database, Ground

PEOPLE = 100_000
FIRST_BYTE, GROWTH, TIMES = 1.0, 50.0, 8.0
# Measured when this was written; XLSX is a zip of XML and its first byte comes last.
XLSX_TIMES = 50.0


@dataclass(frozen=True)
class Export:
    """Seconds to the first row and to the end, growth of resident memory in MB, bytes, seconds of plain csv.writer."""

    first: float
    wall: float
    growth: float
    size: int
    plain: float


def measure(ground: Ground) -> Iterator[Figure]:
    for kind in ground.kinds:
        database = ground.database(kind)
        with database.application():
            small, large = crowd.roundtable(1000), crowd.roundtable(10_000 if ground.quick else PEOPLE)
        for document, limit in (("csv", TIMES), ("xlsx", XLSX_TIMES)):
            with multiprocessing.get_context("spawn").Pool(1) as alone:
                taken = alone.apply(export, (database, document, small.id, large.id))
            ratio = taken.wall / taken.plain
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
                f"{taken.wall:.2f} s",
                f"csv.writer {taken.plain:.2f} s",
                ratio,
                f"<= {limit:.0f}",
                ratio <= limit,
            )


def export(database: Database, document: str, small: int, large: int) -> Export:
    """In a process of its own. A small list goes first, so that what is measured is the list and not the imports."""
    stream = {"csv": _csv, "xlsx": _xlsx}[document]
    with database.application():
        list(stream(small))
        gc.collect()
        before = _resident("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")
        began = time.perf_counter()
        first, size = 0.0, 0
        for number, chunk in enumerate(stream(large)):
            size += len(chunk)
            if number == 1:
                first = time.perf_counter() - began
        wall = time.perf_counter() - began
        growth = _resident("VmHWM") - before
        return Export(first, wall, growth, size, _plain(large))


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


def _plain(roundtable_id: int) -> float:
    """The same cells, as tuples of text that are there already, through csv.writer into memory."""
    text = b"".join(_csv(roundtable_id)).decode("utf-8-sig")
    cells = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]
    return min(_timed(lambda: csv.writer(io.StringIO(newline="")).writerows(cells)) for _ in range(3))


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

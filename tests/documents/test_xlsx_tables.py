"""Lists as XLSX: opened by another program, every cell is what was registered."""

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from registration.documents.tables import Column, Kind, Row, Words
from registration.documents.xlsx_tables import title, xlsx_stream
from tests.documents.lists import AT, COLUMNS, LOCAL, NAMES, NOTHING, row

ENGLISH = Words()
NAME_ONLY = (Column("family_name", "Family name", Kind.TEXT),)


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def stream(
    rows: Iterable[Row],
    columns: tuple[Column, ...] = COLUMNS,
    *,
    words: Words = ENGLISH,
    header_keys: bool = False,
    sheet_title: str = "Attendees",
    right_to_left: bool = False,
) -> Iterator[bytes]:
    return xlsx_stream(
        columns,
        rows,
        words=words,
        header_keys=header_keys,
        sheet_title=sheet_title,
        right_to_left=right_to_left,
    )


def opened(content: Iterable[bytes]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(b"".join(content))).active


def shown(at: datetime) -> datetime:
    """A time as a sheet holds it: what the clock on the wall says, to the second."""
    return at.replace(tzinfo=None, microsecond=0)


def test_every_kind_of_value_is_written_in_its_way() -> None:
    cells = opened(stream([row()]))[2]
    assert [cell.value for cell in cells] == [
        "RT-7F3K",
        "Ada",
        "+41 22 917 0000",
        2,
        "yes",
        shown(AT),
        shown(LOCAL),
        "press; vip",
    ]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "s", "d", "d", "s"]
    assert cells[5].number_format == "yyyy-mm-dd hh:mm"
    assert cells[2].number_format == "@"


def test_names_come_back_as_they_were_typed_and_none_is_a_formula() -> None:
    column = opened(stream([[name] for name in NAMES], NAME_ONLY))["A"][1:]
    assert [cell.value or "" for cell in column if cell.row <= len(NAMES)] == [name for name in NAMES if name]
    assert {cell.data_type for cell in column} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in column)


@pytest.mark.parametrize(
    "text",
    [
        "<r>&</r>",
        "<r></r>",
        "<r><t>x</t></r>",
        "<r>  a\n </r>",
        "https://example.org",
        "=1",
        "{=1}",
        "12",
        "+5",
        "\t=1",
        "a\tb",
        "</t></is>",
        "ends \n",
        "\u2028",
    ],
)
def test_no_text_is_taken_for_mark_up_a_number_a_link_or_a_formula(text: str) -> None:
    columns = (*NAME_ONLY, Column("phone", "Phone", Kind.PHONE))
    for cell in opened(stream([[text, text]], columns))[2]:
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_characters_that_xml_cannot_hold_are_replaced_and_the_list_still_opens() -> None:
    sheet = opened(stream([["a\x00b\x0bc\ud800d\uffffe"], ["one\r\ntwo\rthree"]], NAME_ONLY))
    assert sheet["A2"].value == "a�b�c�d�e"
    assert sheet["A3"].value == "one\ntwo\nthree"


def test_an_empty_answer_fills_no_cell_but_a_missing_phone_number_can_be_typed_as_text() -> None:
    cells = opened(stream([row("", ""), row()]))[2]
    assert (cells[1].value, cells[1].data_type) == (None, "n")
    assert (cells[2].value, cells[2].number_format) == ("", "@")


def test_nothing_is_an_empty_cell() -> None:
    assert all(
        cell.value is None
        for line in opened(stream([NOTHING, row()])).iter_rows(min_row=2, max_row=2)
        for cell in line
    )


def test_the_header_is_bold_frozen_and_there_without_rows() -> None:
    sheet = opened(stream([]))
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 1


def test_header_keys_are_for_scripts() -> None:
    header = opened(stream([], header_keys=True))[1]
    assert [cell.value for cell in header] == [column.key for column in COLUMNS]


def test_an_arabic_sheet_reads_from_the_right() -> None:
    assert opened(stream([row()], right_to_left=True)).sheet_view.rightToLeft
    assert not opened(stream([row()])).sheet_view.rightToLeft


def test_words_for_yes_and_no_come_in_the_readers_language() -> None:
    columns = (Column("consent", "الموافقة", Kind.BOOLEAN),)
    sheet = opened(stream([[True], [False]], columns, words=Words("نعم", "لا")))
    assert [sheet["A2"].value, sheet["A3"].value] == ["نعم", "لا"]


def test_numbers_beyond_fifteen_digits_keep_all_of_them() -> None:
    columns = (Column("number", "Number", Kind.INTEGER),)
    sheet = opened(stream([[12_345_678_901_234_567], [-3]], columns))
    assert [sheet["A2"].value, sheet["A3"].value] == ["12345678901234567", -3]


@pytest.mark.parametrize(
    ("given", "sheet_name"),
    [
        ("Attendees", "Attendees"),
        ("A/B: [c]*?\\d", "A B c d"),
        ("'quoted'", "quoted"),
        ("", "List"),
        ("' '", "List"),
        ("History", "List"),
        ("x" * 40, "x" * 31),
        ("𝒜" * 20, "𝒜" * 15),
        ("a\r\nb\x00", "a b"),
        ("a" * 30 + "'b", "a" * 30),
    ],
)
def test_a_sheet_is_named_as_excel_allows(given: str, sheet_name: str) -> None:
    assert title(given) == sheet_name
    assert opened(stream([], sheet_title=given)).title == sheet_name


def test_nothing_stays_on_disk_when_the_list_is_read_to_its_end(temporary_folder: Path) -> None:
    assert opened(stream([row()]))
    assert list(temporary_folder.iterdir()) == []


def test_nothing_stays_on_disk_when_the_reader_goes_away(temporary_folder: Path) -> None:
    chunks = stream([row(f"Name {number}") for number in range(5000)])
    next(chunks)
    assert list(temporary_folder.iterdir()) != []
    chunks.close()  # type: ignore[attr-defined]
    assert list(temporary_folder.iterdir()) == []


def test_nothing_stays_on_disk_when_a_row_cannot_be_read(temporary_folder: Path) -> None:
    def rows() -> Iterator[Row]:
        yield row()
        raise ConnectionError

    with pytest.raises(ConnectionError):
        list(stream(rows()))
    assert list(temporary_folder.iterdir()) == []


def test_texts_stand_in_the_sheet_itself_and_the_file_holds_no_formula() -> None:
    content = b"".join(stream([[name] for name in NAMES], NAME_ONLY))
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet.lower().replace(b"=hyperlink(1)", b"")


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        list(stream([[AT.replace(tzinfo=None)]], (Column("at", "At", Kind.TIME),)))


def test_a_row_that_does_not_match_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        list(stream([["RT-1"]]))


def test_utc_midnight_is_the_day_it_is() -> None:
    columns = (Column("at", "At", Kind.TIME),)
    midnight = datetime(2026, 12, 31, tzinfo=UTC)
    assert opened(stream([[midnight]], columns))["A2"].value == shown(midnight)

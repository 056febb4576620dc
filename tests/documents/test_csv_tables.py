"""Lists as CSV: what scripts and spreadsheets read is what was registered."""

import csv
import io
import itertools
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registration.documents.csv_tables import csv_stream
from registration.documents.formula_guard import unguarded
from registration.documents.tables import Column, Dialect, Kind, Row, Words
from tests.documents.lists import AT, COLUMNS, NAMES, NOTHING, row

ENGLISH = Words()
NAME_ONLY = (Column("family_name", "Family name", Kind.TEXT),)


def written(
    rows: Iterable[Row],
    columns: tuple[Column, ...] = COLUMNS,
    *,
    dialect: Dialect = Dialect.COMMA,
    words: Words = ENGLISH,
    header_keys: bool = False,
) -> bytes:
    return b"".join(csv_stream(columns, rows, dialect=dialect, words=words, header_keys=header_keys))


def read(content: bytes, delimiter: str = ",") -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_every_kind_of_value_is_written_in_its_way() -> None:
    assert read(written([row()]))[1] == [
        "RT-7F3K",
        "Ada",
        "+41 22 917 0000",
        "2",
        "yes",
        "2026-11-23T14:05:09Z",
        "2026-11-23T09:05:09-05:00",
        "press; vip",
    ]


def test_nothing_is_an_empty_cell_in_every_kind_and_dialect() -> None:
    for dialect, delimiter in ((Dialect.COMMA, ","), (Dialect.SEMICOLON, ";"), (Dialect.RAW, ",")):
        assert read(written([NOTHING], dialect=dialect), delimiter)[1] == [""] * len(COLUMNS)


def test_a_list_without_rows_still_has_its_header() -> None:
    assert written([]) == (
        b"\xef\xbb\xbfReference,Family name,Phone,Accompanying persons,Consent to be listed,"
        b"Registered at (UTC),Registered at (local),Tags\r\n"
    )


def test_header_keys_are_for_scripts() -> None:
    assert read(written([], header_keys=True))[0] == [column.key for column in COLUMNS]


def test_lines_end_as_rfc_4180_says_and_no_separator_line_comes_first() -> None:
    lines = written([row(), row()]).split(b"\r\n")
    assert len(lines) == 4
    assert lines[-1] == b""
    assert not any(b"\n" in line or line.lower().startswith(b"sep=") for line in lines)


def test_semicolons_separate_where_asked() -> None:
    content = written([row("李;=1")], dialect=Dialect.SEMICOLON)
    assert content.startswith(b"\xef\xbb\xbfReference;Family name;")
    assert read(content, ";")[1][1] == "李;=1"


@pytest.mark.parametrize("dialect", [Dialect.COMMA, Dialect.SEMICOLON])
def test_a_separator_inside_a_name_splits_no_cell_whatever_the_spreadsheet_expects(dialect: Dialect) -> None:
    content = written([["a;=1"], ["a,=1"]], NAME_ONLY, dialect=dialect)
    for delimiter in ",;":
        assert read(content, delimiter)[1:] == [["a;=1"], ["a,=1"]]


def test_raw_has_no_byte_order_mark_and_no_guard() -> None:
    content = written([row("=1+1")], dialect=Dialect.RAW)
    assert content.startswith(b"Reference,")
    assert read(content)[1][1] == "=1+1"


def test_free_text_is_guarded_in_cells_tags_and_headings_but_our_own_words_are_not() -> None:
    columns = (
        Column("question", "=Question", Kind.TEXT),
        Column("tags", "Tags", Kind.LIST),
        Column("code", "Code", Kind.CODE),
    )
    assert read(written([["=1", ["-x", "y"], "-code"]], columns)) == [
        ["'=Question", "Tags", "Code"],
        ["'=1", "'-x; y", "-code"],
    ]


def test_words_for_yes_and_no_come_in_the_readers_language() -> None:
    columns = (Column("consent", "Согласие", Kind.BOOLEAN),)
    content = written([[True], [False], [None]], columns, words=Words("да", "нет"))
    assert read(content)[1:] == [["да"], ["нет"], [""]]


def test_names_come_back_as_they_were_typed() -> None:
    rows = [[name] for name in NAMES]
    assert [cell for (cell,) in read(written(rows, NAME_ONLY))[1:]] == [
        {"=HYPERLINK(1)": "'=HYPERLINK(1)", "'=x": "''=x"}.get(name, name) for name in NAMES
    ]
    assert [unguarded(cell) for (cell,) in read(written(rows, NAME_ONLY))[1:]] == list(NAMES)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_any_text_comes_back_from_raw_as_typed_and_from_the_default_after_one_rule(names: list[str]) -> None:
    rows = [[name] for name in names]
    raw = read(written(rows, NAME_ONLY, dialect=Dialect.RAW).removeprefix(b"\xef\xbb\xbf"))
    assert raw[1:] == rows
    assert [[unguarded(cell)] for (cell,) in read(written(rows, NAME_ONLY))[1:]] == rows


def test_half_a_character_does_not_cost_everyone_the_list() -> None:
    assert read(written([["a\ud800b"]], NAME_ONLY))[1] == ["a?b"]


def test_rows_are_read_only_as_far_as_chunks_are_taken() -> None:
    taken = itertools.count()
    rows = (row(f"Name {next(taken)}") for _ in range(100_000))
    stream = csv_stream(COLUMNS, rows, dialect=Dialect.RAW, words=ENGLISH, header_keys=False)
    chunk = next(stream)
    assert 32 * 1024 <= len(chunk) < 34 * 1024
    assert next(taken) < 1000


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        written([[AT.replace(tzinfo=None)]], (Column("at", "At", Kind.TIME),))


def test_a_row_that_does_not_match_the_header_is_refused() -> None:
    for rows in ([["RT-1"]], [row(), row()[:-1]], [row(), [*row(), "more"]]):
        with pytest.raises(ValueError, match="zip"):
            written(rows)

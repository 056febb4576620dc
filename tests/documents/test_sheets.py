"""Lists that people bring along: what is read out of them, and what is refused before it does harm."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from registration.documents import sheets, workbooks
from registration.documents.sheets import Unreadable

WANTED = [["Name", "E-mail"], ["Åsa, the Elder", "asa@example.org"], ["Łukasz", "l@example.org"]]


def workbook(rows, **places):
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for place, value in places.items():
            sheet.write(place, value)
    return file.getvalue()


def repacked(content, change):
    """The same workbook with members changed, added or, given None, left out."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        members = {name: old.read(name) for name in old.namelist()}
        for name, value in {**members, **change(members)}.items():
            new.writestr(name, value)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_of_text_is_read_whatever_wrote_it(encoding, delimiter, end):
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in WANTED]
    text = end.join([lines[0], "", *lines[1:], delimiter * 3, ""])

    sheet = sheets.from_csv(text.encode(encoding))

    assert (sheet.rows, sheet.numbers, sheet.guessed) == (WANTED, [1, 3, 4], False)


def test_what_is_no_unicode_is_read_as_windows_writes_it_and_said():
    sheet = sheets.from_csv("Nom;Courriel\nZoé – “Z”;z@example.org".encode("cp1252"))

    assert (sheet.rows[1], sheet.guessed) == (["Zoé – “Z”", "z@example.org"], True)


@pytest.mark.parametrize(
    ("text", "rows", "numbers"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5", [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]], [1, 2, 3]),
        ('a,b\n"x\ny",2\n3,4', [["a", "b"], ["x\ny", "2"], ["3", "4"]], [1, 2, 4]),
        ('a,b\n"he said ""no""",2', [["a", "b"], ['he said "no"', "2"]], [1, 2]),
        ("sep=;\na;b\n1;2", [["a", "b"], ["1", "2"]], [2, 3]),
        ("a,b,c\n1\n1,2,3", [["a", "b", "c"], ["1", "", ""], ["1", "2", "3"]], [1, 2, 3]),
        ("only\none", [["only"], ["one"]], [1, 2]),
        ('a,b\n=cmd|"/c calc"!A1,2', [["a", "b"], ['=cmd|"/c calc"!A1', "2"]], [1, 2]),
    ],
)
def test_columns_are_found(text, rows, numbers):
    sheet = sheets.from_text(text)

    assert (sheet.rows, sheet.numbers, sheet.people) == (rows, numbers, False)


def test_addressees_are_pasted_as_mail_programs_write_them():
    sheet = sheets.from_text('Ana Ruiz <ana@example.org>;\n\n"Li, Wei" <wei@example.org>\n bo@example.org \n')

    assert sheet.people
    assert sheet.rows == [
        ["Ana Ruiz", "ana@example.org"],
        ["Li, Wei", "wei@example.org"],
        ["", "bo@example.org"],
    ]
    assert sheet.numbers == [1, 3, 4]


def test_a_workbook_is_read_as_it_reads():
    content = workbook([["Name", "Seats", "Bound"], [], ["Åsa\u202e", 2, True], ["", 1.5]])

    sheet = workbooks.from_xlsx(content)

    assert sheet.rows == [["Name", "Seats", "Bound"], ["Åsa\u202e", "2", "yes"], ["", "1.5", ""]]
    assert sheet.numbers == [1, 3, 4]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n;;;\n", "empty"),
        (b"a\0b", "unknown"),
        (b"<html><table>", "unknown"),
        (b"a," * 61 + b"a", "too_many_columns"),
        (b"a\n" * 2002, "too_many_rows"),
        (b"a,b\n1," + b"x" * 1001, "cell_too_long"),
        (b'a,b\n"never closed' + b",x\n" * 500, "cell_too_long"),
        (b'a,b\n"' + b"x" * 200_000, "broken"),
    ],
)
def test_a_text_that_is_too_much_is_refused(content, reason):
    with pytest.raises(Unreadable) as refusal:
        sheets.from_csv(content)

    assert refusal.value.reason == reason


def bomb(members):
    return {"xl/media/image1.png": b"\0" * (41 * 1024 * 1024)}


def crowd(members):
    return {f"xl/media/{number}": b"" for number in range(301)}


def hidden_cells(members):
    return {"xl/other/cells.bin": members["xl/worksheets/sheet1.xml"]}


def entities(members):
    sheet = members["xl/worksheets/sheet1.xml"]
    begin = sheet.index(b"<worksheet")
    return {"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>' + sheet[begin:]}


def far_without_a_place(members):
    row = b'<row r="1048576"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    sheet = members["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", row)
    return {"xl/worksheets/sheet1.xml": sheet}


def no_workbook(members):
    return {"xl/workbook.xml": b"<nothing/>"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (bomb, "too_much_inside"),
        (crowd, "too_much_inside"),
        (hidden_cells, "broken"),
        (entities, "broken"),
        (far_without_a_place, "too_many_rows"),
    ],
)
def test_an_archive_is_measured_before_it_is_believed(change, reason):
    with pytest.raises(Unreadable) as refusal:
        workbooks.from_xlsx(repacked(workbook([["a"]]), change))

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 nothing", "broken"),
        (workbook([["a"]], XFD1="far"), "too_many_columns"),
        (workbook([["a"]], A1048576="far"), "too_many_rows"),
        (workbook([]), "empty"),
        (b"x" * (sheets.LARGEST_FILE + 1), "too_large"),
        (workbook([["a"]])[:-200], "broken"),
        (repacked(workbook([["a"]]), no_workbook), "broken"),
    ],
)
def test_a_workbook_that_is_none_or_reaches_too_far_is_refused(content, reason):
    with pytest.raises(Unreadable) as refusal:
        workbooks.from_file(content)

    assert refusal.value.reason == reason

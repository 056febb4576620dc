"""A guest list as an organizer meets it: bring it along, match, look, go, watch; and what is refused on the way."""

import csv
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from sqlalchemy import select

from registration import worker
from registration.actions import tags
from registration.extensions import db, transaction
from registration.models.guest_lists import GuestList
from registration.models.invitations import Invitation
from registration.rules.invitations import Reply
from registration.rules.permissions import Role
from registration.rules.questions import Kind
from registration.rules.standing import State

LIST = (
    "Nom complet;Courriel;Type;Délégation;Sièges;Table\n"
    "Ana RUIZ;ana@example.org;Member State;Suède;2;VIP\n"
    "=cmd|'/c calc'!A1;evil@example.org;civil_society;Trust;1;\n"
    "<b>Åsa</b> Berg;asa@example.org;civil_society;Ünion;1;\n"
    "No Address;;civil_society;Trust;1;\n"
    "Too Many;many@example.org;civil_society;Trust;99;\n"
)


@pytest.fixture
def here(roundtable):
    return f"/organizer/roundtables/{roundtable.slug}/invitations/import"


def upload(desk, here, content, name="guests.csv", *, expect=200):
    return desk.submit(
        desk.get(here), form="/import", files={"file": (BytesIO(content), name)}, expect=expect
    )


def invited():
    db.session.rollback()
    return db.session.scalars(select(Invitation).order_by(Invitation.id)).all()


def test_from_a_file_to_the_last_letter_and_again(app, desk, here):
    page = upload(desk, here, LIST.encode("cp1252"))
    assert "read as Windows writes western languages" in page.text
    assert page.form("/columns").values["column0"] == ["full_name"]
    page = desk.submit(page, {"column4": "seats"}, form="/columns")

    assert "3 invitations would be made" in page.root.text
    assert "2 rows are left out" in page.root.text
    assert "Row" in page.text
    assert invited() == []
    wrong = desk.get(f"{page.url.partition('?')[0]}?fate=wrong")
    assert "E-mail: this is needed and is missing" in wrong.root.text
    assert "Enter one from 1 to 50" in wrong.root.text
    assert "asa@example.org" not in wrong.root.text

    page = desk.submit(page, form="/rows", button={"deed": "send"})
    assert "Invitations are being made" in page.root.text
    worker.run_once(app)
    page = desk.get(page.url)
    assert "3 invitations made" in page.root.text
    ana, evil, asa = invited()
    assert {one.status for one in invited()} == {Reply.SENT}
    assert (ana.full_name, ana.seats, ana.tags) == ("Ana RUIZ", 2, ["VIP"])
    assert (asa.full_name, evil.full_name) == ("<b>Åsa</b> Berg", "=cmd|'/c calc'!A1")

    again = desk.submit(upload(desk, here, LIST.encode("cp1252")), {"column4": "seats"}, form="/columns")
    assert "0 invitations would be made" in again.root.text
    assert "The invitation is sent, no reply yet" in again.root.text
    file = desk.open("GET", f"{again.url.removesuffix('/rows')}/left-out.csv")
    rows = list(csv.reader(StringIO(file.get_data().decode("utf-8-sig"))))
    assert rows[0][-1] == "What is the matter"
    assert rows[2][0] == "'=cmd|'/c calc'!A1"
    assert rows[4][-1] == "Wrong. E-mail: this is needed and is missing. Enter it."
    assert len(rows) == 6


def test_a_column_answers_a_question_of_the_roundtable(app, desk, here, make, roundtable):
    day = {"labels": {"en": "Day of arrival", "fr": "Jour d’arrivée"}, "organizer_only": True}
    make.question(roundtable, "arrives", Kind.DATE, **day)
    make.question(roundtable, "diet", sensitive=True)
    rows = (
        "Name;E-mail;Organization;Jour d’arrivée\n"
        "Ana Ruiz;ana@example.org;Lake Trust;2027-03-30\n"
        "Bo Berg;bo@example.org;Lake Trust;soon\n"
    )

    page = upload(desk, here, rows.encode())
    assert page.form("/columns").values["column3"] == ["answer:arrives"]
    assert "Answer to “Day of arrival”" in page.root.text
    assert 'value="answer:diet"' not in page.html
    page = desk.submit(page, {"column2": "answer:arrives"}, form="/columns", expect=422)
    assert "Another column holds this already" in page.root.text
    page = desk.submit(page, {"type": "civil_society", "column2": "organization"}, form="/columns")
    assert "Answer to “Day of arrival”: this is no date. Write year, month and day" in page.root.text

    page = desk.submit(page, form="/rows", button={"deed": "draft"})
    worker.run_once(app)
    (ana,) = invited()
    assert ana.own_answers == {"arrives": "2027-03-30"}
    page = desk.get(f"{here.removesuffix('/import')}/{ana.public_id}")
    assert "Day of arrival 30 March 2027" in page.root.text


def test_a_file_of_what_is_left_out_names_columns_without_headings(desk, here, make, roundtable):
    make.question(roundtable, "seat", labels={"en": "Which seat?"})
    page = upload(desk, here, b"Ana Ruiz;ana@example.org;A1\nBo Berg;bo@;A2\n")
    values = {"column0": "full_name", "column1": "email", "column2": "answer:seat", "type": "civil_society"}
    page = desk.submit(page, values, form="/columns")

    file = desk.open("GET", f"{page.url.removesuffix('/rows')}/left-out.csv")

    rows = list(csv.reader(StringIO(file.get_data().decode("utf-8-sig"))))
    assert rows[0] == ["Full name", "E-mail", "Which seat?", "What is the matter"]


def test_tags_that_are_there_count_too(desk, here, make, roundtable):
    with transaction():
        for number in range(tags.MOST):
            tags.known(roundtable.id, f"Tag {number}", at=make.now())

    page = desk.submit(upload(desk, here, LIST.encode()), {"column4": "seats"}, form="/columns", expect=422)

    assert "These columns would make 201 tags" in page.root.text


def test_pasted_lines_and_a_workbook_take_the_same_way(app, desk, here):
    page = desk.submit(desk.get(here), {"text": "Ana Ruiz <ana@example.org>\nbo@example.org"}, form="/import")
    page = desk.submit(page, {}, form="/columns", expect=422)
    assert "Choose a type for all rows" in page.root.text
    page = desk.submit(page, {"type": "civil_society"}, form="/columns")
    assert "Neither a name nor an office" in page.root.text
    assert "Organization: this is needed" in page.root.text

    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Office", "E-mail", "State"])
        sheet.write_row(1, 0, ["Permanent Representative of Sweden", "pr@example.org", "SWE"])
    page = upload(desk, here, file.getvalue(), "guests.xlsx")
    page = desk.submit(page, {"type": "member_state", "language": "fr", "holds": True}, form="/columns")
    page = desk.submit(page, form="/rows", button={"deed": "draft"})
    worker.run_once(app)
    assert "1 invitation made" in desk.get(page.url).root.text
    (one,) = invited()
    assert (one.office, one.status, one.language, one.holds) == (
        "Permanent Representative of Sweden",
        Reply.DRAFT,
        "fr",
        True,
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"column0": "tags"}, "Choose the column that holds the name"),
        ({"column1": "tags"}, "Choose the column that holds the e-mail address"),
        ({"column3": "email"}, "Another column holds this already"),
        ({"seats": "0"}, "Enter a number from 1 to 50"),
        ({"seats": "²"}, "Enter a number from 1 to 50"),
        ({"respond_by": "2001-01-01T10:00"}, "This time is over"),
        ({"respond_by": "soon"}, "Enter a day and a time"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(desk, here, values, words):
    page = upload(desk, here, LIST.encode())

    page = desk.submit(page.form("/columns"), values, expect=422)

    assert words in page.root.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is nobody in this list"),
        (b"\x89PNG\r\n\x1a\n\0", "This is neither a CSV nor an XLSX file"),
        (b"PK\x03\x04", "cannot be read to its end"),
        (b"a\n" * 2002, "more than 2,000 rows"),
        (b"a,b\n" + b"x," * 61 + b"x", "Row 2: This list has more than 60 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_and_says_what_to_do(desk, here, content, words):
    page = upload(desk, here, content, expect=422)

    assert words in page.root.text
    assert db.session.scalars(select(GuestList)).all() == []


@pytest.mark.parametrize(
    "forged", [{"column3": "<script>"}, {"host": "99999"}, {"type": "x"}, {"language": "xx"}]
)
def test_what_was_not_offered_is_refused(desk, here, forged):
    form = upload(desk, here, LIST.encode()).form("/columns")

    answer = desk.open("POST", form.action, data=form.filled({}) | forged)

    assert answer.status_code == 422
    assert "Choose an entry of the list" in answer.get_data(as_text=True)


def test_nothing_at_all_is_asked_for_again(desk, here):
    page = desk.submit(desk.get(here), form="/import", expect=422)

    assert "Paste the lines of the list, or choose a file" in page.root.text


def test_a_second_window_is_told_and_a_second_click_does_nothing(app, desk, here):
    first = desk.submit(upload(desk, here, LIST.encode()), form="/columns")
    columns = desk.get(f"{first.url.removesuffix('/rows')}/columns")
    desk.submit(columns, {"seats": "2"}, form="/columns")

    page = desk.submit(first, form="/rows", button={"deed": "send"}, expect=409)
    assert "Nothing has been made" in page.root.text
    desk.submit(columns, form="/columns", expect=409)
    desk.submit(page, form="/rows", button={"deed": "draft"})
    page = desk.submit(page, form="/rows", button={"deed": "send"})
    worker.run_once(app)
    assert {one.status for one in invited()} == {Reply.DRAFT}
    assert desk.submit(columns, form="/columns").url.endswith(first.url.split("/")[-2])


def test_a_list_is_seen_by_nobody_but_who_brought_it(make, house, sign_in, desk, here):
    page = desk.submit(upload(desk, here, LIST.encode()), form="/columns")
    address = page.url.removesuffix("/rows")

    for role in (Role.OWNER, Role.VIEWER, Role.APPROVER):
        other = sign_in(make.organizer(house, role=role))
        for path in ("", "/columns", "/rows", "/left-out.csv"):
            assert other.open("GET", address + path).status_code == 404
        assert other.open("GET", here).status_code == (200 if role is Role.OWNER else 404)


def test_a_roundtable_that_is_over_takes_no_list(make, desk, house):
    past = make.roundtable(convenors=[house], state=State.CANCELLED)

    desk.get(f"/organizer/roundtables/{past.slug}/invitations/import", expect=409)

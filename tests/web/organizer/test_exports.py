"""Attendee lists as files: the contract of DESIGN.md §6, through the address that scripts use."""

import contextvars
import csv
import hashlib
import io
import re
from datetime import datetime, timedelta

import openpyxl
import pytest
from sqlalchemy import event, select

from registration import clock
from registration.documents import formula_guard
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.downloads import Download
from registration.rules import attendee_list
from registration.rules.attendee_list import Preset
from registration.rules.statuses import Status

BYTE_ORDER_MARK = "\ufeff"
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "O'Brien-Ñandú",
    "'=typed with an apostrophe",
    "＝full width",
    " @space first",
    "-5",
    'Al-"Sa\'id", the; second',
    "李;=1",
    "محمد علي",
    "Ошибка",
    "<r>&amp;</r>",
    "Çelik",
]
HEADINGS = [
    "Reference", "Status", "Stakeholder type", "Delegation or organization", "Represented by", "Department",
    "Duty station", "Country", "ISO3", "Title", "Given names", "Family name", "Name for the plate", "Position",
    "Delegation role", "E-mail", "Phone", "Attendance mode", "Accompanying persons", "Invited by", "UN grounds pass",
    "ECOSOC status", "Language", "Consent to be listed", "Registered at (UTC)", "Registered at (local)", "Decided at",
    "Checked in at", "Substitutes for", "Tags",
]  # fmt: skip


def address(roundtable, name="attendees.csv", **options):
    asked = "&".join(f"{key}={value}" for key, value in options.items())
    return f"/organizer/roundtables/{roundtable.slug}/exports/{name}" + (f"?{asked}" if asked else "")


def table(answer, delimiter=","):
    assert answer.status_code == 200, answer.text
    return list(
        csv.reader(io.StringIO(answer.text.removeprefix(BYTE_ORDER_MARK), newline=""), delimiter=delimiter)
    )


def column(rows, name):
    place = rows[0].index(name)
    return [row[place] for row in rows[1:]]


def test_the_columns_stand_in_the_contracts_order(desk, roundtable):
    assert table(desk.open("GET", address(roundtable)))[0] == HEADINGS
    assert table(desk.open("GET", address(roundtable, "all.csv")))[0] == [*HEADINGS, "Waiting since"]


def test_keys_are_stable_and_codes_stand_for_words(desk, make, roundtable):
    make.registration(roundtable, "member_state", grounds_pass=True)

    rows = table(desk.open("GET", address(roundtable, header="keys", lang="fr")))

    assert tuple(rows[0]) == attendee_list.columns(Preset.ATTENDEES)
    assert column(rows, "status") == ["confirmed"]
    assert column(rows, "stakeholder_type") == ["member_state"]
    assert column(rows, "represented_by") == ["mission"]
    assert column(rows, "grounds_pass") == ["yes"]


@pytest.mark.parametrize("dialect", ["comma", "semicolon", "raw"])
def test_what_was_typed_is_read_back(desk, make, roundtable, dialect):
    for name in HOSTILE:
        make.registration(roundtable, family_name=name, given_names="", phone="+41 22 917 0000")

    answer = desk.open("GET", address(roundtable, dialect=dialect))
    rows = table(answer, ";" if dialect == "semicolon" else ",")

    back = column(rows, "Family name")
    read = back if dialect == "raw" else [formula_guard.unguarded(name) for name in back]
    assert sorted(read) == sorted(HOSTILE)
    assert set(column(rows, "Phone")) == {"+41 22 917 0000"}


def test_a_workbook_gives_back_every_character_as_text(desk, make, roundtable):
    for name in HOSTILE:
        make.registration(roundtable, family_name=name, given_names="")

    answer = desk.open("GET", address(roundtable, "attendees.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active

    cells = [row[HEADINGS.index("Family name")] for row in sheet.iter_rows(min_row=2)]
    assert sorted(cell.value for cell in cells) == sorted(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in sheet[1]] == HEADINGS
    assert isinstance(sheet.cell(2, HEADINGS.index("Registered at (UTC)") + 1).value, datetime)
    assert sheet.freeze_panes == "A2"


def test_the_arabic_sheet_runs_from_right_to_left_under_arabic_words(desk, make, roundtable):
    make.registration(roundtable)

    def sheet(**asked):
        answer = desk.open("GET", address(roundtable, "all.xlsx", **asked))
        return openpyxl.load_workbook(io.BytesIO(answer.data)).active

    assert sheet(lang="ar").sheet_view.rightToLeft
    assert not sheet().sheet_view.rightToLeft


@pytest.mark.parametrize("status", ["waitlisted", "nope"])
def test_the_attendees_mind_no_status(desk, make, roundtable, status):
    make.registration(roundtable)

    assert len(table(desk.open("GET", address(roundtable, status=status)))) == 2
    unknown = desk.open("GET", address(roundtable, "all.csv", status="nope"))
    assert unknown.status_code == 400


def test_a_list_of_nobody_has_its_header(desk, roundtable):
    answer = desk.open("GET", address(roundtable))

    assert answer.text.startswith(BYTE_ORDER_MARK + "Reference,")
    assert answer.text.endswith("Tags\r\n")
    assert len(table(answer)) == 1


def test_raw_has_no_byte_order_mark(desk, roundtable):
    assert desk.open("GET", address(roundtable, dialect="raw")).text.startswith("Reference,")


def test_attendees_are_the_confirmed_whatever_status_is_asked_for(desk, make, roundtable):
    here = make.registration(roundtable, family_name="Here")
    make.registration(roundtable, family_name="Waits", status=Status.WAITLISTED)

    for asked in ({}, {"status": "waitlisted"}):
        rows = table(desk.open("GET", address(roundtable, **asked)))
        assert column(rows, "Reference") == [here.reference]


def test_all_covers_every_status_and_the_filters_narrow_it(desk, make, roundtable):
    for status in (Status.CONFIRMED, Status.WAITLISTED, Status.WITHDRAWN):
        make.registration(roundtable, status=status, family_name=status)
    make.registration(roundtable, "member_state", family_name="delegate")

    def names(**asked):
        return sorted(column(table(desk.open("GET", address(roundtable, "all.csv", **asked))), "Family name"))

    assert names() == ["confirmed", "delegate", "waitlisted", "withdrawn"]
    assert names(status="waitlisted") == ["waitlisted"]
    assert names(type="member_state") == ["delegate"]
    assert names(q="withdr") == ["withdrawn"]
    assert names(q="%25") == []


def test_people_stand_by_type_delegation_and_family_name(desk, make, roundtable):
    for kind, answers in (
        ("civil_society", {"organization": "Beta", "family_name": "Zed"}),
        ("civil_society", {"organization": "Beta", "family_name": "Ångström"}),
        ("civil_society", {"organization": "Alpha", "family_name": "Zed"}),
        ("member_state", {"state": "SWE", "family_name": "Öberg"}),
        ("member_state", {"state": "CHE", "family_name": "Zed"}),
    ):
        make.registration(roundtable, kind, **answers)

    rows = table(desk.open("GET", address(roundtable)))

    found = list(zip(column(rows, "Delegation or organization"), column(rows, "Family name"), strict=True))
    assert found == [
        ("Sweden", "Öberg"), ("Switzerland", "Zed"), ("Alpha", "Zed"), ("Beta", "Ångström"), ("Beta", "Zed"),
    ]  # fmt: skip


def test_times_are_iso_8601_in_utc_and_where_the_meeting_is(desk, make, house):
    roundtable = make.roundtable(convenors=[house], zone="America/New_York")
    at = datetime.fromisoformat("2026-11-23T14:05:09+00:00")
    make.registration(roundtable, facts={"created_at": at})

    rows = table(desk.open("GET", address(roundtable)))

    assert column(rows, "Registered at (UTC)") == ["2026-11-23T14:05:09Z"]
    assert column(rows, "Registered at (local)") == ["2026-11-23T09:05:09-05:00"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_can_be_had_in_every_language(desk, make, roundtable, language):
    make.registration(roundtable, "member_state", state="CHN")

    rows = table(desk.open("GET", address(roundtable, lang=language)))

    assert len(rows) == 2


def test_the_file_is_named_after_the_roundtable_the_list_and_the_moment(desk, roundtable):
    for extension in ("csv", "xlsx"):
        answer = desk.open("GET", address(roundtable, f"all.{extension}"))

        name = re.escape(roundtable.slug) + r"_all_\d{8}-\d{4}Z\." + extension
        assert re.fullmatch(f'attachment; filename="{name}"', answer.headers["Content-Disposition"])
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["everybody.csv", "attendees.pdf", "attendees.xls", "pass-office.csv"])
def test_a_list_that_does_not_exist_is_not_found(desk, roundtable, name):
    desk.get(address(roundtable, name), expect=404)


@pytest.mark.parametrize(
    "options",
    [{"dialect": "tab"}, {"lang": "de"}, {"header": "none"}, {"status": "maybe"}, {"type": "press"}],
)
def test_a_misspelt_option_gives_nobody_instead_of_everybody(desk, make, roundtable, options):
    make.registration(roundtable, family_name="Secret")

    page = desk.get(address(roundtable, "all.csv", **options), expect=400)

    assert next(iter(options)) in page.text
    assert db.session.scalars(select(Download)).all() == []


def test_every_download_is_on_record_with_its_rows_and_its_fingerprint(desk, make, roundtable, organizer):
    make.registration(roundtable)
    make.registration(roundtable)
    for extension in ("csv", "xlsx"):
        answer = desk.open("GET", address(roundtable, f"all.{extension}", q="given", type="civil_society"))

        kept = db.session.scalars(select(Download).where(Download.extension == extension)).one()
        assert (kept.organizer_id, kept.roundtable_id, kept.preset) == (organizer.id, roundtable.id, "all")
        assert kept.file_name in answer.headers["Content-Disposition"]
        assert kept.columns == list(attendee_list.columns(Preset.ALL))
        assert kept.options["type"] == "civil_society"
        assert kept.options["q"] is True, "the words searched for may be a name"
        assert (kept.rows, kept.sha256) == (2, hashlib.sha256(answer.data).hexdigest())


def test_a_download_that_was_cut_short_is_on_record_without_a_fingerprint(desk, make, roundtable, app):
    for _ in range(3):
        make.registration(roundtable)
    browser = desk._browser
    answer = browser.get(address(roundtable), base_url="http://localhost", buffered=False)
    next(answer.response)
    answer.close()
    db.session.rollback()

    kept = db.session.scalars(select(Download)).one()
    assert (kept.rows, kept.sha256) == (None, None)
    assert "in progress" in desk.get("/organizer/downloads").text

    with transaction() as session:
        session.get(Download, kept.id).at = clock.now() - timedelta(minutes=11)

    assert "interrupted" in desk.get("/organizer/downloads").text


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_list_is_whole_although_its_request_has_ended_before_the_first_byte(
    desk, make, roundtable, extension
):
    make.registration(roundtable)
    url = address(roundtable, f"all.{extension}", lang="ar")

    def as_a_server_reads():
        return b"".join(desk._browser.get(url, base_url="http://localhost", buffered=False).response)

    file = contextvars.Context().run(as_a_server_reads)
    db.session.rollback()

    kept = db.session.scalars(select(Download)).one()
    assert (kept.rows, kept.sha256) == (1, hashlib.sha256(file).hexdigest())


def test_asking_only_for_the_head_downloads_nothing(desk, roundtable):
    answer = desk.open("HEAD", address(roundtable))

    assert answer.status_code == 200
    assert db.session.scalars(select(Download)).all() == []


def test_the_record_of_downloads_can_be_read(desk, make, roundtable, organizer):
    answer = desk.open("GET", address(roundtable))

    for page in (
        desk.get(f"/organizer/roundtables/{roundtable.slug}/downloads"),
        desk.get("/organizer/downloads"),
    ):
        assert organizer.name in page.text
        assert hashlib.sha256(answer.data).hexdigest() in page.text


def test_the_page_of_lists_says_how_many_people_and_leads_to_the_file(desk, make, roundtable):
    make.registration(roundtable)
    make.registration(roundtable, status=Status.WITHDRAWN)

    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/exports")
    assert "Attendees: 1 person" in page.text
    assert "All: 2 people" in page.text

    answer = desk.open(
        "GET",
        f"/organizer/roundtables/{roundtable.slug}/exports?preset=all&format=xlsx&lang=en&header=labels&dialect=comma"
        "&status=withdrawn&download=yes",
    )
    assert answer.status_code == 303
    file = desk.open("GET", answer.headers["Location"])
    assert len(list(openpyxl.load_workbook(io.BytesIO(file.data)).active.iter_rows(min_row=2))) == 1


def test_the_number_of_queries_does_not_grow_with_the_list(desk, make, roundtable):
    def queries():
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        desk.open("GET", address(roundtable, "all.csv"))
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    make.registration(roundtable)
    few = queries()
    for kind in ("member_state", "un_staff", "civil_society", "regional_organization"):
        make.registration(roundtable, kind)

    assert queries() == few


def test_registering_while_a_list_is_read_waits_for_nobody(desk, make, roundtable):
    make.registration(roundtable)
    answer = desk._browser.get(address(roundtable), base_url="http://localhost", buffered=False)
    next(answer.response)

    with transaction() as session:
        session.get(type(roundtable), roundtable.id).updated_at = clock.now()

    answer.close()

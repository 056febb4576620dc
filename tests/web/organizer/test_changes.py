"""The list of what has become of the attendees since the last download, and the pages that say that it has."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import event, select, update

from registration import clock
from registration.actions import audit, edits, registrations, seats, substitutions
from registration.extensions import db, transaction
from registration.models.downloads import Download
from registration.models.registrations import Registration
from registration.rules import attendee_list
from registration.rules.attendee_list import Preset
from registration.rules.permissions import Role
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

BY = audit.OPERATOR


@pytest.fixture
def people(make, roundtable):
    """Five who have been there for an hour."""
    then = clock.now() - timedelta(hours=1)
    facts = {"created_at": then, "updated_at": then, "decided_at": then}
    made = [make.registration(roundtable, family_name=name, facts=facts) for name in "ABCDE"]
    with transaction() as session:
        for one in made:
            audit.record_on(session.merge(one), Verb.REGISTERED, by=BY, at=then, status=Status.CONFIRMED)
    return made


def address(roundtable, name="changes.csv", **options):
    asked = "&".join(f"{key}={value}" for key, value in {"header": "keys", **options}.items())
    return f"/organizer/roundtables/{roundtable.slug}/exports/{name}?{asked}"


def listed(desk, roundtable, **options):
    """(what has become of them, family name), and the header."""
    answer = desk.open("GET", address(roundtable, **options))
    assert answer.status_code == 200, answer.text
    header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline=""))
    name = header.index("family_name")
    return sorted((row[0], row[name]) for row in rows), header


def done(registration, deed):
    with transaction() as session:
        found = session.get(Registration, registration.id)
        deed(seats.lock_of(found), found, clock.now())


def change_four(make, people, roundtable):
    """The first leaves, the second is replaced by N, the third has another position; X is new."""
    left, replaced, edited, *_ = people
    done(left, lambda room, one, at: registrations.withdraw(room, one, by=BY, at=at))
    wish = make.wish(organization=replaced.organization, family_name="N")
    done(replaced, lambda room, one, at: substitutions.substitute(room, one, wish, by=BY, at=at))
    done(edited, lambda room, one, at: edits.edit(room, one, {"position": "Envoy"}, by=BY, at=at))
    make.registration(roundtable, family_name="X", facts={"created_at": clock.now(), **now()})


def now():
    return {"updated_at": clock.now(), "decided_at": clock.now()}


def test_after_a_download_the_changes_are_those_who_came_left_were_replaced_or_answer_otherwise(
    desk, make, roundtable, people
):
    page = f"/organizer/roundtables/{roundtable.slug}"
    found, header = listed(desk, roundtable)
    assert found == [("new", name) for name in "ABCDE"]
    assert tuple(header) == ("change", *attendee_list.COLUMNS) == attendee_list.columns(Preset.CHANGES)
    assert "since your last download" not in desk.get(f"{page}/registrations").text

    desk.open("GET", address(roundtable, "attendees.csv"))
    assert listed(desk, roundtable)[0] == []
    assert "since your last download" not in desk.get(f"{page}/registrations").text

    change_four(make, people, roundtable)

    expected = [("changed", "C"), ("gone", "A"), ("new", "X"), ("replaced_by", "B"), ("replaces", "N")]
    assert listed(desk, roundtable)[0] == expected
    for path in ("registrations", "exports"):
        assert "5 changes since your last download" in desk.get(f"{page}/{path}").text
    assert "Changes: 5 people" in desk.get(f"{page}/exports?status=waitlisted").text
    kept = db.session.scalars(select(Download).order_by(Download.id.desc())).first()
    assert (kept.preset, kept.rows, kept.columns[0]) == ("changes", 5, "change")

    desk.open("GET", address(roundtable, "all.xlsx"))
    assert listed(desk, roundtable)[0] == []


def test_whoever_is_back_where_they_were_is_not_new(desk, make, roundtable, people):
    desk.open("GET", address(roundtable, "attendees.csv"))
    wish = make.wish(organization=people[0].organization, family_name="N")
    done(people[0], lambda room, one, at: substitutions.substitute(room, one, wish, by=BY, at=at))
    done(people[0], lambda room, one, at: substitutions.undo(room, one, by=BY, at=at))

    assert listed(desk, roundtable)[0] == [("changed", "A")]


def test_a_part_of_the_list_and_one_cut_short_and_a_colleagues_are_no_list_downloaded(
    desk, make, roundtable, people, house, sign_in
):
    desk.open("GET", address(roundtable, "all.csv", type="civil_society"))
    desk.open("GET", address(roundtable, "statistics.csv"))
    desk.open("GET", address(roundtable, "attendees.csv"))
    with transaction() as session:
        last = session.scalars(select(Download).order_by(Download.id.desc())).first()
        session.execute(update(Download).where(Download.id == last.id).values(rows=None))

    assert len(listed(desk, roundtable)[0]) == 5

    desk.open("GET", address(roundtable, "attendees.csv"))
    assert listed(desk, roundtable)[0] == []
    colleague = sign_in(make.organizer(house))
    assert len(listed(colleague, roundtable)[0]) == 5


def test_filters_narrow_it_and_it_is_written_in_words_too(desk, make, roundtable, people):
    desk.open("GET", address(roundtable, "attendees.csv"))
    change_four(make, people, roundtable)
    make.registration(roundtable, "member_state", family_name="S", facts={"created_at": clock.now(), **now()})

    assert listed(desk, roundtable, type="member_state")[0] == [("new", "S")]
    assert listed(desk, roundtable, status="withdrawn")[0] == listed(desk, roundtable)[0]
    words = desk.open("GET", address(roundtable, header="labels")).text
    assert words.startswith("\ufeffChange,Reference,")
    assert '\r\n"Replaces somebody",' in words
    assert desk.open("GET", address(roundtable, "changes.xlsx")).status_code == 200


def test_it_shows_nobody_outside_of_the_readers_reach(make, roundtable, people, house, sign_in):
    kind = make.stakeholder_type("member_state").id
    state = make.registration(roundtable, "member_state", family_name="S")
    reader = sign_in(make.organizer(house, role=Role.APPROVER, granted={"stakeholder_type_id": kind}))

    assert listed(reader, roundtable)[0] == [("new", state.family_name)]


def test_statistics_are_as_before(desk, make, roundtable, people):
    desk.open("GET", address(roundtable, "attendees.csv"))

    def numbers():
        return desk.open("GET", address(roundtable, "statistics.csv")).text

    before = numbers()
    listed(desk, roundtable)
    assert numbers() == before


def test_the_number_of_queries_does_not_grow_with_the_changes(desk, make, roundtable, people):
    desk.open("GET", address(roundtable, "attendees.csv"))

    def queries():
        seen = []
        listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        listed(desk, roundtable)
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    done(people[4], lambda room, one, at: registrations.withdraw(room, one, by=BY, at=at))
    few = queries()
    change_four(make, people, roundtable)

    assert queries() == few

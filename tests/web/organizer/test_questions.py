"""Organizers word a roundtable's own questions, put them in order, keep them for the series, and use the answers."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import retention
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.invitations import Invitation
from registration.models.questions import Answer, Question
from registration.rules.permissions import Role
from registration.rules.questions import Kind
from registration.rules.verbs import Verb
from tests import files
from tests.queries.test_guest_table_queries import statements


def home(roundtable, more=""):
    return f"/organizer/roundtables/{roundtable.slug}/questions{more}"


def answer(registration, question, value, file=None):
    with transaction() as session:
        session.add(Answer(registration_id=registration.id, question_id=question.id, value=value, file=file))


def questions():
    db.session.rollback()
    return {one.key: one for one in db.session.scalars(select(Question).order_by(Question.position))}


def press(client, roundtable, question, deed):
    page = client.get(home(roundtable))
    return client.submit(page, form=f"questions/{question.id}", button={"deed": deed})


def listed(client, roundtable, name="attendees.csv", **options):
    asked = "&".join(f"{key}={value}" for key, value in options.items())
    answer = client.open("GET", f"/organizer/roundtables/{roundtable.slug}/exports/{name}?{asked}")
    assert answer.status_code == 200
    return answer


def rows(answer):
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_a_question_is_added_with_options_in_several_languages(desk, roundtable):
    page = desk.get(home(roundtable, "/new"))
    page = desk.submit(
        page,
        {
            "labels-en": "Do you need interpretation?",
            "labels-ar": "هل تحتاج إلى ترجمة؟",
            "hints-en": "Into which language",
            "kind": "choice",
            "options-0-labels-en": "Into French",
            "options-0-labels-fr": "Vers le français",
            "options-1-labels-en": "Into Arabic",
            "types": ["member_state"],
            "required": True,
            "key": "interpretation",
        },
        form="new",
    )

    assert "The question has been added." in page.html
    assert "Missing in: Spanish, French, Russian, Chinese" in page.text
    found = questions()["interpretation"]
    assert (found.kind, found.types, found.required) == (Kind.CHOICE, ["member_state"], True)
    assert [(one["code"], one["labels"]) for one in found.options] == [
        ("into_french", {"en": "Into French", "fr": "Vers le français"}),
        ("into_arabic", {"en": "Into Arabic"}),
    ]
    assert db.session.scalars(select(AuditEntry.details).where(AuditEntry.verb == Verb.QUESTION_ADDED)).all()


def test_a_key_is_made_of_the_question_and_no_two_are_the_same(desk, make, roundtable):
    make.question(roundtable, "arrival")
    page = desk.get(home(roundtable, "/new"))
    desk.submit(page, {"labels-en": "Arrival!"}, form="new")
    page = desk.get(home(roundtable, "/new"))
    desk.submit(page, {"labels-en": "Country"}, form="new")

    assert list(questions()) == ["arrival", "arrival_2", "country_2"]


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({"labels-en": ""}, "Enter the question in English"),
        ({"kind": "choice"}, "Enter at least one option"),
        ({"kind": "choices", "options-0-labels-fr": "Oui"}, "Enter the option in English"),
        ({"key": "Two words"}, "Use small letters"),
        ({"key": "e__" * 20}, "shorten"),
        ({"key": "arrival"}, "Another question has this key"),
        ({"key": "email"}, "Another question has this key"),
        ({"sensitive": True, "retention_days": ""}, "Enter after how many days"),
        ({"sensitive": True, "retention_days": "-1"}, "whole number"),
        ({"condition": "secret:yes"}, "People do not see the answer"),
    ],
)
def test_what_cannot_be_asked_so_is_explained_and_stays_typed(desk, make, roundtable, filled, words):
    make.question(roundtable, "arrival")
    make.question(roundtable, "secret", Kind.YES_NO, organizer_only=True)
    page = desk.get(home(roundtable, "/new"))

    page = desk.submit(page, {"labels-en": "A question", **filled}, form="new", expect=422)

    assert words in page.text
    assert page.form("new").values["labels-en"] == [filled.get("labels-en", "A question")]
    assert list(questions()) == ["arrival", "secret"]


def test_answers_survive_other_words_and_the_kind_stays(desk, make, roundtable):
    topic = make.question(roundtable, "topic", Kind.CHOICE, options=["water", "land", "air"])
    person = make.registration(roundtable)
    answer(person, topic, "land")

    page = desk.get(home(roundtable, f"/{topic.id}/edit"))
    assert "kind" not in page.form("edit").values
    desk.submit(
        page,
        {
            "labels-en": "What about?",
            "options-1-dropped": True,
            "options-2-dropped": True,
            "options-3-labels-en": "Sea",
        },
        form="edit",
    )

    found = questions()["topic"]
    assert [(one["code"], one["retired"]) for one in found.options] == [
        ("water", False),
        ("land", True),
        ("sea", False),
    ]
    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/registrations/{person.public_id}")
    assert "What about?" in page.text
    assert "Roundtable land" in page.text


def test_two_organizers_who_change_one_question_are_told(desk, make, roundtable):
    topic = make.question(roundtable, "topic")
    mine = desk.get(home(roundtable, f"/{topic.id}/edit"))
    theirs = desk.get(home(roundtable, f"/{topic.id}/edit"))
    desk.submit(theirs, {"labels-en": "Theirs"}, form="edit")

    page = desk.submit(mine, {"labels-en": "Mine"}, form="edit", expect=409)

    assert questions()["topic"].labels["en"] == "Theirs"
    assert page.form("edit").values["labels-en"] == ["Mine"]
    desk.submit(page, form="edit")
    assert questions()["topic"].labels["en"] == "Mine"


def test_the_order_is_changed_by_buttons_but_never_against_a_condition(desk, make, roundtable):
    first = make.question(roundtable, "first", Kind.YES_NO)
    second = make.question(roundtable, "second", when=("first", "yes"))
    third = make.question(roundtable, "third")

    press(desk, roundtable, third, "up")
    assert list(questions()) == ["first", "third", "second"]
    press(desk, roundtable, third, "up")
    assert list(questions()) == ["third", "first", "second"]
    page = press(desk, roundtable, second, "up")
    assert list(questions()) == ["third", "first", "second"]
    assert "one depends on the other" in page.html
    press(desk, roundtable, first, "up")
    assert list(questions()) == ["first", "third", "second"]


def test_a_question_that_was_answered_is_retired_an_unused_one_removed(desk, make, roundtable):
    used, unused = make.question(roundtable, "used"), make.question(roundtable, "unused")
    answer(make.registration(roundtable), used, "yes")

    press(desk, roundtable, unused, "remove")
    press(desk, roundtable, used, "remove")

    assert {key: one.retired for key, one in questions().items()} == {"used": True}
    press(desk, roundtable, used, "resume")
    assert not questions()["used"].retired


def test_what_lists_answered_goes_with_a_question_that_is_removed_or_becomes_sensitive(
    desk, make, roundtable
):
    gone, needs = make.question(roundtable, "gone"), make.question(roundtable, "needs")
    make.question(roundtable, "stays")
    brought = {"gone": "x", "needs": "A ramp", "stays": "y"}
    invitation = make.invitation(roundtable, own_answers=brought)

    press(desk, roundtable, gone, "remove")
    page = desk.get(home(roundtable, f"/{needs.id}/edit"))
    desk.submit(page, {"sensitive": True, "retention_days": "7"}, form="edit")

    known = db.session.get(Invitation, invitation.id, populate_existing=True)
    assert (known.own_answers, questions()["needs"].sensitive) == ({"stays": "y"}, True)


@pytest.mark.parametrize("deed", ["retire", "remove"])
def test_what_another_question_depends_on_stays(desk, make, roundtable, deed):
    first = make.question(roundtable, "first", Kind.YES_NO)
    make.question(roundtable, "second", when=("first", "yes"))

    page = desk.get(home(roundtable))
    desk.submit(page, form=f"questions/{first.id}", button={"deed": deed}, expect=409)

    assert not questions()["first"].retired


def test_a_series_keeps_questions_for_its_next_roundtable(desk, make, house, roundtable):
    make.question(roundtable, "first", Kind.YES_NO, sensitive=True, retention_days=7)
    make.question(roundtable, "second", Kind.CHOICE, options=["a", "b"], when=("first", "yes"))
    make.question(roundtable, "old", retired=True)
    other = make.roundtable(convenors=[house], series=roundtable.series)
    make.question(other, "second")

    desk.submit(desk.get(home(roundtable)), form="template", button={"deed": "keep"})
    page = desk.submit(desk.get(home(other)), form="template", button={"deed": "ask"})

    assert "1 question was added." in page.html
    assert "second" in page.html
    copies = db.session.scalars(select(Question).where(Question.roundtable_id == other.id)).all()
    assert {one.key: (one.kind, one.sensitive, one.retention_days) for one in copies} == {
        "second": (Kind.TEXT, False, None),
        "first": (Kind.YES_NO, True, 7),
    }
    desk.submit(desk.get(home(other)), form="template", button={"deed": "forget"})
    assert "Keep these questions for the series" in desk.get(home(other)).text


def test_the_preview_shows_what_each_type_is_asked(desk, make, roundtable):
    make.question(roundtable, "topic", types=["un_staff"])
    make.question(roundtable, "badge", organizer_only=True)

    shown = desk.get(home(roundtable, "/preview?type=un_staff"))
    other = desk.get(home(roundtable, "/preview?type=civil_society"))

    assert shown.all("input", name="own_topic")
    assert not other.all("input", name="own_topic")
    assert not shown.all("input", name="own_badge")


def test_the_list_holds_a_column_for_every_question(desk, make, roundtable):
    made = {
        "note": make.question(roundtable, "note", labels={"en": "=Note"}),
        "topic": make.question(roundtable, "topic", Kind.CHOICES, options=["water", "land"]),
        "comes": make.question(roundtable, "comes", Kind.YES_NO),
        "since": make.question(roundtable, "since", Kind.DATE),
        "years": make.question(roundtable, "years", Kind.NUMBER),
        "paper": make.question(roundtable, "paper", Kind.FILE),
        "gone": make.question(roundtable, "gone", retired=True),
    }
    person = make.registration(roundtable)
    make.registration(roundtable)
    given = {"note": "=1+1", "topic": ["water", "land"], "comes": False, "since": "2020-02-29", "years": 7}
    for key, value in {**given, "paper": "=paper.pdf", "gone": "before"}.items():
        answer(person, made[key], value)

    words = rows(listed(desk, roundtable))
    keys = rows(listed(desk, roundtable, "all.csv", header="keys", dialect="raw"))

    assert words[0][-7:] == [
        "'=Note",
        *(f"Roundtable {one}" for one in ("topic", "comes", "since", "years", "paper", "gone")),
    ]
    written = next(row for row in words[1:] if row[0] == person.reference)
    topics = "Roundtable water; Roundtable land"
    assert written[-7:] == ["'=1+1", topics, "no", "2020-02-29", "7", "'=paper.pdf", "before"]
    assert keys[0][-8:] == ["waiting_since", *made]
    raw = {row[0]: row[-7:] for row in keys[1:]}
    assert raw.pop(person.reference) == [
        "=1+1",
        "water; land",
        "no",
        "2020-02-29",
        "7",
        "=paper.pdf",
        "before",
    ]
    assert list(raw.values()) == [[""] * 7]

    book = openpyxl.load_workbook(io.BytesIO(listed(desk, roundtable, "attendees.xlsx").data))
    cells = next(row for row in book.active.iter_rows(min_row=2) if row[0].value == person.reference)[-7:]
    assert cells[0].value == "=1+1"
    assert cells[0].data_type == "s"
    assert cells[3].value.date().isoformat() == "2020-02-29"
    assert cells[4].value == 7
    book.close()


def test_sensitive_answers_take_a_right_and_have_to_be_asked_for(make, house, roundtable, sign_in):
    needs = make.question(roundtable, "needs", sensitive=True, retention_days=7)
    person = make.registration(roundtable)
    answer(person, needs, "A ramp")
    page = f"/organizer/roundtables/{roundtable.slug}/registrations/{person.public_id}"

    client = sign_in(make.organizer(house, role=Role.MANAGER))
    assert "A ramp" not in client.get(page).text
    assert "own_needs" not in client.get(f"{page}/edit").html
    assert "needs" not in rows(listed(client, roundtable, header="keys", sensitive="yes"))[0]
    assert "sensitive" not in client.get(f"/organizer/roundtables/{roundtable.slug}/exports").html
    client.submit(client.get(f"{page}/edit"), {"position": "Director"}, form="edit")

    trusted = {"sees_sensitive": True}
    client = sign_in(make.organizer(house, role=Role.MANAGER, granted=trusted))
    assert "A ramp" in client.get(page).text
    assert "needs" not in rows(listed(client, roundtable, header="keys"))[0]
    assert rows(listed(client, roundtable, header="keys", sensitive="yes"))[1][-1] == "A ramp"


def test_organizers_answer_for_somebody_and_the_history_names_the_question_alone(desk, make, roundtable):
    make.question(roundtable, "badge", organizer_only=True)
    make.question(roundtable, "topic", required=True)
    make.question(roundtable, "paper", Kind.FILE)
    start = f"/organizer/roundtables/{roundtable.slug}/registrations/new?type=civil_society"
    typed = {
        "organization": "Lake Region", "ecosoc_status": "special", "given_names": "Aya", "family_name": "Koné",
        "position": "Adviser", "email": "aya@example.org",
    }  # fmt: skip

    page = desk.submit(
        desk.get(start),
        {**typed, "own_badge": "Blue"},
        form="new",
        files={"own_paper": files.upload(files.PDF)},
    )

    assert "Blue" in page.text
    paper = desk.open("GET", page.link("paper.pdf"))
    assert paper.data == files.PDF
    assert paper.headers["Content-Disposition"] == "attachment; filename=paper.pdf"
    assert paper.headers["X-Content-Type-Options"] == "nosniff"
    page = desk.submit(desk.get(page.url + "/edit"), {"own_topic": "Seeds", "own_badge": ""}, form="edit")
    assert "Seeds" in page.text
    assert "paper.pdf" in page.text
    edited = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.EDITED)).one()
    assert edited.details == {"fields": ["question:badge", "question:topic"]}
    assert "Roundtable badge, Roundtable topic" in page.text


def test_the_history_says_that_sensitive_answers_were_erased(desk, make, house):
    roundtable = make.roundtable(convenors=[house], starts_at=make.now() - timedelta(days=40))
    needs = make.question(roundtable, "needs", sensitive=True, retention_days=30)
    answer(make.registration(roundtable), needs, "A ramp")
    with transaction():
        retention.erase(at=clock.now())

    page = desk.get(f"/organizer/roundtables/{roundtable.slug}/history")

    assert "Sensitive answers erased after their time" in page.text
    assert "Roundtable needs: 1 answer" in page.text
    assert "A ramp" not in page.text


def test_a_question_of_another_roundtable_is_not_found(desk, make, roundtable):
    theirs = make.question(make.roundtable(), "theirs")

    desk.get(home(roundtable, f"/{theirs.id}/edit"), expect=404)


def test_more_people_cost_the_list_no_more_queries(desk, make, roundtable):
    topics = [make.question(roundtable, f"topic_{number}") for number in range(3)]
    counted = []
    for _turn in range(2):
        person = make.registration(roundtable)
        for topic in topics:
            answer(person, topic, "water")
        with statements() as sent:
            listed(desk, roundtable)
        counted.append(len(sent))

    assert counted[0] == counted[1]

"""A roundtable's own questions on the way through the form: asked, needed, forgotten, handed in, shown."""

import re

import pytest
from sqlalchemy import select

from registration.extensions import db
from registration.models.files import File
from registration.models.questions import Answer
from registration.models.registrations import Registration
from registration.rules.questions import Kind
from tests import files
from tests.queries.test_guest_table_queries import statements
from tests.web import steps


def answers():
    """What is stored, by the key of the question."""
    return {one.question.key: one.value for one in db.session.scalars(select(Answer))}


def asked(page):
    return {one.attributes.get("name") for one in page.all("input", "textarea")}


@pytest.fixture
def roundtable(make):
    found = make.roundtable()
    make.question(found, "interpretation", Kind.YES_NO, required=True)
    make.question(
        found,
        "into",
        Kind.CHOICES,
        options=["french", "arabic"],
        required=True,
        when=("interpretation", "yes"),
    )
    make.question(found, "since", Kind.DATE)
    make.question(found, "years", Kind.NUMBER)
    make.question(found, "topic", Kind.CHOICE, options=["water", "land"], types=["civil_society"])
    make.question(found, "remarks", Kind.LONG_TEXT)
    make.question(found, "paper", Kind.FILE)
    make.question(found, "badge", Kind.TEXT, organizer_only=True)
    make.question(found, "old", Kind.TEXT, retired=True)
    return found


FILLED = {
    "own_interpretation": "yes",
    "own_into": ["arabic"],
    "own_since": "2020-02-29",
    "own_years": "١٢",
    "own_topic": "water",
    "own_remarks": "Two\r\nlines",
}


def test_everything_asked_is_answered_shown_and_kept(client, roundtable):
    details = steps.to_details(client, roundtable)
    names = asked(details)
    assert {"own_interpretation", "own_into", "own_paper"} <= names
    assert not {"own_badge", "own_old"} & names

    check = client.submit(
        details,
        steps.filled("civil_society", **FILLED),
        files={"own_paper": files.upload(files.PDF, "../My <paper>.PDF")},
    )

    assert "Roundtable arabic" in check.text
    assert "29 February 2020" in check.text
    assert "My paper.pdf" in check.text
    client.submit(check)
    assert answers() == {
        "interpretation": True,
        "into": ["arabic"],
        "since": "2020-02-29",
        "years": 12,
        "topic": "water",
        "remarks": "Two\nlines",
        "paper": "My paper.pdf",
    }
    kept = db.session.scalars(select(File)).one()
    assert (kept.content, kept.media_type, kept.expires_at) == (files.PDF, "application/pdf", None)


def test_what_depends_on_another_answer_is_needed_only_then(client, roundtable):
    details = steps.to_details(client, roundtable)

    page = client.submit(details, steps.filled("civil_society", own_interpretation="yes"), expect=422)
    assert "Choose at least one of the options" in page.text
    check = client.submit(
        page, {"own_interpretation": "no", "own_into": ["french"], "own_topic": "land"}, form="details"
    )

    assert "Roundtable french" not in check.text
    client.submit(check)
    assert answers() == {"interpretation": False, "topic": "land"}


def test_a_question_for_one_type_is_not_asked_of_another(client, roundtable):
    details = steps.to_details(client, roundtable, "member_state")

    assert "own_topic" not in asked(details)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("own_since", "2021-02-29", "Enter a date"),
        ("own_since", "31.12.2020", "Enter a date"),
        ("own_since", "0001-01-01", "Enter a date"),
        ("own_years", "12.5", "whole number"),
        ("own_years", "9" * 5000, "whole number"),
        ("own_years", "-1", "whole number"),
        ("own_topic", "sea", "Choose one of the options"),
        ("own_remarks", "a\u202eb", "invisible character"),
        ("own_remarks", "a" * 4001, "shorten"),
    ],
)
def test_what_is_no_answer_is_explained_beside_the_field(client, roundtable, name, value, words):
    details = steps.to_details(client, roundtable)
    form = details.form("details")
    sent = {**form.filled(steps.filled("civil_society", own_interpretation="no")), name: value}

    answer = client.open("POST", form.action, data=sent)

    assert answer.status_code == 422
    assert words in answer.text
    assert answers() == {}


def test_an_option_that_is_not_offered_counts_as_none(client, roundtable):
    details = steps.to_details(client, roundtable)
    form = details.form("details")
    sent = {**form.filled(steps.filled("civil_society", own_interpretation="yes")), "own_into": ["", "latin"]}

    answer = client.open("POST", form.action, data=sent)

    assert answer.status_code == 422


def test_a_file_stays_with_the_form_whatever_else_is_wrong_and_can_be_taken_away(client, roundtable):
    details = steps.to_details(client, roundtable)
    paper = {"own_paper": files.upload(files.picture("JPEG"), "photo.jpeg")}

    page = client.submit(details, {"given_names": "Aya"}, expect=422, files=paper)
    assert "photo.jpg" in page.text
    check = client.submit(page, steps.filled("civil_society", own_interpretation="no"))
    assert "photo.jpg" in check.text
    page = client.get(check.url.replace("/check", "/details"))
    check = client.submit(page, {"without_paper": "y"})
    assert "photo.jpg" not in check.text
    client.submit(check)

    assert answers() == {"interpretation": False}
    assert db.session.scalars(select(File)).all() == []


@pytest.mark.parametrize(
    "content", [b"", b"<script>", b"PK\x03\x04", files.PDF[:20], files.picture()[:40]],
    ids=["empty", "a page", "an archive", "half a document", "half a picture"],
)  # fmt: skip
def test_other_files_are_refused_beside_the_field(client, roundtable, content):
    details = steps.to_details(client, roundtable)

    page = client.submit(
        details,
        steps.filled("civil_society", own_interpretation="no"),
        files={"own_paper": files.upload(content, "x.pdf")},
        expect=422,
    )

    assert page.one("p", id="own_paper-error").text
    assert db.session.scalars(select(File)).all() == []


def test_who_asks_nothing_of_their_own_pays_for_one_look_a_step(client, make):
    roundtable = make.roundtable()
    check = steps.to_check(client, roundtable)
    with statements() as sent:
        client.submit(check)

    assert db.session.scalars(select(Registration)).one()
    assert [text for text in sent if re.search(r"(FROM|INTO|UPDATE) (answers|files)\b", text)] == []
    # Sending, and the page at the end.
    assert sum("FROM questions" in text for text in sent) <= 2

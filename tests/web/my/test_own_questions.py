"""People see, change and get back what they answered to a roundtable's own questions; letters repeat it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import letters, retention, upkeep
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.files import File
from registration.models.outbox import Message
from registration.models.questions import Answer
from registration.rules.letters import Letter
from registration.rules.questions import Kind
from registration.rules.verbs import Verb
from tests import files
from tests.web import steps


@pytest.fixture
def asked(make):
    """A roundtable's questions by their keys."""
    roundtable = make.roundtable()
    return {
        "roundtable": roundtable,
        "speaks": make.question(roundtable, "speaks", Kind.YES_NO),
        "topic": make.question(roundtable, "topic", when=("speaks", "yes"), required=True),
        "paper": make.question(roundtable, "paper", Kind.FILE),
        "needs": make.question(roundtable, "needs", Kind.LONG_TEXT, sensitive=True, retention_days=10),
        "badge": make.question(roundtable, "badge", organizer_only=True),
    }


@pytest.fixture
def registration(make, asked):
    """Everything answered."""
    found = make.registration(asked["roundtable"])
    given = {
        "speaks": True,
        "topic": "www.evil.example",
        "paper": "paper.pdf",
        "needs": "A ramp",
        "badge": "Blue",
    }
    with transaction() as session:
        for key, value in given.items():
            row = Answer(registration_id=found.id, question_id=asked[key].id, value=value)
            if key == "paper":
                row.file = File(
                    public_id="f" * 36, name=value, media_type="application/pdf", size=9, content=files.PDF,
                    created_at=make.now(),
                )  # fmt: skip
            session.add(row)
    return found


def answers():
    db.session.rollback()
    return {one.question.key: one.value for one in db.session.scalars(select(Answer))}


def written(settings):
    message = db.session.scalars(select(Message).where(Message.letter == Letter.CHANGED)).one()
    return letters.compose(message, settings, at=clock.now()).text


def test_a_person_sees_all_but_what_is_for_organizers(client, enter, registration):
    page = enter(registration)

    assert {"A ramp", "www.evil.example"} <= {one.text for one in page.all("dd")}
    assert "Blue" not in page.text
    answer = client.open("GET", page.link("paper.pdf"))
    assert answer.data == files.PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=paper.pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_of_somebody_else_is_not_there(client, enter, make, asked, registration):
    other = make.registration(asked["roundtable"])
    enter(other)

    assert client.open("GET", f"/en/my/registration/files/{asked['paper'].id}").status_code == 404
    client.forget_cookies()
    assert client.open("GET", f"/en/my/registration/files/{asked['paper'].id}").status_code != 200


def test_what_no_longer_concerns_them_is_forgotten_and_the_rest_stays(client, app, enter, registration):
    enter(registration)
    page = client.get("/en/my/registration/edit")
    assert "paper.pdf" in page.text
    client.submit(page, {"own_speaks": "no"}, form="edit")

    assert answers() == {"speaks": False, "paper": "paper.pdf", "needs": "A ramp", "badge": "Blue"}
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.EDITED)).one()
    assert entry.details == {"fields": ["question:speaks", "question:topic"]}
    text = written(app.extensions["settings"])
    assert "Roundtable speaks" in text
    assert "paper․pdf" in text or "paper.pdf" in text
    assert "A ramp" not in text
    assert "Blue" not in text


def test_what_people_typed_is_no_link_in_a_letter(client, app, enter, registration):
    enter(registration)
    client.submit(client.get("/en/my/registration/edit"), {"own_needs": "Two ramps"}, form="edit")

    text = written(app.extensions["settings"])

    assert "evil" not in text
    assert "Two ramps" not in text


def test_a_needed_answer_is_asked_for_and_a_file_replaced_or_taken_away(client, enter, registration):
    enter(registration)
    page = client.submit(client.get("/en/my/registration/edit"), {"own_topic": ""}, form="edit", expect=422)
    assert "Write an answer" in page.text
    new = {"own_paper": files.upload(files.picture(), "new.png")}
    client.submit(page, {"own_topic": "Seeds"}, form="edit", files=new)
    assert (answers()["topic"], answers()["paper"]) == ("Seeds", "new.png")
    assert db.session.scalars(select(File.media_type)).all() == ["image/png"]

    client.submit(client.get("/en/my/registration/edit"), {"without_paper": True}, form="edit")

    assert "paper" not in answers()
    assert db.session.scalars(select(File)).all() == []


def test_sensitive_answers_are_erased_after_their_time_and_the_history_says_so(make, asked, registration):
    ends_at = asked["roundtable"].ends_at
    for at, left in ((ends_at + timedelta(days=9), 5), (ends_at + timedelta(days=10), 4)):
        with transaction():
            retention.erase(at=at)
        assert len(answers()) == left
    assert "needs" not in answers()
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.ANSWERS_ERASED)).all()
    assert [entry.details for entry in entries] == [{"question": "needs", "number": 1}]
    with transaction():
        assert retention.erase(at=ends_at + timedelta(days=11)) == 0


def test_files_of_forms_that_were_never_sent_are_cleared_away(client, asked):
    details = steps.to_details(client, asked["roundtable"])
    client.submit(
        details, steps.filled("civil_society"), files={"own_paper": files.upload(files.PDF)}, expect=200
    )
    assert db.session.scalars(select(File)).one().expires_at

    with transaction():
        upkeep.clear_away(at=clock.now() + timedelta(days=1, minutes=1))

    assert db.session.scalars(select(File)).all() == []

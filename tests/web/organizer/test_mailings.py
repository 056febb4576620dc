"""Mail to many as an organizer meets it: write, look, test, count, send, watch, try again."""

import re

import pytest
from sqlalchemy import select

from registration import worker
from registration.actions import outbox, spooling
from registration.extensions import db, transaction
from registration.gateways.mailbox import MailboxFolder
from registration.models.mailings import Mailing
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.models.reminders import Reminder
from registration.rules.letters import Letter
from registration.rules.mailings import MailingState
from registration.rules.statuses import Status


@pytest.fixture
def here(roundtable):
    return f"/organizer/roundtables/{roundtable.slug}"


def stored():
    db.session.rollback()
    return db.session.scalars(select(Mailing).order_by(Mailing.id)).all()


def begun(desk, here, **values):
    """A draft, on its writing page."""
    return desk.submit(desk.get(f"{here}/mailings/new"), values, form="/mailings/new")


WORDS = {"subjects-en": "About {roundtable}", "texts-en": "Dear {full_name},\n\nsee https://example.org/a."}


def spool(make):
    more = 1
    while more:
        with transaction():
            more = sum(spooling.go_on(one.id, at=make.now()) for one in stored())


def test_from_the_guest_table_to_the_last_letter(make, app, desk, here, roundtable, organizer):
    person = make.registration(roundtable, given_names="Åsa", family_name="<b>Berg</b>")
    make.registration(roundtable, language="fr")
    make.registration(roundtable, status=Status.WITHDRAWN)
    make.registration(roundtable, "un_staff")

    table = desk.get(f"{here}/registrations?type=civil_society")
    page = desk.submit(table, form="/mailings/new")
    page = desk.submit(page, WORDS, form="/text", button={"save": "yes"})

    assert "1 of 2" in page.text
    assert "Åsa <b>Berg</b>" in page.text
    assert page.all("a", href="https://example.org/a")
    assert "French" in page.text
    desk.submit(page, form="/test")
    (test,) = db.session.scalars(select(Message).where(Message.letter == Letter.MAILING_TEST))
    assert (test.recipient, test.registration_id) == (organizer.email, None)

    page = desk.submit(page, WORDS, form="/text", button={"next": "yes"})
    assert "2 people would get it now" in page.text
    assert "Withdrawn, declined or replaced" in page.text
    page = desk.submit(page, form="/recipients", button={"next": "yes"})
    assert "Send this mail to 2 people?" in page.text
    page = desk.submit(page, form="/sending")
    assert "on its way to 2 people" in page.root.text

    spool(make)
    transport = MailboxFolder.within(app.extensions["settings"].data_dir)
    while worker.send_next(app, transport):
        pass
    spool(make)
    (mailing,) = stored()
    page = desk.get(f"{here}/mailings/{mailing.id}")
    assert mailing.state is MailingState.SENT
    assert "2 of 2 letters sent" in page.text
    about = desk.get(f"{here}/registrations/{person.public_id}")
    assert f"About {roundtable.titles['en']}" in about.text


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("texts-en", "Dear {fullname},", "There is no such placeholder here: {fullname}"),
        ("subjects-en", "See {personal_link}", "There is no such placeholder here: {personal_link}"),
        ("texts-en", "http://localhost/en/my/" + "aB3_" * 12, "This holds a personal link"),
        ("subjects-fr", "Bonjour", "Write the text in this language too"),
        ("texts-en", "", "Write the text in this language too"),
        ("subjects-en", "x" * 201, "the limit is 200"),
        ("texts-en", "a\u202eb", "invisible character"),
    ],
)
def test_what_cannot_be_sent_is_refused_beside_its_field(make, desk, here, roundtable, field, typed, words):
    make.registration(roundtable)
    page = begun(desk, here)

    page = desk.submit(page, {**WORDS, field: typed}, form="/text", expect=422)

    # What is missing is said where it is missing.
    place = "texts-fr" if field == "subjects-fr" else field
    assert words in page.one("p", id=f"{place}-error").text
    assert page.form("/text").values["subjects-en"] or field == "subjects-en"


def test_the_number_that_was_announced_is_the_number_that_is_sent(make, desk, here, roundtable):
    make.registration(roundtable)
    page = desk.submit(begun(desk, here), WORDS, form="/text", button={"next": "yes"})
    (mailing,) = stored()
    asking = desk.get(f"{here}/mailings/{mailing.id}/sending")
    make.registration(roundtable)

    page = desk.submit(asking, form="/sending", expect=409)

    assert "Send this mail to 2 people?" in page.text
    assert stored()[0].state is MailingState.DRAFT
    desk.submit(page, form="/sending")
    assert stored()[0].total == 2
    # A second sending of the same page changes nothing.
    desk.submit(page, form="/sending")
    assert stored()[0].total == 2


def test_nobody_left_is_said_and_two_writers_are_told(make, desk, here, roundtable):
    first = begun(desk, here)
    desk.submit(first, WORDS, form="/text", button={"save": "yes"})
    page = desk.submit(
        first, {**WORDS, "subjects-en": "Mine"}, form="/text", button={"save": "yes"}, expect=409
    )
    assert "Somebody else has saved this draft meanwhile" in page.text
    assert page.form("/text").values["subjects-en"] == ["Mine"]
    desk.submit(page, form="/text", button={"save": "yes"})
    (mailing,) = stored()
    assert mailing.subjects == {"en": "Mine"}
    page = desk.get(f"{here}/mailings/{mailing.id}/sending")
    assert "Send this mail to 0 people?" in page.text


def test_people_picked_in_the_guest_table_get_it_and_those_before_do_not(make, desk, here, roundtable):
    people = [make.registration(roundtable) for _ in range(3)]
    token = desk.get("/organizer/account").form("sign-out").values["csrf_token"][0]
    chosen = {"csrf_token": token, "person": [people[0].public_id, people[1].public_id, "nobody"]}

    desk.open("POST", f"{here}/mailings/new", data=chosen)
    (first,) = stored()
    page = desk.submit(
        desk.get(f"{here}/mailings/{first.id}/text"), WORDS, form="/text", button={"next": "yes"}
    )
    assert "2 people were picked" in page.text
    desk.submit(desk.submit(page, form="/recipients", button={"next": "yes"}), form="/sending")
    spool(make)

    page = desk.submit(begun(desk, here), WORDS, form="/text", button={"next": "yes"})
    page = desk.submit(page, {"not_ids": [str(first.id)]}, form="/recipients", button={"save": "yes"})
    assert "1 person would get it now" in page.text
    assert "Written to before" in page.text


def test_pause_go_on_stop_copy_and_throw_away(make, desk, here, roundtable):
    make.registration(roundtable)
    page = desk.submit(begun(desk, here), WORDS, form="/text", button={"next": "yes"})
    (mailing,) = stored()
    address = f"{here}/mailings/{mailing.id}"
    desk.submit(desk.get(f"{address}/sending"), form="/sending")
    spool(make)

    def step(value):
        page = desk.get(address)
        token = page.form("sign-out").values["csrf_token"][0]
        return desk.open("POST", f"{address}/steering", data={"csrf_token": token, "step": value}).status_code

    assert step("resume") == 409
    assert (step("pause"), stored()[0].state) == (303, MailingState.PAUSED)
    assert "1 letter waits until you go on" in desk.get(address).text
    assert (step("resume"), stored()[0].state) == (303, MailingState.QUEUED)
    assert (step("pause"), step("stop"), stored()[0].state) == (303, 303, MailingState.STOPPED)
    assert "stopped before this letter left" in desk.get(address).text
    assert step("copy") == 303
    page = desk.get(f"{here}/mailings/{stored()[1].id}/text")
    assert step("remove") == 409
    desk.submit(page, form="/steering")
    assert len(stored()) == 1


def test_failures_are_listed_with_the_servers_words_and_sent_again(make, desk, here, roundtable):
    make.registration(roundtable)
    desk.submit(begun(desk, here), WORDS, form="/text", button={"next": "yes"})
    (mailing,) = stored()
    desk.submit(desk.get(f"{here}/mailings/{mailing.id}/sending"), form="/sending")
    spool(make)
    with transaction():
        claimed = outbox.claim(make.now())
        outbox.mark_failed(claimed, "550 <no> such user", permanent=True, at=make.now())

    page = desk.get(f"{here}/mailings/{mailing.id}")

    assert "550 <no> such user" in page.text
    page = desk.submit(page, {"message": []}, form="/retries", button={"chosen": "yes"})
    assert "Select the letters first" in page.root.text
    page = desk.submit(page, form="/retries", button={"all": "yes"})
    assert "1 letter is sent again" in page.root.text
    (letter,) = db.session.scalars(select(Message))
    assert letter.delivery is Delivery.QUEUED


def test_a_reminder_is_set_looked_at_switched_and_removed(make, desk, here, roundtable):
    person = make.registration(roundtable)
    page = desk.get(f"{here}/reminders/new")
    page = desk.submit(page, {"amount": "0"}, form="/reminders/new", expect=422)
    page = desk.submit(page, {"amount": "70"}, form="/reminders/new", expect=422)
    assert "At most 60 days" in page.text
    values = {"amount": "2", "side": "after", "condition": "waitlisted"}
    page = desk.submit(page, values, form="/reminders/new", expect=422)
    page = desk.submit(
        page, {"amount": "2", "side": "before", "condition": "confirmed"}, form="/reminders/new"
    )

    assert "2 days before" in page.text
    assert "1 person would get it now" in page.text
    assert f"Dear {person.full_name}" in page.text
    (reminder,) = db.session.scalars(select(Reminder))
    page = desk.submit(page, {"texts-en": "{oops}", "subjects-en": "A"}, form=f"/{reminder.id}", expect=422)
    assert "no such placeholder" in page.text
    page = desk.submit(desk.get(f"{here}/reminders"), form="/steering")
    assert "Switched off" in page.text
    page = desk.submit(page, form="/steering")
    assert "Switched off" not in page.text
    page = desk.submit(desk.get(f"{here}/reminders/{reminder.id}"), form="/steering")
    assert "No reminders yet" in page.text


def test_another_roundtables_mailing_is_not_found(make, desk, here):
    other = make.mailing(make.roundtable())

    desk.get(f"{here}/mailings/{other.id}", expect=404)
    desk.get(f"{here}/mailings/{other.id}/text", expect=404)
    desk.get(f"{here}/mailings/99999999999", expect=404)


def test_the_digest_is_switched_on_in_the_account(desk, organizer):
    page = desk.submit(
        desk.get("/organizer/account/digest"),
        {"hour": "7", "zone": "Europe/Zurich"},
        form="digest",
    )

    assert re.search("digest", page.text, re.IGNORECASE)
    db.session.rollback()
    db.session.refresh(organizer)
    assert (organizer.digest_hour, organizer.digest_zone) == (7, "Europe/Zurich")
    assert organizer.digested_at is not None
    assert db.session.scalars(select(Registration)).all() == []

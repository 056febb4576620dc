"""One's own registration: what it says, changing it, withdrawing, moving to another address."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import links
from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.rules.letters import Letter
from registration.rules.statuses import Status


def letters():
    return [
        (message.letter, message.recipient)
        for message in db.session.scalars(select(Message).order_by(Message.id))
    ]


def again(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id)


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        (Status.CONFIRMED, "Your place is confirmed"),
        (Status.WAITLISTED, "On the waiting list"),
        (Status.WITHDRAWN, "The registration is withdrawn"),
        (Status.CANCELLED, "This roundtable was cancelled"),
        (Status.DECLINED, "Not approved"),
        (Status.PENDING, "Awaiting approval"),
        (Status.UNVERIFIED, "One step is left"),
        (Status.OFFERED, "A seat is offered"),
    ],
)
def test_it_says_where_it_stands(enter, make, status, heading):
    facts = {"offer_expires_at": make.now() + timedelta(hours=30)} if status is Status.OFFERED else {}
    page = enter(make.registration(status=status, facts=facts))

    waiting = status in (Status.WAITLISTED, Status.PENDING, Status.UNVERIFIED)
    assert page.heading == heading
    assert ("This is not a confirmation." in page.text) == waiting


@pytest.mark.parametrize("type_code", ["member_state", "un_staff", "civil_society", "regional_organization"])
@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_every_answer_is_shown_in_every_language(enter, make, type_code, language):
    registration = make.registration(
        make.roundtable(mode=Mode.HYBRID, grounds_pass_asked=True),
        type_code,
        email="aya@example.org",
        grounds_pass=True,
    )

    page = enter(registration, language)

    assert page.language == language
    assert "aya@example.org" in page.text


def test_answers_can_be_changed_and_the_change_is_confirmed_by_mail(client, enter, make):
    registration = make.registration(position="Adviser")
    form = client.get(enter(registration).link("Change the answers"))
    assert form.form("/edit").values["position"] == ["Adviser"]

    page = client.submit(form, {"position": "Director", "consent_listed": True}, form="/edit")

    assert "Your changes are saved." in page.root.text
    assert "Director" in page.text
    assert again(registration).consent_listed is True
    assert letters() == [(Letter.CHANGED, registration.email)]


def test_saving_without_a_change_writes_to_nobody(client, enter, make):
    enter(make.registration())

    page = client.submit(client.get("/en/my/registration/edit"), form="/edit")

    assert "Nothing was changed." in page.root.text
    assert letters() == []


def test_wrong_answers_are_refused_and_kept_on_the_page(client, enter, make):
    registration = make.registration()
    enter(registration)

    page = client.submit(
        client.get("/en/my/registration/edit"),
        {"position": "", "phone": "+41 22 917 0000"},
        form="/edit",
        expect=422,
    )

    assert "Enter the position" in page.text
    assert page.form("/edit").values["phone"] == ["+41 22 917 0000"]
    assert again(registration).position == "Adviser"


def test_a_change_without_a_seat_for_it_is_refused_and_the_old_seat_stays(client, enter, make):
    roundtable = make.roundtable(mode=Mode.HYBRID, modes={"in_person": 0})
    registration = make.registration(roundtable, mode="online")
    enter(registration)

    page = client.submit(
        client.get("/en/my/registration/edit"), {"mode": "in_person"}, form="/edit", expect=422
    )

    assert "the present seat is kept" in page.text
    assert (again(registration).mode, again(registration).status) == ("online", Status.CONFIRMED)


def test_nobody_becomes_somebody_who_is_registered_with_the_same_address(client, enter, make):
    roundtable = make.roundtable()
    make.registration(roundtable, given_names="Aya", family_name="Koné", email="mission@example.org")
    registration = make.registration(
        roundtable, given_names="Bo", family_name="Li", email="mission@example.org"
    )
    enter(registration)

    page = client.submit(
        client.get("/en/my/registration/edit"),
        {"given_names": "AYA", "family_name": "koné"},
        form="/edit",
        expect=422,
    )

    assert "belong to another registration" in page.text
    assert again(registration).given_names == "Bo"


def test_whoever_registered_another_person_cannot_find_out_by_the_name_who_is_registered(client, enter, make):
    roundtable = make.roundtable()
    make.registration(roundtable, given_names="Aya", family_name="Koné", email="victim@example.org")
    registration = make.registration(
        roundtable,
        given_names="Bo",
        family_name="Li",
        email="victim@example.org",
        facts={"registrant_name": "Noor de Wit", "registrant_email": "noor@example.org"},
    )
    enter(registration)
    pages = []
    for given, family in (("Aya", "Koné"), ("Cy", "Doe")):
        form = client.get("/en/my/registration/edit").form("/edit")
        assert "given_names" not in form.values
        typed = {**form.values, "given_names": given, "family_name": family}
        answer = client.open("POST", form.action, data=typed)
        pages.append((answer.status_code, client.get(answer.location).root.text))

    assert pages[0] == pages[1]
    assert again(registration).full_name == "Bo Li"
    assert letters() == []


def test_a_name_given_by_another_is_shown_with_how_to_correct_it(client, enter, make):
    facts = {"registrant_name": "Noor de Wit", "registrant_email": "noor@example.org"}
    enter(make.registration(given_names="Bo", family_name="Li", facts=facts))

    page = client.get("/en/my/registration/edit")

    assert "Bo Li" in page.text
    assert "To correct the name, write to the contact, or withdraw and register again." in page.text
    changed = client.submit(page, {"position": "Director"}, form="/edit")
    assert "Your changes are saved." in changed.root.text


def test_whoever_gave_one_address_for_both_may_change_the_name(client, enter, make):
    facts = {"registrant_name": "Bo Li", "registrant_email": "BO@example.org"}
    registration = make.registration(given_names="Bo", family_name="Li", email="bo@example.org", facts=facts)
    enter(registration)

    client.submit(client.get("/en/my/registration/edit"), {"family_name": "Lee"}, form="/edit")

    assert again(registration).family_name == "Lee"


def test_the_status_cannot_be_sent_along(client, enter, make):
    registration = make.registration(make.roundtable(cap=0), status=Status.WAITLISTED)
    enter(registration)
    form = client.get("/en/my/registration/edit").form("/edit")

    client.open(
        "POST", form.action, data={**form.values, "position": "New", "status": "confirmed", "priority": "9"}
    )

    assert (again(registration).position, again(registration).status, again(registration).priority) == (
        "New",
        Status.WAITLISTED,
        0,
    )


def test_withdrawing_is_asked_about_first_and_lets_the_next_one_in(client, enter, make):
    roundtable = make.roundtable(cap=1)
    registration = make.registration(roundtable)
    waiting = make.registration(roundtable, status=Status.WAITLISTED)
    question = client.get(enter(registration).link("Withdraw"))
    assert again(registration).status is Status.CONFIRMED

    page = client.submit(question, form="/withdrawal")

    assert page.heading == "The registration is withdrawn"
    assert page.link("Register again").endswith(f"/en/roundtables/{roundtable.slug}/register")
    assert again(waiting).status is Status.CONFIRMED
    assert letters() == [(Letter.WITHDRAWN, registration.email), (Letter.PROMOTED, waiting.email)]


def test_withdrawing_twice_is_withdrawing_once(client, enter, make):
    registration = make.registration()
    enter(registration)
    question = client.get("/en/my/registration/withdrawal")

    client.submit(question, form="/withdrawal")
    page = client.submit(question, form="/withdrawal")

    assert page.heading == "The registration is withdrawn"
    assert letters() == [(Letter.WITHDRAWN, registration.email)]


def test_after_the_meeting_nothing_can_be_changed(client, enter, make):
    now = make.now()
    roundtable = make.roundtable(starts_at=now - timedelta(hours=5))
    page = enter(make.registration(roundtable))

    assert "Withdraw" not in [link.text for link in page.all("a")]
    client.get("/en/my/registration/edit", expect=409)
    client.get("/en/my/registration/withdrawal", expect=409)


def test_a_new_address_counts_once_its_mail_is_read(client, enter, make):
    registration = make.registration(email="old@example.org")
    enter(registration)

    page = client.submit(client.get("/en/my/registration/edit"), {"email": "new@example.org"}, form="/edit")

    assert "We have written to the new address" in page.root.text
    assert again(registration).email == "old@example.org"
    assert letters() == [(Letter.ADDRESS_CHECK, "new@example.org")]

    token = links.address_token(registration.public_id, again(registration).link_version, "new@example.org")
    client.submit(client.get(f"/en/my/addresses/{token}"))

    assert again(registration).email == "new@example.org"
    assert letters()[1:] == [(Letter.ADDRESS_LEFT, "old@example.org"), (Letter.CHANGED, "new@example.org")]
    assert client.get("/en/my/registration").heading == "Find your registration"
    client.submit(client.get(f"/en/my/addresses/{token}"), expect=410)


def test_capitals_alone_are_no_new_address(client, enter, make):
    registration = make.registration(email="aya@example.org")
    enter(registration)

    client.submit(client.get("/en/my/registration/edit"), {"email": "Aya@Example.org"}, form="/edit")

    assert again(registration).email == "Aya@Example.org"
    assert letters() == [(Letter.CHANGED, "Aya@Example.org")]


@pytest.mark.parametrize("token", ["A" * 48, "x" * 20])
def test_the_page_of_an_address_link_is_the_same_for_every_link(client, make, token):
    page = client.get(f"/en/my/addresses/{token}")

    assert page.heading == "Confirm the address"
    client.submit(page, expect=410)


def test_a_personal_link_confirms_no_address(client, make):
    registration = make.registration()
    registration.pending_email = "new@example.org"
    db.session.commit()
    token = links.personal_token(registration.public_id, registration.link_version)

    client.submit(client.get(f"/en/my/addresses/{token}"), expect=410)

    assert again(registration).pending_email == "new@example.org"

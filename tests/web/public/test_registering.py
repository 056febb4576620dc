"""The form in steps: who, details, check, done. What is refused, and that nothing typed is lost."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from registration import clock
from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.roundtables import Mode
from registration.models.submissions import Submission
from registration.rules.letters import Letter
from registration.rules.standing import Admission, State
from registration.rules.statuses import Status
from tests.client import ORIGIN, Client
from tests.web import steps


def registered():
    return db.session.scalars(select(Registration).order_by(Registration.id)).all()


def letters():
    return [
        (message.letter, message.recipient)
        for message in db.session.scalars(select(Message).order_by(Message.id))
    ]


def errors(page):
    return [link.text for link in page.one("div", class_name="error-summary").all("li")]


@pytest.mark.parametrize("type_code", steps.TYPED)
def test_each_type_is_asked_its_own_and_gets_a_confirmed_place(client, make, type_code):
    roundtable = make.roundtable()

    page = steps.register(client, roundtable, type_code)

    [registration] = registered()
    assert page.heading == "Your place is confirmed"
    assert registration.reference in page.text
    assert registration.status is Status.CONFIRMED
    assert registration.stakeholder_type.code == type_code
    assert {key: getattr(registration, key) for key in steps.TYPED[type_code]} == steps.TYPED[type_code]
    assert letters() == [(Letter.CONFIRMED, "aya@example.org")]


def test_the_whole_way_in_arabic(client, make):
    page = steps.register(client, make.roundtable(), language="ar", given_names="ليلى", family_name="")

    assert page.language == "ar"
    assert registered()[0].language == "ar"
    assert registered()[0].given_names == "ليلى"


@pytest.mark.parametrize(
    "name",
    [
        "O'Brien-Ñandú",
        "=1+1",
        "+41 22",
        "-",
        "Łukasz  Żółć",
        "김",
        "नेहा",
        "محمد",
        "<b>Bold</b>",
        "{{ 7*7 }}",
        "%(x)s",
        "Mary‌Joy",
        "👩‍🚀",
        "Nguyễn",
    ],
)
def test_a_name_is_kept_letter_by_letter(client, make, name):
    page = steps.to_check(client, make.roundtable(), family_name=name)
    assert " ".join(name.split()) in page.text

    client.submit(page)

    assert registered()[0].family_name == name


def test_white_space_at_the_ends_is_no_part_of_an_answer(client, make):
    steps.register(client, make.roundtable(), given_names="  Aya ", email=" aya@example.org ")

    assert (registered()[0].given_names, registered()[0].email) == ("Aya", "aya@example.org")


def test_a_full_roundtable_takes_names_for_the_waiting_list_and_never_says_confirmed(client, make):
    roundtable = make.roundtable(cap=0)
    check = steps.to_check(client, roundtable)
    assert "All seats are taken" in check.text

    page = client.submit(check)

    assert page.heading == "On the waiting list"
    assert "This is not a confirmation." in page.text
    assert registered()[0].status is Status.WAITLISTED
    assert letters() == [(Letter.WAITLISTED, "aya@example.org")]


def test_somebody_may_register_another_person_and_both_are_written_to(client, make):
    page = steps.register(
        client,
        make.roundtable(),
        another=True,
        registrant_name="Ana López",
        registrant_email="ana@example.org",
    )

    assert page.heading == "The place is confirmed"
    assert registered()[0].registrant_name == "Ana López"
    assert letters() == [(Letter.CONFIRMED, "aya@example.org"), (Letter.CONFIRMED, "ana@example.org")]


def test_the_page_at_the_end_masks_the_address(client, make):
    page = steps.register(client, make.roundtable())

    assert "a•••@example.org" in page.text
    assert "aya@example.org" not in page.html


def test_a_hybrid_roundtable_asks_how_one_attends(client, make):
    roundtable = make.roundtable(mode=Mode.HYBRID, grounds_pass_asked=True)

    steps.register(client, roundtable, mode="online")
    steps.register(client, roundtable, mode="in_person", grounds_pass="no", given_names="Bo")

    assert [(one.mode, one.grounds_pass) for one in registered()] == [("online", None), ("in_person", False)]


def test_who_comes_in_person_says_whether_they_hold_a_grounds_pass(client, make):
    details = steps.to_details(client, make.roundtable(mode=Mode.HYBRID, grounds_pass_asked=True))

    page = client.submit(details, steps.filled("civil_society", mode="in_person"), expect=422)

    assert errors(page) == ["Choose yes or no"]


def test_an_empty_form_says_what_to_do_in_the_order_of_its_fields(client, make):
    page = client.submit(steps.to_details(client, make.roundtable(), "member_state"), expect=422)

    assert page.title.startswith("Error:")
    assert errors(page) == [
        "Choose a state",
        "Choose who represents the state",
        "Choose a role in the delegation",
        "Enter given names, a family name or both",
        "Enter the position",
        "Enter an e-mail address",
    ]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"email": "aya"}, "Enter an e-mail address in full"),
        ({"email": "aya@example"}, "Enter an e-mail address in full"),
        ({"email": "a@example.org,b@example.org"}, "Enter an e-mail address in full"),
        ({"phone": "none"}, "Enter the number with its country code"),
        ({"given_names": "A\u202eya"}, "invisible character (U+202E)"),
        ({"position": "Ad\x00viser"}, "invisible character (U+0000)"),
        ({"given_names": "A" * 101}, "the limit is 100 characters, it has 101"),
        ({"organization": "x" * 50_000}, "the limit is 200 characters"),
        ({"given_names": "", "family_name": " "}, "Enter given names, a family name or both"),
    ],
    ids=repr,
)
def test_an_answer_that_cannot_be_kept_is_refused_and_nothing_typed_is_lost(client, make, typed, message):
    details = steps.to_details(client, make.roundtable())

    page = client.submit(details, steps.filled("civil_society", **{"position": "Kept", **typed}), expect=422)

    assert message in page.text
    assert page.form().values["email"] == [typed.get("email", "aya@example.org")]
    assert page.form().values["ecosoc_status"] == ["special"]


@pytest.mark.parametrize(
    ("field", "value"), [("ecosoc_status", "galactic"), ("country", "ATL"), ("language", "tlh")]
)
def test_only_what_is_offered_can_be_chosen(client, make, field, value):
    details = steps.to_details(client, make.roundtable()).form()
    typed = details.filled(steps.filled("civil_society"))

    answer = client.open("POST", details.action, data={**typed, field: value})

    assert answer.status_code == 422


def test_an_entity_outside_the_list_names_itself(client, make):
    details = steps.to_details(client, make.roundtable(), "un_staff")
    page = client.submit(details, steps.filled("un_staff", un_entity="other"), expect=422)
    assert errors(page) == ["Enter the name of the entity that is not in the list"]

    client.submit(client.submit(page, {"organization": "New Office"}))

    assert (registered()[0].un_entity, registered()[0].organization) == ("other", "New Office")


def test_of_a_doubled_answer_the_first_counts(client, make):
    details = steps.to_details(client, make.roundtable()).form()
    typed = details.filled(steps.filled("civil_society"))

    answer = client.open(
        "POST", details.action, data={**typed, "email": ["one@example.org", "two@example.org"]}
    )

    assert answer.status_code == 303
    assert "one@example.org" in client.get(answer.headers["Location"]).text


def test_answers_nobody_asked_for_are_left_alone(client, make):
    details = steps.to_details(client, make.roundtable(cap=0)).form()
    extra = {"status": "confirmed", "id": "7", "priority": "9", "state": "SWE", "roundtable_id": "1"}
    answer = client.open(
        "POST", details.action, data={**details.filled(steps.filled("civil_society")), **extra}
    )

    client.submit(client.get(answer.headers["Location"]))

    [registration] = registered()
    assert (registration.status, registration.priority, registration.state) == (Status.WAITLISTED, 0, None)


def test_a_change_goes_back_with_everything_filled_in(client, make):
    check = steps.to_check(client, make.roundtable())
    details = client.get(check.link("Change Position"))
    assert details.form().values["position"] == ["Adviser"]

    check = client.submit(details, {"position": "Director"})

    assert "Director" in check.text


def test_another_group_keeps_what_both_are_asked(client, make):
    check = steps.to_check(client, make.roundtable())
    first = client.get(check.link("Change Group"))
    assert first.form().values["stakeholder_type"] == ["civil_society"]

    details = client.submit(first, {"stakeholder_type": "member_state"})

    assert details.form().values["given_names"] == ["Aya"]
    assert "organization" not in details.form().values
    check = client.submit(details, steps.TYPED["member_state"])
    client.submit(check)
    assert registered()[0].organization == ""


def test_the_first_step_is_found_again_by_going_back(client, make):
    first = client.get(steps.address(make.roundtable()))
    client.submit(first, {"stakeholder_type": "un_staff"})

    again = client.get(first.url)

    assert again.form().values["stakeholder_type"] == ["un_staff"]


def test_sending_twice_gives_the_same_answer_and_one_registration(client, make):
    check = steps.to_check(client, make.roundtable())

    first, second = client.submit(check), client.submit(check)

    assert first.text == second.text == client.get(second.url).text
    assert len(registered()) == 1
    assert len(letters()) == 1


def test_changed_answers_of_a_form_already_sent_are_not_sent_again(client, make):
    check = steps.to_check(client, make.roundtable())
    client.submit(check)
    changed = client.submit(client.get(check.link("Change Position")), {"position": "Director"})

    page = client.submit(changed, expect=409)

    assert page.heading == "This registration was already sent"
    assert page.link("Start again").endswith("/register")
    assert registered()[0].position == "Adviser"


def test_a_person_registered_twice_is_answered_alike_and_the_mail_tells(client, make, app):
    roundtable = make.roundtable()
    first = steps.register(client, roundtable)

    client.forget_cookies()
    second = steps.register(client, roundtable, given_names="AYA")

    references = [
        submission.reference for submission in db.session.scalars(select(Submission).order_by(Submission.id))
    ]
    assert first.text.replace(references[0], "") == second.text.replace(references[1], "")
    assert len(registered()) == 1
    assert [letter for letter, _ in letters()] == [Letter.CONFIRMED, Letter.REPEATED]


def test_whoever_registers_a_registered_person_gets_a_mail_as_the_page_says(client, make):
    roundtable = make.roundtable()
    steps.register(client, roundtable)
    client.forget_cookies()
    before = len(letters())

    page = steps.register(
        client, roundtable, another=True, registrant_name="Noor de Wit", registrant_email="noor@example.org"
    )

    assert "a•••@example.org" in page.text
    assert "n•••@example.org" in page.text
    assert letters()[before:] == [
        (Letter.REPEATED, "aya@example.org"),
        (Letter.PASSED_ON, "noor@example.org"),
    ]


def test_whoever_registered_a_person_before_gets_one_mail_when_doing_it_again(client, make):
    roundtable = make.roundtable()
    for _ in range(2):
        steps.register(
            client, roundtable, another=True, registrant_name="Noor", registrant_email="noor@example.org"
        )

    assert letters()[2:] == [(Letter.REPEATED, "aya@example.org"), (Letter.REPEATED, "noor@example.org")]


def test_two_people_of_one_mission_may_share_a_mailbox(client, make):
    roundtable = make.roundtable()

    steps.register(client, roundtable, "member_state")
    steps.register(client, roundtable, "member_state", given_names="Bo")

    assert [one.given_names for one in registered()] == ["Aya", "Bo"]


def test_a_form_belongs_to_the_visit_that_began_it(client, make):
    check = steps.to_check(client, make.roundtable())

    client.forget_cookies()

    page = client.get(check.url, expect=410)
    assert page.heading == "This form is no longer here"
    client.get(check.url.replace("/check", "/done"), expect=410)
    client.get(check.url.replace("/check", "/details"), expect=410)
    client.get(check.url.replace("/check", ""), expect=410)


def test_a_form_is_kept_for_a_day(client, make):
    check = steps.to_check(client, make.roundtable())

    with time_machine.travel(clock.now() + timedelta(hours=23), tick=False):
        client.get(check.url)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        client.get(check.url, expect=410)


@pytest.mark.parametrize("draft", ["", "?draft=", "?draft=1", "?draft=00000000-0000-4000-8000-000000000000"])
@pytest.mark.parametrize("step", ["details", "check", "done"])
def test_no_step_can_be_reached_without_the_one_before(client, make, step, draft):
    client.get(f"{steps.address(make.roundtable())}/{step}{draft}", expect=410)


def test_checking_comes_after_filling_in(client, make):
    details = steps.to_details(client, make.roundtable())

    page = client.get(details.url.replace("/details", "/check"))

    assert page.heading == "About you"
    assert client.get(details.url.replace("/details", "/done")).heading == "About you"


@pytest.mark.parametrize(
    ("facts", "heading"),
    [
        ({"closes_at": timedelta(days=-1)}, "Registration has closed"),
        ({"opens_at": timedelta(days=1)}, "Registration is not open yet"),
        ({"admission": Admission.INVITATION}, "This roundtable is by invitation"),
        ({"state": State.CANCELLED}, "This roundtable was cancelled"),
        ({"starts_at": timedelta(days=-5)}, "This roundtable is over"),
        ({"cap": 0, "waiting_list_open": False}, "All seats are taken"),
    ],
)
def test_what_takes_no_registrations_says_why_before_anything_is_typed(client, make, facts, heading):
    facts = {
        key: make.now() + value if isinstance(value, timedelta) else value for key, value in facts.items()
    }
    roundtable = make.roundtable(**facts)

    page = client.get(steps.address(roundtable), expect=409)

    assert page.heading == heading
    assert page.link("See the roundtable") == f"{ORIGIN}/en/roundtables/{roundtable.slug}"
    assert page.link("See the other roundtables") == f"{ORIGIN}/en/"


def test_what_closes_while_somebody_types_is_refused_at_the_end(client, make):
    roundtable = make.roundtable()
    check = steps.to_check(client, roundtable)
    roundtable.closes_at = make.now() - timedelta(minutes=1)
    db.session.commit()

    page = client.submit(check, expect=409)

    assert page.heading == "Registration has closed"
    assert registered() == []


def test_a_sent_registration_is_still_shown_after_the_roundtable_has_filled_up(client, make):
    roundtable = make.roundtable(cap=1, waiting_list_open=False)
    check = steps.to_check(client, roundtable)
    done = client.submit(check)

    assert client.get(done.url).heading == "Your place is confirmed"
    assert client.submit(check).heading == "Your place is confirmed"


def test_a_program_that_fills_in_what_nobody_sees_is_stopped(client, make):
    check = steps.to_check(client, make.roundtable())

    client.submit(check, {"left_empty": "https://spam.example"}, expect=422)

    assert registered() == []


def test_nothing_is_sent_without_the_token_of_the_form(client, make):
    check = steps.to_check(client, make.roundtable()).form()

    answer = client.open("POST", check.action, data={"left_empty": ""})

    assert answer.status_code == 400
    assert registered() == []


def test_an_office_may_register_many_and_a_flood_is_stopped(app, client, make, monkeypatch):
    monkeypatch.setattr("registration.web.public.check.PER_NETWORK", 2)
    roundtable = make.roundtable()
    for name in ("One", "Two"):
        steps.register(client, roundtable, given_names=name)

    answer = client.open("POST", (form := steps.to_check(client, roundtable).form()).action, data=form.values)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 2


def test_two_visitors_do_not_see_each_others_answers(app, client, make, database, application):
    other = Client(app, application(database)[1])
    roundtable = make.roundtable()
    mine = steps.to_check(client, roundtable, given_names="Mine")

    theirs = steps.to_check(other, roundtable, given_names="Theirs")

    assert "Theirs" not in client.get(mine.url).text
    assert "Mine" not in other.get(theirs.url).text
    other.get(mine.url, expect=410)


def test_a_person_registered_twice_is_told_what_a_newcomer_would_be(client, make):
    roundtable = make.roundtable(cap=1)
    steps.register(client, roundtable)

    client.forget_cookies()
    page = steps.register(client, roundtable)

    assert page.heading == "On the waiting list"
    assert [one.status for one in registered()] == [Status.CONFIRMED]

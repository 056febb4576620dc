"""The reply to an invitation: accept, send regrets, name somebody else, each by one button of a page behind a link."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from registration import clock
from registration.actions import audit, invitations
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Attribution
from registration.queries import questions
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.questions import Belongs, Kind
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution
from tests.hostile.names import MARKUP, TEMPLATES

BY_INVITATION = {"admission": Admission.INVITATION}
SOMEBODY = {
    "given_names": "Ana",
    "family_name": "Silva",
    "position": "Counsellor",
    "email": "ana@example.org",
}


@pytest.fixture
def roundtable(make):
    return make.roundtable(cap=5, **BY_INVITATION)


def status(invitation):
    return db.session.get(Invitation, invitation.id, populate_existing=True).status


def moved(make, invitation, deed, **options):
    with transaction():
        found = db.session.get_one(Invitation, invitation.id)
        deed(invitations.lock_of(found), found, **options, by=audit.SYSTEM, at=make.now())


@pytest.mark.parametrize("language", LANGUAGES)
def test_accepting_takes_the_link_one_button_and_one_confirmation(
    client, make, roundtable, choose, registered, mailed, language
):
    invitation = make.invitation(roundtable, "member_state", language=language, words="Do come.")

    form = choose(invitation, "accept", language)
    done = client.submit(form)

    assert "/invitations/acceptance?reply=" in form.url
    assert registered(roundtable) == [(invitation.full_name, Status.CONFIRMED)]
    assert status(invitation) is Reply.ACCEPTED
    assert mailed(invitation.email) == [Letter.INVITATION, Letter.CONFIRMED]
    assert invitation.full_name in done.text
    assert client.get(f"/{language}/my/registration").status == 200


def test_the_page_says_who_invites_whom_and_tells_nothing_else(client, make, address):
    house = make.organization(names={"en": "Peace House"})
    roundtable = make.roundtable(convenors=[house, make.organization()], **BY_INVITATION)
    known = {"position": "Ambassador at large", "phone": "+41 22 917 0000"}
    invitation = make.invitation(
        roundtable,
        "member_state",
        answers=known,
        host_id=house.id,
        words="Do come.",
        office="Permanent Representative of Sweden",
        respond_by=make.now() + timedelta(days=3),
    )

    page = client.get(address(invitation))

    for said in (roundtable.titles["en"], "Permanent Representative of Sweden", "Peace House", "Do come."):
        assert said in page.text
    assert "Please reply by" in page.text
    for unsaid in (invitation.email, "Ambassador at large", "917 0000", "SWE", "Family"):
        assert unsaid not in page.html
    assert page.title.startswith("Invitation")
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert "no-store" in page.headers["Cache-Control"]


def test_what_a_list_answered_is_filled_in_for_the_invitee_alone(client, make, roundtable, choose):
    make.question(roundtable, "topics", Kind.CHOICES, options=("water", "land"))
    make.question(roundtable, "speaks", Kind.YES_NO)
    make.question(roundtable, "city", belongs=Belongs.DELEGATION)
    make.question(roundtable, "table", organizer_only=True)
    brought = {"topics": ["land"], "speaks": False, "city": "Geneva", "table": "Front"}
    invitation = make.invitation(roundtable, own_answers=brought)

    page = choose(invitation, "accept")
    values = page.form().values

    assert (values["own_topics"], values["own_speaks"], values["own_city"]) == (["land"], ["no"], ["Geneva"])
    assert "Front" not in page.html
    named = choose(invitation, "nominate").form().values
    assert (named.get("own_topics", []), named.get("own_speaks"), named["own_city"]) == ([], None, ["Geneva"])

    client.submit(page, {"own_city": "Lyon"})
    (guest,) = db.session.scalars(select(Registration))
    asked = questions.of(roundtable.id)
    assert questions.answers(guest, asked) == brought | {"city": "Lyon"}


def test_hostile_names_and_words_are_text_and_nothing_else(client, make, roundtable, choose, address):
    for name in (*MARKUP, *TEMPLATES):
        known = {"given_names": name, "family_name": "Berg"}
        invitation = make.invitation(roundtable, answers=known, words=name)
        page = client.get(address(invitation))

        assert " ".join(f"{name} Berg".split()) in page.text
        assert page.all("script") == page.all("script", id="site-script")
        assert page.one("blockquote").text == " ".join(name.split())
    assert choose(invitation, "accept").form().values["given_names"] == [TEMPLATES[-1]]


def test_regrets_are_one_click_and_can_be_taken_back(client, make, roundtable, choose, registered, mailed):
    invitation = make.invitation(roundtable, holds=True)

    page = choose(invitation, "regrets", word="The minister travels.")

    assert "Your regrets have reached the organizers" in page.text
    assert status(invitation) is Reply.REGRETS
    assert db.session.get(Invitation, invitation.id).regrets == "The minister travels."
    assert mailed(invitation.email) == [Letter.INVITATION, Letter.REGRETS_RECEIVED]

    client.submit(choose(invitation, "accept"))

    assert registered(roundtable) == [(invitation.full_name, Status.CONFIRMED)]


@pytest.mark.parametrize("word", ["x" * 1001, "A\u202eB"])
def test_a_word_that_cannot_be_kept_is_answered_beside_the_field(make, roundtable, choose, word):
    invitation = make.invitation(roundtable)

    page = choose(invitation, "regrets", expect=422, word=word)

    assert status(invitation) is Reply.SENT
    assert page.forms[-1].values["word"] == [word]


def test_somebody_else_is_named_without_being_asked_for_the_delegation(
    client, make, roundtable, choose, registered, mailed
):
    invitation = make.invitation(roundtable, "member_state", holds=True)

    form = choose(invitation, "nominate")
    assert "state" not in form.forms[0].values
    assert form.forms[0].values["given_names"] == [""]
    assert "Whoever is named is registered at once." in form.text
    done = client.submit(form, SOMEBODY | {"delegation_role": "expert"})

    assert done.heading == "The place is confirmed"
    assert registered(roundtable) == [("Ana Silva", Status.CONFIRMED)]
    assert status(invitation) is Reply.SUBSTITUTED
    assert mailed("ana@example.org") == [Letter.CONFIRMED]
    assert mailed(invitation.email) == [Letter.INVITATION, Letter.SUBSTITUTE_NAMED]


def test_where_organizers_decide_the_page_says_so_before_and_after(client, make, choose, registered):
    roundtable = make.roundtable(substitution=Substitution.APPROVAL, **BY_INVITATION)
    invitation = make.invitation(roundtable, "member_state")

    form = choose(invitation, "nominate")
    done = client.submit(form, SOMEBODY | {"delegation_role": "expert"})

    assert "The organizers decide about whoever is named." in form.text
    assert done.heading == "The organizers will decide"
    assert registered(roundtable) == [("Ana Silva", Status.PENDING)]
    assert status(invitation) is Reply.SENT


def test_where_nobody_can_be_named_there_is_no_button(client, make, address):
    roundtable = make.roundtable(substitution_until=make.now() - timedelta(hours=1), **BY_INVITATION)
    invitation = make.invitation(roundtable)

    page = client.get(address(invitation))

    assert [form.values.get("reply") for form in page.forms] == [["accept"], ["regrets"]]
    assert "Somebody else could be named until" in page.text


def test_an_assistant_replies_and_both_get_the_mail(client, make, roundtable, choose, mailed):
    invitation = make.invitation(roundtable)
    form = choose(invitation, "accept")

    behalf = client.get(form.link("I reply on behalf of the invitee"))
    client.submit(behalf, {"registrant_name": "Ilse Berg", "registrant_email": "ilse@example.org"})

    assert mailed(invitation.email)[-1] is mailed("ilse@example.org")[-1] is Letter.CONFIRMED


def test_a_second_click_going_back_and_another_tab_register_once(
    client, make, roundtable, choose, registered
):
    invitation = make.invitation(roundtable)
    form, other_tab = choose(invitation, "accept"), client.get("/en/invitations/acceptance")

    first, second = client.submit(form), client.submit(form)
    again = client.get(form.url)
    elsewhere = client.submit(other_tab)

    assert first.url == second.url == again.url
    assert elsewhere.heading == first.heading == "The place is confirmed"
    assert len(registered(roundtable)) == 1


def test_of_two_people_with_one_link_the_first_has_the_seat(client, make, roundtable, choose, registered):
    invitation = make.invitation(roundtable)
    second = choose(invitation, "accept")
    cookie = client.cookie("visit")
    client.forget_cookies()
    client.submit(choose(invitation, "accept"))

    client.forget_cookies()
    client._browser.set_cookie("visit", cookie)
    late = client.submit(second, SOMEBODY, expect=409)

    assert "This invitation cannot be answered any more" in late.text
    assert "contact@example.org" in late.text
    assert registered(roundtable) == [(invitation.full_name, Status.CONFIRMED)]


def test_a_bound_invitation_from_another_address_is_for_organizers_to_decide(
    client, make, roundtable, choose, registered
):
    invitation = make.invitation(roundtable, bound=True)

    done = client.submit(choose(invitation, "accept"), SOMEBODY)

    assert done.heading == "The organizers will decide"
    assert registered(roundtable) == [("Ana Silva", Status.PENDING)]
    assert status(invitation) is Reply.SENT


def test_an_invitation_for_two_takes_them_one_after_the_other(client, make, roundtable, choose, registered):
    invitation = make.invitation(roundtable, "member_state", seats=2, holds=True)

    done = client.submit(choose(invitation, "accept"))
    assert "Register another person (2 of 2)" in done.text
    form = choose(invitation, "accept")
    assert form.forms[0].values["given_names"] == [""]
    last = client.submit(form, SOMEBODY | {"delegation_role": "expert"})

    assert "Register another person" not in last.text
    assert [name for name, _ in registered(roundtable)] == [invitation.full_name, "Ana Silva"]


def test_the_invitation_says_how_many_may_come_along(client, make, choose):
    roundtable = make.roundtable(**BY_INVITATION)
    make.policy(roundtable, "civil_society", accompanying=3)
    with_one, alone = make.invitation(roundtable, accompanying=1), make.invitation(roundtable)

    asked = choose(with_one, "accept").one("select", id="accompanying")
    assert [option.attributes["value"] for option in asked.all("option")] == ["0", "1"]
    assert choose(alone, "accept").all("select", id="accompanying") == []


def test_who_is_registered_already_is_told_by_mail_alone(client, make, roundtable, choose, mailed):
    there = make.registration(roundtable, given_names="Ana", family_name="Silva", email="ana@example.org")
    invitation = make.invitation(roundtable)

    done = client.submit(choose(invitation, "accept"), SOMEBODY)

    assert there.reference not in done.html
    assert mailed("ana@example.org") == [Letter.REPEATED]
    assert client.get("/en/my/registration").heading != "Your place is confirmed"


def test_every_link_that_opens_nothing_is_answered_alike(client, make, roundtable, address):
    draft, revoked, other = (make.invitation(roundtable, sent=number > 0) for number in range(3))
    gone = [address(draft), address(revoked)]
    moved(make, revoked, invitations.revoke, tell=False)
    token = address(other)
    bad = [
        *gone,
        token[:-5] + ("AAAAA" if not token.endswith("AAAAA") else "BBBBB"),
        "/en/invitations/" + "A" * 48,
    ]

    answers = set()
    for link in bad:
        for method in ("GET", "POST"):
            client.forget_cookies()
            page = client.get(link, expect=410)
            answers.add((page.heading, page.one("main").text))
            if method == "POST":
                known = client.get(address(other)).forms[0].values
                assert client.open("POST", link, data=known).status_code == 410

    assert len(answers) == 1
    assert roundtable.titles["en"] not in str(answers)


def test_after_the_time_to_reply_the_page_names_the_contact(client, make, roundtable, choose, address):
    invitation = make.invitation(roundtable, respond_by=make.now() + timedelta(days=1))
    form = choose(invitation, "accept")

    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        page = client.get(address(invitation))
    assert "The time to reply is over" in page.text
    assert "contact@example.org" in page.text
    assert page.forms == []
    assert form.forms


def test_the_form_ends_with_the_visit_and_with_the_link(client, make, roundtable, choose, registered):
    invitation = make.invitation(roundtable)
    form = choose(invitation, "accept")
    moved(make, invitation, invitations.revoke, tell=False)

    assert client.submit(form, expect=410).heading == "Your visit has ended"
    client.forget_cookies()
    for page in ("acceptance", "nomination", "done"):
        assert client.get(f"/en/invitations/{page}", expect=410).heading == "Your visit has ended"
    assert registered(roundtable) == []


def test_whoever_tries_links_is_stopped_and_invitees_are_not(client, make, roundtable, address):
    invitation = make.invitation(roundtable)
    answers = [client.open("GET", "/en/invitations/" + "A" * 48).status_code for _ in range(61)]

    assert set(answers[:60]) == {410}
    assert answers[60] == 429
    assert client.get(address(invitation)).status == 200


def test_off_the_record_the_title_of_the_page_names_nothing(client, make, address):
    roundtable = make.roundtable(attribution=Attribution.OFF_THE_RECORD, **BY_INVITATION)

    assert roundtable.titles["en"] not in client.get(address(make.invitation(roundtable))).title


def test_after_an_acceptance_regrets_give_the_place_back(client, make, roundtable, choose, registered):
    invitation = make.invitation(roundtable)
    client.submit(choose(invitation, "accept"))

    choose(invitation, "regrets")

    assert registered(roundtable) == [(invitation.full_name, Status.WITHDRAWN)]
    assert status(invitation) is Reply.REGRETS


def test_a_seat_held_for_one_who_invites_goes_to_the_invitee(client, make, choose):
    house = make.organization()
    roundtable = make.roundtable(cap=1, convenors=[house], **BY_INVITATION)
    invitation = make.invitation(roundtable, holds=True, host_id=house.id)

    done = client.submit(choose(invitation, "accept"))

    assert done.heading == "The place is confirmed"

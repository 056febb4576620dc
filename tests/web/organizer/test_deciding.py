"""One person before the organizers: each page says what follows, does it once, and is there for those who may."""

import pytest
from sqlalchemy import select

from registration.extensions import db, transaction
from registration.models.inquiries import Inquiry
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.rules.letters import Letter
from registration.rules.permissions import Role
from registration.rules.seats import Kind
from registration.rules.standing import Admission, State
from registration.rules.statuses import Status
from tests.web.steps import filled

POSSIBLE = {
    "/approval": {Status.PENDING},
    "/question": {Status.PENDING},
    "/refusal": {
        Status.PENDING,
        Status.WAITLISTED,
        Status.OFFERED,
        Status.CONFIRMED,
        Status.UNVERIFIED,
    },
    "/place-in-line": {Status.WAITLISTED},
    "/reinstatement": {Status.DECLINED, Status.WITHDRAWN},
    "/seat-on-purpose": {
        Status.PENDING,
        Status.WAITLISTED,
        Status.OFFERED,
        Status.UNVERIFIED,
        Status.DECLINED,
        Status.WITHDRAWN,
    },
    "/stakeholder-type": {
        Status.PENDING,
        Status.WAITLISTED,
        Status.OFFERED,
        Status.CONFIRMED,
        Status.UNVERIFIED,
    },
}


def address(registration, page=""):
    return (
        f"/organizer/roundtables/{registration.roundtable.slug}/registrations/{registration.public_id}{page}"
    )


def found(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id)


def letters():
    return [message.letter for message in db.session.scalars(select(Message).order_by(Message.id))]


def offered(page):
    return [link.text for link in page.one("div", class_name="page-head").all("a")]


@pytest.fixture
def full(make, house):
    """A roundtable whose only seat is taken."""
    roundtable = make.roundtable(convenors=[house], cap=1, admission=Admission.APPROVAL)
    make.registration(roundtable)
    return roundtable


@pytest.fixture
def pending(make, house):
    """Somebody who awaits approval while there are seats."""
    roundtable = make.roundtable(convenors=[house], cap=2, admission=Admission.APPROVAL)
    return make.registration(roundtable, status=Status.PENDING)


@pytest.mark.parametrize("page", POSSIBLE)
def test_a_page_is_there_for_those_whom_it_can_be_about(desk, make, roundtable, page):
    answers = {}
    for status in Status:
        registration = make.registration(roundtable, status=status)
        answers[status] = desk.open("GET", address(registration, page)).status_code

    assert {status for status, answer in answers.items() if answer == 200} == POSSIBLE[page]
    assert set(answers.values()) <= {200, 409}


@pytest.mark.parametrize("page", [page for page in POSSIBLE if page != "/stakeholder-type"])
def test_nothing_is_decided_in_a_roundtable_that_is_cancelled(desk, make, house, page):
    roundtable = make.roundtable(convenors=[house], state=State.CANCELLED, cancelled_at=make.now())
    for status in POSSIBLE[page]:
        desk.get(address(make.registration(roundtable, status=status), page), expect=409)


@pytest.mark.parametrize(
    ("status", "deeds"),
    [
        (
            Status.PENDING,
            ["Approve", "Ask for more information", "Decline", "Change the answers", "Withdraw"],
        ),
        (
            Status.WAITLISTED,
            [
                "Place on the waiting list",
                "Confirm over the limit",
                "Decline",
                "Change the answers",
                "Somebody else comes",
                "Withdraw",
            ],
        ),
        (Status.OFFERED, ["Confirm at once", "Change the answers", "Somebody else comes", "Withdraw"]),
        (Status.CONFIRMED, ["Change the answers", "Somebody else comes", "Withdraw"]),
        (Status.DECLINED, ["Take up again"]),
        (Status.WITHDRAWN, ["Take up again"]),
        (Status.CANCELLED, []),
    ],
)
def test_the_page_of_somebody_offers_what_can_be_decided(desk, make, roundtable, status, deeds):
    assert offered(desk.get(address(make.registration(roundtable, status=status)))) == deeds


def test_a_viewer_is_offered_nothing_and_reads_no_reasons(make, house, sign_in, pending):
    declined = make.registration(
        pending.roundtable, status=Status.DECLINED, facts={"reason": "A secret reason"}
    )
    with transaction() as session:
        session.add(Inquiry(registration_id=pending.id, question="A secret question", asked_at=make.now()))
    viewer = sign_in(make.organizer(house, role=Role.VIEWER))

    pages = [viewer.get(address(one)) for one in (pending, declined)]

    assert [offered(page) for page in pages] == [[], []]
    assert "There would be a seat at this moment." in pages[0].text
    assert "secret" not in pages[0].html + pages[1].html


def test_approving_says_that_there_is_a_seat_and_gives_it_once(desk, pending):
    asked = desk.get(address(pending, "/approval"))
    assert "There would be a seat at this moment." in asked.text

    page = desk.submit(asked, form="/approval")

    assert "has a confirmed place and is being told by mail" in page.root.text
    assert found(pending).status is Status.CONFIRMED
    desk.submit(asked, form="/approval", expect=409)
    assert letters() == [Letter.CONFIRMED]


def test_approving_in_a_full_room_means_the_waiting_list(desk, make, full):
    person = make.registration(full, status=Status.PENDING)
    asked = desk.get(address(person, "/approval"))
    assert "There is no seat at this moment. All seats: 1 of 1 taken." in asked.text
    assert asked.link("Confirm over the limit").endswith("/seat-on-purpose")

    page = desk.submit(asked, form="/approval")

    assert "is on the waiting list and is being told by mail" in page.root.text
    assert f"approved the registration of {found(person).full_name}" in page.text
    assert found(person).status is Status.WAITLISTED


def test_a_seat_that_has_gone_since_the_page_was_shown_puts_nobody_on_the_list(desk, make, pending):
    asked = desk.get(address(pending, "/approval"))
    for _ in range(2):
        make.registration(pending.roundtable)

    again = desk.submit(asked, form="/approval", expect=409)

    assert "There is no seat at this moment" in again.text
    assert found(pending).status is Status.PENDING
    desk.submit(again, form="/approval")
    assert found(pending).status is Status.WAITLISTED


def test_an_earlier_no_is_before_whoever_approves(desk, make, pending):
    same = {"email": pending.email, "given_names": pending.given_names, "family_name": pending.family_name}
    make.registration(
        pending.roundtable, status=Status.DECLINED, facts={"reason": "Came without a mandate"}, **same
    )

    for page in ("", "/approval"):
        shown = desk.get(address(pending, page)).one("div", class_name="banner-warning").text
        assert "Came without a mandate" in shown
        assert "the person was given no reason" in shown


@pytest.mark.parametrize(
    ("shown", "words"), [(False, "Reason, for organizers only"), (True, "Reason, shown to the person")]
)
def test_declining_keeps_the_reason_and_shows_it_to_the_person_only_if_meant(desk, pending, shown, words):
    asked = desk.get(address(pending, "/refusal"))
    assert "shown" not in asked.form("/refusal").values

    page = desk.submit(asked, {"reason": "Too many\r\nfrom one house", "shown": shown}, form="/refusal")

    assert words in page.text
    person = found(pending)
    assert (person.status, person.reason) == (Status.DECLINED, "Too many\nfrom one house")
    assert person.reason_shown is shown
    desk.submit(asked, form="/refusal", expect=409)


def test_a_reason_that_is_too_long_comes_back(desk, pending):
    page = desk.submit(
        desk.get(address(pending, "/refusal")), {"reason": "x" * 1001}, form="/refusal", expect=422
    )

    assert "the limit is 1000 characters" in page.text
    assert found(pending).status is Status.PENDING


def test_a_question_is_sent_and_its_answer_appears(desk, make, pending):
    asked = desk.get(address(pending, "/question"))
    desk.submit(asked, form="/question", expect=422)

    page = desk.submit(asked, {"question": "Who sends you?"}, form="/question")

    assert "The question is on its way" in page.root.text
    assert "Who sends you?" in page.text
    assert "No answer yet" in page.text
    table = f"/organizer/roundtables/{pending.roundtable.slug}/registrations"
    assert "Question is open" in desk.get(table).text
    with transaction() as session:
        inquiry = session.scalars(select(Inquiry)).one()
        inquiry.answer, inquiry.answered_at = "The ministry", make.now()
    assert "The ministry" in desk.get(address(pending)).text
    assert "Has answered" in desk.get(table).text


@pytest.mark.parametrize(
    ("room", "words", "status"),
    [(2, "Take up and confirm", Status.CONFIRMED), (1, "Take up to the waiting list", Status.WAITLISTED)],
)
def test_whoever_has_gone_is_taken_up_again(desk, make, house, room, words, status):
    roundtable = make.roundtable(convenors=[house], cap=room)
    make.registration(roundtable)
    gone = make.registration(roundtable, status=Status.WITHDRAWN)
    asked = desk.get(address(gone, "/reinstatement"))
    assert words in [button.text for button in asked.all("button")]

    desk.submit(asked, form="/reinstatement")

    assert found(gone).status is status
    desk.submit(asked, form="/reinstatement", expect=409)


def test_whoever_let_an_offer_pass_is_offered_the_seat_again(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1, offer_hours=24)
    facts = {"decision": {"because": "offer_lapsed"}}
    gone = make.registration(roundtable, status=Status.WITHDRAWN, facts=facts)
    assert "The offered seat was not taken in time." in desk.get(address(gone)).text

    asked = desk.get(address(gone, "/reinstatement"))
    assert "The seat is offered again until" in asked.text
    page = desk.submit(asked, form="/reinstatement")

    assert found(gone).status is Status.OFFERED
    assert "A seat is held until the offer is answered or ends." in page.text
    assert "Ends at" in page.text


def test_whoever_has_registered_anew_is_not_taken_up_twice(desk, make, roundtable):
    person = {"email": "aya@example.org", "given_names": "Aya", "family_name": "Koné"}
    gone = make.registration(roundtable, status=Status.WITHDRAWN, **person)
    make.registration(roundtable, **person)

    page = desk.submit(desk.get(address(gone, "/reinstatement")), form="/reinstatement", expect=409)

    assert "This person is already registered" in page.text


def test_over_the_limit_needs_a_reason_that_stays_on_record(desk, make, full):
    waits = make.registration(full, status=Status.WAITLISTED)
    asked = desk.get(address(waits, "/seat-on-purpose"))
    assert asked.heading.endswith("over the limit")
    assert "All seats: 1 of 1 taken." in asked.text
    desk.submit(asked, form="/seat-on-purpose", expect=422)
    assert found(waits).status is Status.WAITLISTED

    page = desk.submit(asked, {"reason": "The minister comes"}, form="/seat-on-purpose")

    assert found(waits).status is Status.CONFIRMED
    assert "Confirmed over the limit on purpose. All seats: 1 of 1 taken." in page.text
    assert "The minister comes" in page.text
    assert "All seats: at most 1." in page.one("ol", class_name="timeline").text
    desk.submit(asked, {"reason": "Again"}, form="/seat-on-purpose", expect=409)


def test_whoever_says_yes_on_the_phone_is_confirmed_at_once(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1)
    person = make.registration(roundtable, status=Status.OFFERED)
    asked = desk.get(address(person, "/seat-on-purpose"))
    assert asked.heading.endswith("at once")

    page = desk.submit(asked, {"reason": "Called us"}, form="/seat-on-purpose")

    assert f"confirmed {found(person).full_name} at once" in page.text
    assert "over the limit" not in page.text


def test_the_order_of_the_waiting_list_is_changed_on_purpose(desk, make, full):
    _first, second = (make.registration(full, status=Status.WAITLISTED) for _ in range(2))
    asked = desk.get(address(second, "/place-in-line"))
    assert "Number 2 in line." in asked.text
    assert asked.form("/place-in-line").values["order"] == ["usual"]

    page = desk.submit(asked, {"order": "first"}, form="/place-in-line")

    assert "is number 1 in line" in page.root.text
    assert "Before the others" in page.one("ol", class_name="timeline").text
    assert letters() == []


def test_another_type_is_chosen_then_asked_its_questions(desk, make, roundtable):
    person = make.registration(roundtable, given_names="Aya", family_name="Koné")
    choice = desk.get(desk.get(address(person)).link("Change Stakeholder type"))
    assert "Civil society" not in [link.text for link in choice.one("main").all("a")]

    form = desk.get(choice.link("United Nations staff"))
    assert form.form("/stakeholder-type").values["family_name"] == ["Koné"]
    page = desk.submit(form, {"un_entity": "undp", "position": "Adviser"}, form="/stakeholder-type")

    assert found(person).stakeholder_type.code == "un_staff"
    assert "Stakeholder type" in page.one("ol", class_name="timeline").text


def test_a_type_without_a_seat_is_refused_with_the_numbers(desk, make, house):
    roundtable = make.roundtable(convenors=[house], caps={"un_staff": 0})
    person = make.registration(roundtable)
    form = desk.get(address(person, "/stakeholder-type?type=un_staff"))

    page = desk.submit(form, {"un_entity": "undp"}, form="/stakeholder-type", expect=409)

    assert "There is no seat for this change" in page.text
    assert "United Nations staff: 0 of 0 taken." in page.text
    assert found(person).stakeholder_type.code == "civil_society"


def test_who_invited_somebody_is_said_by_organizers_and_counts(desk, make):
    mine, theirs = make.organization(short_name="DHF"), make.organization(short_name="FES")
    roundtable = make.roundtable(convenors=[mine, theirs])
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind=Kind.HOST, key=str(theirs.id), cap=0))
    desk = desk_of(desk, make, mine)
    new = f"/organizer/roundtables/{roundtable.slug}/registrations/new?type=civil_society"

    page = desk.submit(desk.get(new), filled("civil_society", host=str(mine.id)), form="/new")
    assert "Invited by DHF" in " ".join(row.text for row in page.all("div", class_name="summary-row"))

    person = db.session.scalars(select(Registration)).one()
    form = desk.get(address(person, "/edit"))
    assert form.form("/edit").values["host"] == [str(mine.id)]
    refused = desk.submit(form, {"host": str(theirs.id)}, form="/edit", expect=409)
    assert "Invited by FES: 0 of 0 taken." in refused.text

    done = desk.submit(form, {"host": ""}, form="/edit")
    assert "The change has been saved." in done.root.text
    assert found(person).host_id is None
    assert letters() == [Letter.ADDED]


def test_only_organizations_that_convene_can_have_invited(desk, make, roundtable):
    other = make.organization()
    form = desk.get(address(make.registration(roundtable), "/edit"))
    answer = desk.open(
        "POST", form.form("/edit").action, data={**form.form("/edit").values, "host": str(other.id)}
    )

    assert answer.status_code == 422


def test_the_page_of_a_roundtable_says_who_awaits_approval(desk, pending):
    page = desk.get(f"/organizer/roundtables/{pending.roundtable.slug}")

    table = desk.get(page.link("1 person awaits approval"))
    assert pending.full_name in table.text


def desk_of(desk, make, organization):
    desk.forget_cookies()
    desk.sign_in(make.organizer(organization))
    return desk

"""Many people at once: what a preview promises is done to them, and to nobody else."""

import re

import pytest
from sqlalchemy import event, select

from registration.extensions import db
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.queries import selections
from registration.rules.letters import Letter
from registration.rules.permissions import Role
from registration.rules.standing import Admission
from registration.rules.statuses import Status


def table(roundtable, **options):
    asked = "&".join(f"{key}={value}" for key, value in options.items())
    return f"/organizer/roundtables/{roundtable.slug}/registrations" + (f"?{asked}" if asked else "")


def statuses(*people):
    db.session.expire_all()
    return [db.session.get(Registration, one.id).status for one in people]


def letters():
    return sorted(message.letter for message in db.session.scalars(select(Message)))


def pick(desk, page, deed, *people):
    """Tick people in the table and press a button of the bar; the page that follows."""
    ids = [one.public_id for one in people]
    return desk.submit(page, {"person": ids}, form="/decisions", button={"deed": deed})


def fates(page):
    return [
        heading.text for section in page.all("section", class_name="fate") for heading in section.all("h2")
    ]


def messages(page):
    return [message.text for message in page.all("div", class_name="toast")]


@pytest.fixture
def by_approval(make, house):
    return make.roundtable(convenors=[house], cap=2, admission=Admission.APPROVAL)


@pytest.fixture
def pending(make, by_approval):
    return [make.registration(by_approval, status=Status.PENDING) for _ in range(3)]


def test_the_preview_says_who_is_confirmed_who_waits_and_why_and_changes_nothing(desk, by_approval, pending):
    preview = pick(desk, desk.get(table(by_approval)), "approve", *pending)

    assert fates(preview) == ["2 will be confirmed", "1 would go to the waiting list"]
    assert "All seats: 2 of 2 taken." in preview.text
    assert [link.text for link in preview.one("main").all("a")][:3] == [one.full_name for one in pending]
    assert statuses(*pending) == [Status.PENDING] * 3
    assert letters() == []


def test_what_was_previewed_is_done_once(desk, by_approval, pending):
    preview = pick(desk, desk.get(table(by_approval, status="pending")), "approve", *pending)

    done = desk.submit(preview, form="/decisions")

    assert statuses(*pending) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert messages(done) == [
        "2 people are confirmed and are being told by mail.",
        "1 person is on the waiting list and is being told by mail.",
    ]
    assert "status=pending" in done.url
    again = desk.submit(preview, form="/decisions")
    assert messages(again) == ["3 people were skipped: this has changed in the meantime."]
    assert letters() == [Letter.CONFIRMED, Letter.CONFIRMED, Letter.WAITLISTED]


def test_those_without_a_seat_can_be_left_awaiting_approval(desk, by_approval, pending):
    preview = pick(desk, desk.get(table(by_approval)), "approve", *pending)

    desk.submit(preview, {"without_seat": "leave"}, form="/decisions")

    assert statuses(*pending) == [Status.CONFIRMED, Status.CONFIRMED, Status.PENDING]


def test_a_seat_that_has_gone_since_the_preview_puts_nobody_on_the_list(desk, make, by_approval, pending):
    preview = pick(desk, desk.get(table(by_approval)), "approve", *pending[:2])
    make.registration(by_approval)

    done = desk.submit(preview, form="/decisions")

    assert statuses(*pending) == [Status.CONFIRMED, Status.PENDING, Status.PENDING]
    assert messages(done)[1] == "1 person was skipped: the seat has been taken in the meantime."


def test_whoever_is_decided_about_already_is_skipped_with_the_reason(desk, by_approval, pending):
    page = desk.get(table(by_approval))
    one = pick(desk, page, "decline", pending[0])
    desk.submit(one, form="/decisions")

    preview = pick(desk, page, "approve", *pending[:2])

    assert fates(preview) == ["1 will be confirmed", "1 is skipped: Not approved"]
    assert pending[0].public_id not in preview.form("/decisions").values["person"]


def test_declining_many_gives_all_the_same_reason(desk, by_approval, pending):
    preview = pick(desk, desk.get(table(by_approval)), "decline", *pending)
    assert fates(preview) == ["3 will be declined"]
    desk.submit(preview, {"reason": "x" * 1001}, form="/decisions", expect=422)

    desk.submit(preview, {"reason": "The room is small", "shown": True}, form="/decisions")

    assert statuses(*pending) == [Status.DECLINED] * 3
    assert {(one.reason, one.reason_shown) for one in map(db.session.merge, pending)} == {
        ("The room is small", True)
    }


def test_a_question_to_many_is_needed_before_it_is_sent(desk, by_approval, pending):
    preview = pick(desk, desk.get(table(by_approval)), "ask", *pending[:2])

    again = desk.submit(preview, form="/decisions", expect=422)
    assert fates(again) == ["2 will be asked"]
    done = desk.submit(again, {"question": "Who sends you?"}, form="/decisions")

    assert messages(done) == ["The question is on its way to 2 people."]
    assert letters() == [Letter.INQUIRY] * 2


def test_those_who_wait_are_put_before_the_others(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=0)
    waits = [make.registration(roundtable, status=Status.WAITLISTED) for _ in range(3)]
    page = desk.get(table(roundtable))
    assert [button.attributes["value"] for button in page.all("button", name="deed")] == [
        "decline",
        "first",
        "usual",
    ]
    desk.submit(pick(desk, page, "first", waits[2]), form="/decisions")

    preview = pick(desk, page, "first", *waits[1:])

    assert fates(preview) == ["1 will wait before the others", "1 is skipped: the place is this one already"]
    assert "Before the others" in desk.get(table(roundtable)).text


def test_people_of_other_roundtables_and_nobodies_are_not_found(desk, make, by_approval, pending):
    foreign = make.registration(make.roundtable(admission=Admission.APPROVAL), status=Status.PENDING)
    form = desk.get(table(by_approval)).form("/decisions")
    ids = [pending[0].public_id, foreign.public_id, "\x00", "1", "0" * 36]
    data = {**form.values, "person": ids, "deed": "approve"}

    preview = desk.open("POST", form.action, data=data)
    assert foreign.full_name not in preview.text
    assert pending[0].full_name in preview.text
    desk.open("POST", form.action, data={**data, "decided": "yes", "without_seat": "wait"})

    assert statuses(pending[0], foreign) == [Status.CONFIRMED, Status.PENDING]


@pytest.mark.parametrize("sent", [{}, {"deed": "approve"}, {"deed": "burn", "person": "x"}, {"person": "x"}])
def test_nobody_or_nothing_chosen_leads_back_with_a_word(desk, by_approval, pending, sent):
    form = desk.get(table(by_approval, status="pending", q="a")).form("/decisions")

    answer = desk.open("POST", form.action, data={**form.values, **sent})

    assert answer.status_code == 303
    back = desk.get(answer.headers["Location"])
    assert messages(back) == ["Select the people first, then choose what to do."]
    assert "status=pending" in back.url
    assert "q=a" in back.url


def test_more_than_can_be_looked_through_is_refused(desk, by_approval, pending):
    form = desk.get(table(by_approval)).form("/decisions")
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(selections.MOST + 1)]

    answer = desk.open("POST", form.action, data={**form.values, "deed": "approve", "person": ids})

    assert answer.status_code == 303
    assert messages(desk.get(answer.headers["Location"])) == ["Please select at most 1000 people at once."]


def test_many_are_decided_in_units_of_fifty(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=100, admission=Admission.APPROVAL)
    people = [make.registration(roundtable, status=Status.PENDING) for _ in range(52)]
    form = desk.get(table(roundtable)).form("/decisions")
    ids = [one.public_id for one in people]
    locks = []

    def listen(_connection, _cursor, statement, *_rest):
        if re.match(r"\s*UPDATE roundtables SET seats_version", statement):
            locks.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    sent = {**form.values, "deed": "approve", "person": ids, "decided": "yes", "without_seat": "wait"}
    desk.open("POST", form.action, data=sent)
    event.remove(db.engine, "before_cursor_execute", listen)

    assert len(locks) == 2
    assert set(statuses(*people)) == {Status.CONFIRMED}


def test_whom_one_can_do_nothing_about_is_not_ticked(make, house, sign_in, by_approval, pending):
    exporting = sign_in(make.organizer(house, role=Role.VIEWER, may_export=True)).get(table(by_approval))
    assert len(exporting.all("input", name="person")) == 3
    assert exporting.all("button", name="deed") == exporting.all("button", name="change") == []

    viewer = sign_in(make.organizer(house, role=Role.VIEWER, may_export=False)).get(table(by_approval))
    assert viewer.all("input", name="person") == []

"""How organizers invite: the table, one invitation, many at once, replies that came by phone."""

from datetime import timedelta

from sqlalchemy import select

from registration.actions import audit, invitations, replies
from registration.extensions import db, transaction
from registration.models.invitations import Invitation
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration
from registration.queries import questions
from registration.rules import local_times
from registration.rules.invitations import Reply
from registration.rules.letters import Letter
from registration.rules.permissions import Role
from registration.rules.questions import Belongs
from registration.rules.statuses import Status
from tests.hostile.names import ATTACKS
from tests.statements import statements


def table(roundtable, rest=""):
    return f"/organizer/roundtables/{roundtable.slug}/invitations{rest}"


def read(invitation):
    return db.session.get(Invitation, invitation.id, populate_existing=True)


def newest():
    return db.session.scalars(
        select(Invitation).order_by(Invitation.id.desc()).execution_options(populate_existing=True)
    ).first()


def said(page):
    return [one.text for one in page.all("div", class_name="toast")]


def letters():
    return list(db.session.scalars(select(Message.letter).order_by(Message.id)))


def addressees(page):
    links = [link for cell in page.all("th", scope="row") for link in cell.all("a")]
    return [link.text for link in links if "/invitations/" in link.attributes["href"]]


def on_the_wall(moment, roundtable):
    return local_times.on_the_wall(moment, roundtable.zone).strftime("%Y-%m-%dT%H:%M")


def answer(roundtable, make, **values):
    """What somebody types into the form of an invitation."""
    return {
        "organization": "Lake Region Women for Peace",
        "given_names": "Aya",
        "family_name": "Koné",
        "email": "aya@example.org",
        "respond_by": on_the_wall(make.now() + timedelta(days=5), roundtable),
        **values,
    }


def written(desk, roundtable, values, *, then="save", expect=200):
    page = desk.get(table(roundtable, "/new?type=civil_society"))
    return desk.submit(page, values, button={"then": then}, expect=expect)


def test_one_is_written_kept_changed_and_sent(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5)
    assert "Civil society" in desk.get(table(roundtable, "/new")).text

    page = written(desk, roundtable, answer(roundtable, make, holds=True, seats="2", words="Welcome"))

    draft = newest()
    assert (draft.status, draft.held, draft.seats, letters()) == (Reply.DRAFT, 0, 2, [])
    assert draft.delegation == "organization:lake region women for peace"
    assert all(words in page.text for words in ("Aya Koné", "Not sent yet", "Welcome"))
    page = desk.get(table(roundtable, f"/{draft.public_id}/edit"))
    desk.submit(page, {"office": "Office of the President", "seats": "1"}, form="edit")
    overtaken = desk.submit(page, {"seats": "3"}, form="edit", expect=409)
    assert "Someone else has saved this" in overtaken.text
    assert (read(draft).office, read(draft).seats, read(draft).respond_by) == (
        "Office of the President",
        1,
        draft.respond_by,
    )
    page = desk.get(table(roundtable, f"/{draft.public_id}"))
    page = desk.submit(page, form="deeds", button={"deed": "send"})

    assert said(page) == ["1 invitation is on its way."]
    assert (read(draft).status, read(draft).held, letters()) == (Reply.SENT, 1, [Letter.INVITATION])
    assert "Organizer" in page.text
    assert "sent an invitation" in page.text


def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_stored(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1)
    desk_says = [
        ({"email": "nobody", "seats": "0", "organization": ""}, 422, "Enter an e-mail address in full"),
        ({"holds": True, "respond_by": ""}, 422, "Seats are held until a day"),
        ({"respond_by": "2020-01-01T10:00"}, 422, "This time is over"),
        ({"respond_by": "2090-01-01T10:00"}, 422, "has begun by then"),
        ({"holds": True, "seats": "2"}, 409, "All seats: 1 of 1 taken."),
    ]
    for values, status, words in desk_says:
        page = written(desk, roundtable, answer(roundtable, make, **values), then="send", expect=status)
        assert words in page.text
        assert page.form().values["family_name"] == ["Koné"]
    assert newest() is None

    written(desk, roundtable, answer(roundtable, make))
    page = written(desk, roundtable, answer(roundtable, make), expect=422)
    assert "This addressee is already invited" in page.text


def test_the_table_counts_narrows_and_shows_mail_that_did_not_arrive(desk, make, house, organizer):
    roundtable = make.roundtable(convenors=[house], cap=20)
    held = make.invitation(
        roundtable, "member_state", office="Permanent Representative", holds=True, host_id=house.id
    )
    draft = make.invitation(roundtable, sent=False)
    regrets = make.invitation(roundtable, answers={"family_name": ATTACKS[0]})
    with transaction() as session:
        room = invitations.lock_of(session.get(Invitation, regrets.id))
        by = audit.organizer(organizer.id)
        replies.regret(room, session.get(Invitation, regrets.id), "Away", by=by, at=make.now())
        letter = session.scalars(select(Message).where(Message.invitation_id == held.id)).one()
        letter.delivery, letter.last_error = Delivery.BOUNCED, "550 No such mailbox"

    page = desk.get(table(roundtable))

    assert [cell.text for cell in page.all("dd")][:6] == ["2", "0", "0", "1", "1", "0"]
    assert "Room to invite 38 more" in page.text
    assert "19 seats are free" in page.text
    assert "Half of those invited" in page.text
    assert "Mail not delivered" in page.text
    assert len(addressees(page)) == 3
    for rest, wanted in (
        ("?status=draft", [draft.full_name]),
        ("?type=member_state", ["Permanent Representative"]),
        (f"?host={house.id}", ["Permanent Representative"]),
        ("?q=permanent+sweden", ["Permanent Representative"]),
        (f"?q={draft.email}", [draft.full_name]),
        ("?mail=failed", ["Permanent Representative"]),
    ):
        assert addressees(desk.get(table(roundtable, rest))) == wanted
    assert "did not arrive" in desk.get(table(roundtable, f"/{held.public_id}")).text


def test_the_table_asks_as_much_for_many_as_for_few(desk, make, house):
    roundtable = make.roundtable(convenors=[house])
    make.invitation(roundtable)
    few = statements(lambda: desk.get(table(roundtable)))
    for _ in range(5):
        make.invitation(roundtable, host_id=house.id)

    assert statements(lambda: desk.get(table(roundtable))) <= few + 1


def test_many_are_sent_reminded_extended_and_taken_back(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=3)
    drafts = [
        make.invitation(roundtable, sent=False, holds=True, respond_by=make.now() + timedelta(days=2))
        for _ in range(4)
    ]
    ids = [one.public_id for one in drafts]

    def do(deed, values=None, ids=ids):
        page = desk.submit(
            desk.get(table(roundtable)), {"invitation": ids}, form="/deeds", button={"deed": deed}
        )
        return page, desk.submit(page, values or {}, form="/deeds")

    preview, done = do("send")
    assert "3 invitations will be sent" in preview.text
    assert "1 is left out: there is no seat to hold. All seats: 3 of 3 taken." in preview.text
    assert said(done) == ["3 invitations are on their way."]
    again = desk.submit(preview, form="/deeds")
    assert said(again)[0] == "3 invitations were left as they are: they have changed in the meantime."
    assert letters() == [Letter.INVITATION] * 3

    sent = [one.public_id for one in drafts if read(one).status is Reply.SENT]
    preview, done = do("remind", {"words": "Please do tell us"}, ids=sent)
    assert said(done) == ["3 reminders are on their way."]
    again = desk.submit(preview, {"words": "Once more"}, form="/deeds")
    assert "reminded within the last twelve hours" in said(again)[0]
    later = make.now() + timedelta(days=4)
    preview, done = do("extend", {"respond_by": on_the_wall(later, roundtable)}, ids=sent)
    assert said(done) == ["3 invitees have more time and are being told by mail."]
    assert "3 invitees will have more time" in preview.text
    again = desk.submit(preview, {"respond_by": on_the_wall(later, roundtable)}, form="/deeds")
    assert said(again) == ["3 invitations were left as they are: this day is set already"]
    over = desk.submit(preview, {"respond_by": "2020-01-01T10:00"}, form="/deeds", expect=422)
    assert "This time is over" in over.text
    _preview, done = do("revoke", {"tell": False}, ids=sent)
    assert said(done) == ["3 invitations are taken back."]
    assert letters().count(Letter.INVITATION_REVOKED) == 0
    assert {read(one).status for one in drafts} == {Reply.REVOKED, Reply.DRAFT}


def test_what_a_list_answered_stays_on_the_invitation_and_is_filled_in(desk, make, house):
    roundtable = make.roundtable(convenors=[house])
    for key, belongs in (("badge", Belongs.PERSON), ("table", Belongs.DELEGATION)):
        make.question(roundtable, key, organizer_only=True, belongs=belongs)
    brought = {"badge": "Blue", "table": "Front"}
    one = make.invitation(roundtable, own_answers=brought, seats=2)

    page = desk.get(table(roundtable, f"/{one.public_id}"))
    assert "badge Blue" in page.root.text
    page = desk.submit(desk.get(table(roundtable, f"/{one.public_id}/edit")), {"family_name": "Berg"})
    assert (read(one).full_name.split()[-1], read(one).own_answers) == ("Berg", brought)

    filled = desk.get(table(roundtable, f"/{one.public_id}/acceptance?instead=yes")).form("acceptance").values
    assert (filled["own_badge"], filled["own_table"]) == ([""], ["Front"])
    page = desk.get(table(roundtable, f"/{one.public_id}/acceptance"))
    assert page.form("acceptance").values["own_badge"] == ["Blue"]
    desk.submit(page, {"own_badge": "", "own_table": "Back"}, form="acceptance")
    (guest,) = db.session.scalars(select(Registration))
    assert questions.answers(guest, questions.of(roundtable.id)) == {"table": "Back"}


def test_replies_that_came_by_phone_are_put_on_record(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=2)
    comes, other, nobody = (make.invitation(roundtable, holds=number < 2) for number in range(3))

    page = desk.get(table(roundtable, f"/{comes.public_id}/acceptance"))
    page = desk.submit(page, form="acceptance")
    assert (read(comes).status, read(comes).held) == (Reply.ACCEPTED, 0)
    assert comes.full_name in said(page)[0]
    page = desk.get(table(roundtable, f"/{other.public_id}/acceptance?instead=yes"))
    named = {"given_names": "Bo", "family_name": "Li", "position": "Aide", "email": "bo@example.org"}
    wrong = desk.submit(page, {**named, "organization": "Another one"}, expect=409)
    assert "Only somebody of the same delegation" in wrong.text
    desk.submit(page, named)
    assert read(other).status is Reply.SUBSTITUTED
    desk.submit(desk.get(table(roundtable, f"/{nobody.public_id}/regrets")), {"word": "Away"}, form="regrets")
    assert (read(nobody).status, read(nobody).regrets) == (Reply.REGRETS, "Away")

    people = db.session.execute(
        select(Registration.family_name, Registration.status).order_by(Registration.id)
    ).all()
    assert people == [(comes.answers["family_name"], Status.CONFIRMED), ("Li", Status.CONFIRMED)]
    page = desk.get(table(roundtable, f"/{other.public_id}"))
    assert "Bo Li" in page.text
    assert "comes instead of an invitee" in page.text
    assert "They send regrets" in desk.get(table(roundtable, f"/{comes.public_id}/reply")).text


def test_somebody_who_has_registered_already_is_linked(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=5)
    invitation = make.invitation(roundtable, holds=True, answers={"family_name": "Okafor"})
    registered = make.registration(roundtable, family_name="Okafor")
    make.registration(roundtable, family_name="Berg")

    page = desk.get(table(roundtable, f"/{invitation.public_id}/link"))
    assert "Okafor" in page.text
    assert "Berg" not in page.text
    page = desk.submit(page, form="/link")

    assert (read(invitation).status, read(invitation).held) == (Reply.ACCEPTED, 0)
    assert registered.full_name in page.text
    desk.get(table(roundtable, f"/{invitation.public_id}/link"), expect=409)


def test_who_may_not_reach_people_sees_no_address_and_changes_nothing(sign_in, make, house):
    roundtable = make.roundtable(convenors=[house])
    invitation = make.invitation(roundtable)
    viewer = sign_in(make.organizer(house, role=Role.VIEWER))

    for rest in ("", f"?q={invitation.email}", f"/{invitation.public_id}"):
        page = viewer.get(table(roundtable, rest))
        assert invitation.email not in page.text.replace(f'value="{invitation.email}"', "")
        assert page.all("button", type="submit") == [] or "/deeds" not in str(page.all("form"))
    viewer.get(table(roundtable, "/new"), expect=404)


def test_somebody_else_comes_and_the_place_is_given_back(desk, make, house):
    roundtable = make.roundtable(convenors=[house], cap=1)
    first = make.registration(roundtable)
    base = f"/organizer/roundtables/{roundtable.slug}/registrations"
    page = desk.get(f"{base}/{first.public_id}/substitution")
    assert page.form("/substitution").values["given_names"] == [""]
    assert page.form("/substitution").values["organization"] == [first.organization]

    named = {"given_names": "Bo", "family_name": "Li", "position": "Aide", "email": "bo@example.org"}
    wrong = desk.submit(page, {**named, "organization": "Another"}, form="/substitution", expect=409)
    assert "Only another person of the same delegation" in wrong.text
    page = desk.submit(page, named, form="/substitution")
    assert "The place has gone to Bo Li" in said(page)[0]
    assert f"Substitutes for {first.full_name}" in page.text
    page = desk.get(f"{base}/{first.public_id}")
    assert "Replaced by Bo Li" in page.text
    page = desk.submit(page, form="/undo")

    people = db.session.execute(
        select(Registration.family_name, Registration.status).order_by(Registration.id)
    ).all()
    assert people == [(first.family_name, Status.CONFIRMED), ("Li", Status.WITHDRAWN)]
    assert "gave the place back" in page.text

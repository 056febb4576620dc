"""What a guest list says beside the form: how cells answer own questions, and who gets answers and tags."""

import pytest
from sqlalchemy import select

from registration.actions import answers, arrivals, audit, invitations, replies, seats, tags
from registration.actions.guest_answers import Answers, Misread
from registration.extensions import db, transaction
from registration.models.questions import Question
from registration.models.registrations import Registration
from registration.models.tags import Tag
from registration.queries import questions
from registration.queries import tags as known_tags
from registration.rules.guest_lists import Wrong
from registration.rules.questions import Belongs, Kind, Option
from registration.rules.questions import Question as Asked
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution

pytestmark = pytest.mark.usefixtures("promises_kept")

OPTIONS = (
    Option("water", {"en": "Water, sanitation", "fr": "Eau"}),
    Option("land", {"en": "Land", "fr": "Terres"}),
    Option("air", {"en": "Air"}, retired=True),
)
BROUGHT = {"table": "Front", "badge": "Blue", "speaks": True, "topic": "Borders"}


@pytest.fixture
def asking(make):
    """A roundtable with questions for organizers, one of them of the delegation, and one that people are asked."""
    roundtable = make.roundtable(cap=9)
    make.question(roundtable, "table", organizer_only=True, belongs=Belongs.DELEGATION)
    make.question(roundtable, "badge", organizer_only=True)
    make.question(roundtable, "speaks", Kind.YES_NO, organizer_only=True)
    make.question(roundtable, "topic")
    return roundtable


@pytest.fixture
def invited(make, asking):
    """Somebody invited by a list that says more than the form asks: invited(seats=2)."""

    def invited(**facts):
        with transaction():
            tags.known(asking.id, "VIP", at=make.now())
        return make.invitation(asking, **{"own_answers": BROUGHT, "tags": ["VIP"], **facts})

    return invited


def known_of(registration):
    """(answers by key, names of tags)."""
    found = db.session.get(Registration, registration.id, populate_existing=True)
    answered = questions.answers(found, questions.of(found.roundtable_id))
    return answered, [tag.name for tag in known_tags.of_people([found]).get(found.id, [])]


@pytest.mark.parametrize(
    ("kind", "cell", "answer"),
    [
        (Kind.TEXT, " two  words\n", "two words"),
        (Kind.LONG_TEXT, "one\n two ", "one\n two"),
        (Kind.CHOICE, "land", "land"),
        (Kind.CHOICE, " eau ", "water"),
        (Kind.CHOICE, "Water, sanitation", "water"),
        (Kind.CHOICES, "Land; Water, sanitation", ["water", "land"]),
        (Kind.CHOICES, "Water, sanitation", ["water"]),
        (Kind.CHOICES, "terres، eau", ["water", "land"]),
        (Kind.CHOICES, "land;land;", ["land"]),
        (Kind.CHOICES, "Terres|Eau", ["water", "land"]),
        (Kind.YES_NO, "oui", True),
        (Kind.YES_NO, "No", False),
        (Kind.DATE, "2027-03-31", "2027-03-31"),
        (Kind.NUMBER, "٣", 3),
    ],
)
def test_a_cell_answers_a_question(app, kind, cell, answer):
    assert Answers(Asked(1, "q", kind, {"en": "Q"}, options=OPTIONS)).read(cell) == answer


@pytest.mark.parametrize(
    ("kind", "cell", "wrong"),
    [
        (Kind.TEXT, "x" * 301, Wrong.TOO_LONG),
        (Kind.LONG_TEXT, "x" * 4001, Wrong.TOO_LONG),
        (Kind.CHOICE, "fire", Wrong.UNKNOWN),
        (Kind.CHOICE, "Air", Wrong.UNKNOWN),
        (Kind.CHOICES, "land; fire", Wrong.UNKNOWN),
        (Kind.YES_NO, "perhaps", Wrong.UNKNOWN),
        (Kind.DATE, "31/03/2027", Wrong.NOT_A_DATE),
        (Kind.DATE, "0001-01-01", Wrong.NOT_A_DATE),
        (Kind.NUMBER, "3.5", Wrong.NOT_A_NUMBER),
        (Kind.NUMBER, "9" * 10, Wrong.NOT_A_NUMBER),
        (Kind.NUMBER, "²", Wrong.NOT_A_NUMBER),
    ],
)
def test_a_cell_that_is_no_answer_says_what_is_wrong(app, kind, cell, wrong):
    with pytest.raises(Misread) as misread:
        Answers(Asked(1, "q", kind, {"en": "Q"}, options=OPTIONS)).read(cell)

    assert misread.value.wrong is wrong


def test_whoever_accepts_gets_tags_and_what_organizers_know(make, do, invited):
    invitation = invited()

    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    # What people are asked is as they left it on the form.
    assert known_of(guest) == ({"table": "Front", "badge": "Blue", "speaks": True}, ["VIP"])


def test_the_second_of_several_gets_what_is_of_the_delegation(make, do, invited):
    invitation = invited(seats=2)
    do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    wish = make.reply(invitation, email="second@example.org", given_names="Second")
    second = do(replies.accept, invitation, wish, by=audit.PERSON)

    assert known_of(second) == ({"table": "Front"}, [])


@pytest.mark.parametrize("policy", [Substitution.AUTOMATIC, Substitution.APPROVAL])
def test_whoever_is_named_gets_what_is_of_the_delegation(make, do, invited, asking, policy):
    with transaction() as session:
        session.merge(asking).substitution = policy
    invitation = invited()

    wish = make.reply(invitation, email="ana@example.org", given_names="Ana")
    successor = do(replies.nominate, invitation, wish, by=audit.PERSON)

    assert known_of(successor) == ({"table": "Front"}, [])


def test_registering_without_the_link_is_the_same_reply(make, arrive, invited, asking):
    invitation = invited()

    guest = arrive(asking, **invitation.answers)

    assert (guest.invitation_id, known_of(guest)[1]) == (invitation.id, ["VIP"])
    assert known_of(guest)[0] == {"table": "Front", "badge": "Blue", "speaks": True}


def test_so_is_reading_the_mail_that_confirms_an_address(make, invited, asking):
    invitation = invited()
    guest = make.registration(asking, status=Status.UNVERIFIED, **invitation.answers)

    with transaction():
        found = db.session.get_one(Registration, guest.id)
        arrivals.confirm_address(seats.lock(asking.id), found, at=make.now())

    assert known_of(guest) == ({"table": "Front", "badge": "Blue", "speaks": True}, ["VIP"])


def test_whoever_is_linked_keeps_what_was_answered_before(make, arrive, do, invited, asking):
    invitation, guest = invited(), arrive(asking)
    badge = next(one for one in questions.of(asking.id) if one.key == "badge")
    with transaction():
        answers.give(db.session.get_one(Registration, guest.id), {badge.id: "Red"}, at=make.now())

    do(invitations.link, invitation, db.session.get_one(Registration, guest.id))

    assert known_of(guest) == ({"table": "Front", "badge": "Red", "speaks": True}, ["VIP"])


def test_what_no_longer_answers_a_question_is_left_out(make, do, invited, asking):
    invitation = invited()
    with transaction() as session:
        for key, kind in (("badge", Kind.NUMBER), ("speaks", Kind.DATE)):
            session.scalars(select(Question).where(Question.key == key)).one().kind = kind

    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    assert known_of(guest)[0] == {"table": "Front"}


def test_what_an_organizer_has_just_emptied_stays_empty(make, do, invited, asking, by):
    invitation = invited()
    badge = next(one for one in questions.of(asking.id) if one.key == "badge")
    wish = make.reply(invitation)

    guest = do(replies.accept, invitation, type(wish)(**{**vars(wish), "own": {badge.id: None}}))

    assert known_of(guest)[0] == {"table": "Front", "speaks": True}


@pytest.mark.parametrize(("deed", "names"), [("rename", ["Head of delegation"]), ("remove", [])])
def test_a_tag_named_anew_or_removed_is_so_on_those_who_are_invited_with_it(make, do, invited, deed, names):
    invitation = invited()
    with transaction():
        (vip,) = db.session.scalars(select(Tag))
        if deed == "rename":
            tags.rename(vip, "Head of delegation", was="VIP", by=audit.SYSTEM, at=make.now())
        else:
            tags.remove(vip, by=audit.SYSTEM, at=make.now())

    guest = do(replies.accept, invitation, make.reply(invitation), by=audit.PERSON)

    assert known_of(guest)[1] == names

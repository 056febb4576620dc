"""Somebody else comes instead of the one who is registered, named on that person's own page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import clock
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution

ANA = {"given_names": "Ana", "family_name": "Silva", "position": "Counsellor", "email": "ana@example.org"}
FORM = "/en/my/registration/substitution"


@pytest.fixture
def people():
    """(name, status) of everybody registered."""

    def people():
        found = db.session.scalars(
            select(Registration).order_by(Registration.id).execution_options(populate_existing=True)
        )
        return [(one.full_name, one.status) for one in found]

    return people


def mailed(address):
    wanted = select(Message.letter).where(Message.recipient == address).order_by(Message.id)
    return list(db.session.scalars(wanted))


def test_the_place_is_passed_on_and_taken_back(client, make, enter, people):
    leaving = make.registration(
        make.roundtable(cap=1), "member_state", given_names="Berit", family_name="Berg"
    )
    own = enter(leaving)

    form = client.get(own.link("Name somebody else"))
    assert "Sweden" in form.text
    assert "state" not in form.form().values
    page = client.submit(form, ANA)

    assert page.heading == "Somebody else has the place"
    assert "Ana Silva comes instead of you." in page.text
    assert people() == [("Berit Berg", Status.SUBSTITUTED), ("Ana Silva", Status.CONFIRMED)]
    assert mailed("ana@example.org") == [Letter.SUCCEEDED]
    assert mailed(leaving.email) == [Letter.SUBSTITUTED]
    ana = db.session.scalars(select(Registration).where(Registration.email == "ana@example.org")).one()
    assert (ana.state, ana.delegation_role, ana.position) == ("SWE", "expert", "Counsellor")

    back = client.submit(enter(leaving), form="/undo")

    assert back.heading == "Your place is confirmed"
    assert people() == [("Berit Berg", Status.CONFIRMED), ("Ana Silva", Status.WITHDRAWN)]


def test_a_second_click_names_nobody_twice(client, make, enter, people):
    enter(make.registration())
    form = client.get(FORM)

    first, second = client.submit(form, ANA), client.submit(form, ANA)

    assert first.heading == second.heading
    assert len(people()) == 2


def test_where_organizers_decide_the_place_stays_until_then(client, make, enter, people):
    roundtable = make.roundtable(substitution=Substitution.APPROVAL)
    enter(make.registration(roundtable, given_names="Berit", family_name="Berg"))

    form = client.get(FORM)
    page = client.submit(form, ANA)
    again = client.submit(form, ANA)

    assert "The organizers decide about whoever is named." in form.text
    assert page.heading == again.heading == "Your place is confirmed"
    assert "Ana Silva was named to come instead." in page.text
    assert "Name somebody else" not in page.text
    assert people() == [("Berit Berg", Status.CONFIRMED), ("Ana Silva", Status.PENDING)]


@pytest.mark.parametrize("never", ["never", "until", "arrived", "withdrawn"])
def test_where_nobody_can_be_named_the_page_offers_nothing(client, make, enter, never):
    policies = {
        "never": {"substitution": Substitution.NEVER},
        "until": {"substitution_until": make.now() - timedelta(minutes=1)},
    }
    registration = make.registration(
        make.roundtable(**policies.get(never, {})),
        status=Status.WITHDRAWN if never == "withdrawn" else Status.CONFIRMED,
        facts={"checked_in_at": clock.now()} if never == "arrived" else {},
    )

    page = enter(registration)

    assert "Name somebody else" not in page.text
    assert client.get(FORM, expect=409).link("See the registration").endswith("/en/my/registration")


def test_once_the_other_has_arrived_nothing_is_taken_back(client, make, enter, people):
    leaving = make.registration()
    enter(leaving)
    before = client.submit(client.get(FORM), ANA)
    with transaction() as session:
        ana = session.scalars(select(Registration).where(Registration.email == "ana@example.org")).one()
        ana.checked_in_at = clock.now()

    assert client.submit(before, form="/undo", expect=409).heading == "This has changed in the meantime"
    assert "Take the place back" not in enter(leaving).text
    assert people()[1] == ("Ana Silva", Status.CONFIRMED)


def test_nobody_comes_instead_of_themselves(client, make, enter, people):
    registration = make.registration(given_names="Ana", family_name="Silva", email="ana@example.org")
    enter(registration)

    page = client.submit(client.get(FORM), ANA, expect=422)

    assert "This person cannot take the place" in page.text
    assert page.form().values["family_name"] == ["Silva"]
    assert people() == [("Ana Silva", Status.CONFIRMED)]

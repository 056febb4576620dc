"""The page of a delegation: its own people alone, registered, replaced and withdrawn by its focal point."""

import pytest
from sqlalchemy import func, select

from registration import links
from registration.actions import audit, focal_points
from registration.extensions import db, transaction
from registration.i18n import LANGUAGES
from registration.models.focal_points import FocalPoint
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.seats import Limit
from registration.rules import seats
from registration.rules.letters import Letter
from registration.rules.standing import Admission
from registration.rules.statuses import Status
from registration.rules.substitutions import Substitution
from tests.hostile.names import MARKUP

SWEDEN = {"state": "SWE"}
SOMEBODY = {
    "represented_by": "mission",
    "delegation_role": "expert",
    "given_names": "Ana",
    "family_name": "Silva",
    "position": "Counsellor",
    "email": "ana@example.org",
}
PERSON = {key: value for key, value in SOMEBODY.items() if key not in ("represented_by", "delegation_role")}
MINE = "/en/delegations/mine"


@pytest.fixture
def roundtable(make):
    return make.roundtable(cap=10)


@pytest.fixture
def swede(make, roundtable):
    return make.registration(roundtable, "member_state", given_names="Saga", family_name="Lind", **SWEDEN)


@pytest.fixture
def focal_point(make, swede):
    return make.focal_point(swede, language="en", email="focal@example.org")


def address(focal_point, language="en"):
    now = db.session.get(FocalPoint, focal_point.id, populate_existing=True)
    return links.delegation(now.public_id, now.link_version, language).removeprefix("http://localhost")


@pytest.fixture
def opened(client, focal_point):
    def opened(language="en"):
        return client.submit(client.get(address(focal_point, language)))

    return opened


def people(roundtable):
    found = select(Registration).where(Registration.roundtable_id == roundtable.id).order_by(Registration.id)
    return [
        (one.full_name, one.status)
        for one in db.session.scalars(found.execution_options(populate_existing=True))
    ]


def mailed(address):
    return list(
        db.session.scalars(select(Message.letter).where(Message.recipient == address).order_by(Message.id))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_says_nothing_and_its_button_opens_the_delegation(client, focal_point, opened, language):
    before = client.get(address(focal_point, language))
    page = opened(language)

    assert "Saga Lind" not in before.text
    assert "Noor" not in before.text
    assert page.url.endswith(f"/{language}/delegations/mine")
    assert "Saga Lind" in page.text


def test_it_shows_the_own_people_their_seats_and_nobody_else(client, make, roundtable, opened):
    make.registration(roundtable, "member_state", state="KEN", given_names="Njeri", family_name="Maina")
    make.registration(
        roundtable,
        "member_state",
        status=Status.WAITLISTED,
        given_names=MARKUP[0],
        family_name="Berg",
        **SWEDEN,
    )
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind=seats.Kind.DELEGATION, key=seats.EVERYONE, cap=3))
    page = opened()

    assert "Seats taken: 1 of 3. Seats left: 2." in page.text
    assert "Waiting list" in page.text
    assert MARKUP[0] in page.text
    assert "Njeri" not in page.text


def test_links_that_were_altered_replaced_or_taken_back_open_nothing(client, make, focal_point, opened):
    link = address(focal_point)
    client.get(link[:-4] + "AAAA", expect=410)
    client.get(f"/en/my/{link.rpartition('/')[2]}")
    client.open("POST", f"/en/invitations/{link.rpartition('/')[2]}")
    opened()
    with transaction():
        found = db.session.get_one(FocalPoint, focal_point.id)
        focal_points.remove(found, by=audit.SYSTEM, at=make.now())

    client.get(link, expect=410)
    client.get(address(focal_point), expect=410)
    client.get(MINE, expect=410)


def test_without_the_link_there_is_no_delegation(client, focal_point):
    client.get(MINE, expect=410)
    client.get(f"{MINE}/registration", expect=410)


def test_people_of_other_delegations_are_not_found(client, make, roundtable, opened):
    other = make.registration(roundtable, "member_state", state="KEN")
    elsewhere = make.registration(make.roundtable(), "member_state", **SWEDEN)
    opened()
    for one in (other, elsewhere):
        for deed in ("replacement", "withdrawal"):
            client.get(f"{MINE}/people/{one.public_id}/{deed}", expect=404)
    form = client.get(f"{MINE}/registration").forms[-1]
    for one in (other, elsewhere):
        data = {"csrf_token": form.values["csrf_token"][0], **SOMEBODY}
        for deed in ("replacement", "withdrawal"):
            answer = client.open("POST", f"{MINE}/people/{one.public_id}/{deed}", data=data)
            assert answer.status_code == 404
    assert people(roundtable)[-1][1] is Status.CONFIRMED


def test_registering_somebody_is_done_once_for_the_own_delegation(client, roundtable, opened):
    opened()
    form = client.get(f"{MINE}/registration")
    client.submit(form, {"given_names": "Ana"}, expect=422)
    page = client.submit(form, SOMEBODY)
    client.submit(form, SOMEBODY)

    assert "state" not in form.forms[-1].values
    assert "Ana Silva" in page.text
    assert people(roundtable) == [("Saga Lind", Status.CONFIRMED), ("Ana Silva", Status.CONFIRMED)]
    made = db.session.scalars(select(Registration).where(Registration.email == "ana@example.org")).one()
    assert (made.delegation, made.registrant_email) == ("state:SWE", "focal@example.org")
    assert mailed("ana@example.org") == [Letter.CONFIRMED]
    assert mailed("focal@example.org") == [Letter.FOCAL_POINT_LINK, Letter.CONFIRMED]


def test_several_lines_are_registered_each_for_itself(client, roundtable, opened):
    opened()
    form = client.get(f"{MINE}/registrations")
    lines = {
        f"line-{number}-{name}": value.replace("ana", f"ana{number}")
        for number in (1, 3)
        for name, value in PERSON.items()
    }
    shared = {"represented_by": "mission", "delegation_role": "expert"}
    wrong = client.submit(form, shared | lines | {"line-3-email": "nobody"}, expect=422)

    assert len(people(roundtable)) == 1
    assert wrong.forms[-1].values["line-1-given_names"] == ["Ana"]
    client.submit(form, shared, expect=422)
    client.submit(form, shared | lines)
    client.submit(form, shared | lines)
    assert [name for name, _status in people(roundtable)] == ["Saga Lind", "Ana Silva", "Ana Silva"]


@pytest.mark.parametrize("facts", [{"admission": Admission.INVITATION}, {"waiting_list_open": False}])
def test_where_nobody_can_be_registered_it_is_said(client, make, facts):
    roundtable = make.roundtable(cap=1, **facts)
    person = make.registration(roundtable, "member_state", **SWEDEN)
    page = client.submit(client.get(address(make.focal_point(person, language="en"))))

    if "admission" in facts:
        assert "Nobody can be registered here now" in page.text
        client.get(f"{MINE}/registration", expect=409)
        client.get(f"{MINE}/registrations", expect=409)
    else:
        client.submit(client.get(f"{MINE}/registration"), SOMEBODY, expect=409)
        several = client.get(f"{MINE}/registrations")
        lines = {
            f"line-1-{name}": value
            for name, value in SOMEBODY.items()
            if name not in ("represented_by", "delegation_role")
        }
        client.submit(
            several, {"represented_by": "mission", "delegation_role": "expert", **lines}, expect=422
        )
    assert len(people(roundtable)) == 1


def test_somebody_is_replaced_and_other_focal_points_are_told(client, make, roundtable, swede, opened):
    make.focal_point(swede, email="second@example.org", language="en")
    opened()
    form = client.get(f"{MINE}/people/{swede.public_id}/replacement")
    page = client.submit(form, PERSON)

    assert "Ana Silva" in page.text
    assert "Saga Lind" not in page.text
    assert people(roundtable) == [("Saga Lind", Status.SUBSTITUTED), ("Ana Silva", Status.CONFIRMED)]
    assert mailed("second@example.org") == [Letter.FOCAL_POINT_LINK, Letter.FOCAL_POINT_NOTE]
    assert Letter.FOCAL_POINT_NOTE not in mailed("focal@example.org")


def test_the_rules_for_substitutions_are_those_of_the_person(client, make, opened, swede, roundtable):
    opened()
    with transaction() as session:
        session.merge(roundtable).substitution = Substitution.NEVER
    client.get(f"{MINE}/people/{swede.public_id}/replacement", expect=409)


def test_somebody_is_withdrawn_and_told(client, roundtable, swede, opened):
    opened()
    form = client.get(f"{MINE}/people/{swede.public_id}/withdrawal")
    client.submit(form, form="withdrawal")
    client.submit(form, form="withdrawal")

    assert people(roundtable) == [("Saga Lind", Status.WITHDRAWN)]
    assert mailed(swede.email) == [Letter.WITHDRAWN]
    assert (
        db.session.scalar(select(func.count()).select_from(Message).where(Message.letter == Letter.WITHDRAWN))
        == 1
    )


def test_organizers_name_change_and_take_back(client, make):
    house = make.organization()
    meeting = make.roundtable(convenors=[house])
    make.registration(meeting, "member_state", **SWEDEN)
    client.sign_in(make.organizer(house))
    here = f"/organizer/roundtables/{meeting.slug}/delegations"
    assert "Sweden" in client.get(here).text
    client.get(f"{here}/focal-points/new?delegation=state:KEN", expect=404)

    form = client.get(f"{here}/focal-points/new?delegation=state:SWE")
    client.submit(form, {"name": "", "email": "x"}, expect=422)
    client.submit(form, {"name": "Noor", "email": "noor@example.org"})
    page = client.submit(form, {"name": "Noor", "email": "noor@example.org"})
    assert "Kenya" not in page.text
    named = db.session.scalars(select(FocalPoint)).one()
    link = address(named)
    assert mailed("noor@example.org") == [Letter.FOCAL_POINT_LINK]
    page = client.submit(page, form="/link")
    assert mailed("noor@example.org") == [Letter.FOCAL_POINT_LINK] * 2

    change = client.get(f"{here}/focal-points/{named.id}")
    client.submit(change, {"email": "other@example.org"})
    client.submit(change, {"email": "third@example.org"}, expect=422)
    client.get(link, expect=410)
    client.get(address(named))
    assert mailed("other@example.org") == [Letter.FOCAL_POINT_LINK]

    page = client.submit(client.get(here), form="/removal")
    assert "other@example.org" not in page.text
    client.get(address(named), expect=410)
    client.submit(form, {"name": "Noor", "email": "other@example.org"})
    client.get(address(named))

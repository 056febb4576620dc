"""The people of an organization: invite, accept, change, remove, hand over; partners and their names."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import clock
from registration.actions import letters
from registration.extensions import db, transaction
from registration.models.access import Visit
from registration.models.colleagues import ColleagueInvitation
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.rules.permissions import Grant, Role
from registration.rules.schedule import FRESH_SIGN_IN

PASSWORD = "nine quiet herons wade"
HOSTILE = '"><b>Ana</b> =1+1'


def link_in_the_letter(app):
    """The link as the worker writes it into the latest letter."""
    with transaction():
        message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        text = (
            letters.compose(message, app.extensions["settings"], at=clock.now())
            .email.get_body(("plain",))
            .get_content()
        )
    return next(word for word in text.split() if "/organizer/join/" in word).removeprefix("http://localhost")


def invite(desk, house, address, **values):
    page = desk.get(f"/organizer/people/{house.slug}/invitations/new")
    return desk.submit(page, {"email": address, "role": "viewer", **values}, form="new")


def grant_of(address, organization):
    db.session.expire_all()
    found = db.session.scalar(select(Organizer).where(Organizer.email == address))
    held = found.membership(organization.id) if found else None
    return held.grant if held else None


def member_page(house, person):
    held = db.session.get(Organizer, person.id).membership(house.id)
    return f"/organizer/people/{house.slug}/members/{held.id}"


def test_somebody_new_is_invited_and_chooses_a_password(app, desk, house, make):
    kind = make.stakeholder_type()
    page = invite(
        desk, house, "new@example.org", role="approver", stakeholder_type=str(kind.id), may_export=True
    )
    assert "Invited, not yet accepted" in page.text
    assert "new@example.org" in page.text
    link = link_in_the_letter(app)
    desk.forget_cookies()

    account = desk.submit(desk.get(link), form=link)
    assert "new@example.org" in account.text
    weak = desk.submit(
        account, {"name": HOSTILE, "password": "short"}, button={"form": "account"}, expect=422
    )
    assert HOSTILE in str(weak.form().values["name"])
    desk.submit(weak, {"name": HOSTILE, "password": PASSWORD}, button={"form": "account"})

    assert grant_of("new@example.org", house) == Grant(
        Role.APPROVER, may_export=True, stakeholder_type_id=kind.id
    )
    account = desk.get("/organizer/account")
    assert "only Civil society" in account.text
    desk.get("/organizer/people", expect=404)
    desk.forget_cookies()
    assert "no longer works" in desk.submit(desk.get(link), form=link, expect=410).text


def test_only_the_invited_address_accepts(app, make, desk, house, sign_in):
    elsewhere = make.organization()
    invited, other = (make.organizer(elsewhere, email=f"{name}@example.org") for name in ("new", "other"))
    invite(desk, house, "New@example.org")
    link = link_in_the_letter(app)

    signed_in_as_other = sign_in(other)
    refused = signed_in_as_other.submit(signed_in_as_other.get(link), form=link, expect=409)
    assert "another address" in refused.text
    assert "new@" not in refused.text.lower()
    assert grant_of("other@example.org", house) is None

    desk.forget_cookies()
    page = desk.submit(desk.get(link), form=link)
    assert page.heading == "Sign in"
    assert grant_of("new@example.org", house) is None
    client = sign_in(invited)
    client.submit(client.get(link), form=link)
    assert grant_of("new@example.org", house) == Grant(Role.VIEWER)


def test_looking_at_a_link_tells_nothing(app, desk, house):
    invite(desk, house, "new@example.org")
    link = link_in_the_letter(app)
    desk.forget_cookies()

    assert desk.get(link).text == desk.get("/organizer/join/" + "x" * 43).text


def test_an_invitation_is_sent_again_and_taken_back(app, desk, house):
    invite(desk, house, "new@example.org")
    first = link_in_the_letter(app)
    page = desk.submit(desk.get("/organizer/people"), form="sending")
    assert "stopped working" in page.html
    second = link_in_the_letter(app)
    again = desk.get(f"/organizer/people/{house.slug}/invitations/new")
    twice = desk.submit(again, {"email": "new@example.org", "role": "owner"}, form="new", expect=422)
    assert "invited already" in twice.text
    desk.submit(desk.get("/organizer/people"), form="end")

    assert db.session.scalar(select(ColleagueInvitation.id)) is None
    desk.forget_cookies()
    for link in (first, second):
        desk.submit(desk.get(link), form=link, expect=410)


def test_rights_are_changed_with_limits_for_approvers_only(make, desk, house):
    ana = make.organizer(house, role=Role.VIEWER, may_export=False, name=HOSTILE)
    desk.get("/organizer/people")
    address = member_page(house, ana)
    limits = {"stakeholder_type": str(make.stakeholder_type().id), "host": str(house.id)}

    refused = desk.submit(desk.get(address), {"role": "manager", **limits}, expect=422)
    assert "Only an approver can be limited" in refused.text
    desk.submit(refused, {"role": "approver", **limits, "sees_sensitive": True})

    wanted = Grant(
        Role.APPROVER,
        sees_sensitive=True,
        stakeholder_type_id=make.stakeholder_type().id,
        host_id=house.id,
    )
    assert grant_of(ana.email, house) == wanted
    foreign = make.organization()
    forged = desk.get(address).form().filled({})
    answer = desk.open("POST", address, data={**forged, "host": str(foreign.id)})
    assert answer.status_code == 422


def test_two_owners_who_change_the_same_person_are_told(make, desk, house):
    ana = make.organizer(house, role=Role.VIEWER)
    first, second = (desk.get(member_page(house, ana)) for _ in range(2))
    desk.submit(first, {"role": "manager"})

    told = desk.submit(second, {"role": "door"}, expect=409)

    assert "Someone else has saved this" in told.text
    assert grant_of(ana.email, house).role is Role.MANAGER
    desk.submit(told, {"role": "door"})
    assert grant_of(ana.email, house).role is Role.DOOR


def test_whoever_is_removed_is_signed_out_at_once(make, sign_in, organizer, house, client):
    ana = make.organizer(house, role=Role.MANAGER)
    sign_in(ana)
    assert db.session.scalar(select(Visit.id).where(Visit.organizer_id == ana.id))
    desk = sign_in(organizer)
    address = member_page(house, ana)

    page = desk.submit(desk.get(f"{address}/removal"), form="removal")

    assert ana.name in page.html
    assert grant_of(ana.email, house) is None
    assert db.session.scalar(select(Visit.id).where(Visit.organizer_id == ana.id)) is None


def test_the_last_owner_stays_and_hands_over(make, desk, organizer, house):
    mine = member_page(house, organizer)
    assert "only owner" in desk.submit(desk.get(f"{mine}/removal"), form="removal", expect=422).text
    assert "only owner" in desk.submit(desk.get(mine), {"role": "viewer"}, expect=422).text
    desk.get(f"{mine}/handover", expect=404)

    ana = make.organizer(house, role=Role.VIEWER)
    page = desk.submit(desk.get(f"{member_page(house, ana)}/handover"), form="handover")

    assert "you are manager" in page.html
    assert (grant_of(ana.email, house).role, grant_of(organizer.email, house).role) == (
        Role.OWNER,
        Role.MANAGER,
    )
    desk.get("/organizer/people", expect=404)


def test_a_sign_in_of_a_while_ago_is_asked_for_again(make, desk, organizer, house):
    with transaction() as session:
        visit = session.scalars(select(Visit).where(Visit.organizer_id == organizer.id)).one()
        earlier = clock.now() - FRESH_SIGN_IN - timedelta(minutes=1)
        visit.contents = {**visit.contents, "confirmed_at": earlier.isoformat()}
    desk.get("/organizer/people")

    page = desk.get(f"/organizer/people/{house.slug}/invitations/new")

    assert page.heading == "Confirm that it is you"
    assert f"people/{house.slug}/invitations/new".replace("/", "%2F") in page.html.replace("/", "%2F")


def test_a_partner_is_set_up_looked_after_and_then_left_alone(app, make, desk, house):
    page = desk.submit(
        desk.get("/organizer/organizations/new"),
        {
            "names-en": "Lake Forum",
            "names-fr": "Forum du Lac",
            "short_name": "LF",
            "url": "https://lake.example.org",
            "owner": "first@example.org",
        },
        form="new",
    )
    assert "Nobody yet" in page.text
    partner = db.session.scalars(select(Organization).where(Organization.slug == "lake-forum")).one()
    assert partner.names == {"en": "Lake Forum", "fr": "Forum du Lac"}
    stranger_sees = make.organizer(make.organization())
    link = link_in_the_letter(app)
    client = desk
    client.forget_cookies()
    page = client.submit(client.get(link), form=link)
    client.submit(page, {"name": "First", "password": PASSWORD}, button={"form": "account"})

    assert grant_of("first@example.org", partner) == Grant(Role.OWNER)
    assert "Lake Forum" in client.get("/organizer/people").text
    client.sign_in(db.session.merge(stranger_sees))
    client.get("/organizer/organizations/lake-forum", expect=404)


def test_the_names_of_ones_own_organization(desk, house, make):
    first, second = (desk.get(f"/organizer/organizations/{house.slug}") for _ in range(2))
    refused = desk.submit(first, {"names-en": "", "url": "javascript:alert(1)"}, expect=422)
    assert "Enter the name in English" in refused.text
    desk.submit(refused, {"names-en": HOSTILE, "url": "https://a.example.org"})

    told = desk.submit(second, {"names-en": "Other"}, expect=409)

    assert "Someone else has saved this" in told.text
    db.session.expire_all()
    assert db.session.get(Organization, house.id).names["en"] == HOSTILE
    desk.get("/organizer/people")


def test_an_organization_steps_back_but_not_the_last(make, desk, house):
    alone, other = make.roundtable(convenors=[house]), make.organization()
    shared = make.roundtable(convenors=[other, house])
    desk.get(f"/organizer/roundtables/{alone.slug}/leaving", expect=409)
    address = f"/organizer/roundtables/{shared.slug}/leaving"
    forged = desk.get(address).form().filled({})
    answer = desk.open("POST", address, data={**forged, "organization": other.slug})
    assert answer.status_code == 422

    desk.submit(desk.get(address), form="leaving")

    desk.get(f"/organizer/roundtables/{shared.slug}", expect=404)
    assert [one.id for one in db.session.merge(shared).convenors] == [other.id]


@pytest.mark.parametrize("page", ["people", "organizations/new"])
def test_only_owners_look_after_people(page, make, house, sign_in):
    client = sign_in(make.organizer(house, role=Role.MANAGER))

    assert "Colleagues" not in client.get("/organizer/account").text
    client.get(f"/organizer/{page}", expect=404)

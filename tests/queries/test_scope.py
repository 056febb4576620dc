"""What an organizer may see is what an organization of theirs convenes."""

import pytest
from sqlalchemy import select

from registration.extensions import db, transaction
from registration.models.organizers import Membership, Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Part, RoundtableOrganization
from registration.queries import scope
from registration.rules.permissions import Permission, Reach, Role
from registration.rules.refusals import NotFound
from registration.rules.statuses import Status


def slugs(organizer, permission):
    return {roundtable.slug for roundtable in db.session.scalars(scope.roundtables(organizer, permission))}


def test_roundtables_of_ones_organizations_are_found_and_no_others(make):
    house, other = make.organization(), make.organization()
    own, shared, foreign = (make.roundtable(convenors=hosts) for hosts in ([house], [other, house], [other]))

    assert slugs(make.organizer(house), Permission.ROUNDTABLES_VIEW) == {own.slug, shared.slug}
    assert foreign.slug not in slugs(make.organizer(house, make.organization()), Permission.ROUNDTABLES_VIEW)


def test_being_a_partner_shows_nothing(make):
    house = make.organization()
    roundtable = make.roundtable()
    partner = RoundtableOrganization(
        roundtable_id=roundtable.id, organization_id=house.id, part=Part.PARTNER, position=2
    )
    db.session.add(partner)
    db.session.commit()
    organizer = make.organizer(house)

    assert slugs(organizer, Permission.ROUNDTABLES_VIEW) == set()
    assert not scope.may(organizer, db.session.merge(roundtable), Permission.ROUNDTABLES_VIEW)


def test_a_role_in_one_organization_gives_nothing_in_another(make):
    viewed, owned = make.organization(), make.organization()
    organizer = make.organizer(viewed, role=Role.VIEWER, may_export=False)
    make_owner = make.organizer(owned, role=Role.OWNER)
    roundtable = make.roundtable(convenors=[viewed])
    mine = make.roundtable(convenors=[owned])

    assert not scope.may(organizer, roundtable, Permission.ROUNDTABLES_EDIT)
    assert scope.may(make_owner, mine, Permission.ROUNDTABLES_EDIT)
    assert not scope.may(make_owner, roundtable, Permission.ROUNDTABLES_VIEW)


def test_exporting_is_granted_apart_from_the_role(make):
    house = make.organization()
    roundtable = make.roundtable(convenors=[house])

    assert scope.may(make.organizer(house, role=Role.VIEWER), roundtable, Permission.LISTS_EXPORT)
    assert not scope.may(make.organizer(house, may_export=False), roundtable, Permission.LISTS_EXPORT)


def test_a_registration_is_found_only_under_its_own_roundtable(make):
    house = make.organization()
    first, second = make.roundtable(convenors=[house]), make.roundtable(convenors=[house])
    somebody, organizer = make.registration(first), make.organizer(house)
    view = Permission.REGISTRATIONS_VIEW

    assert scope.registration(organizer, first.slug, somebody.public_id, view).id == somebody.id
    with pytest.raises(NotFound):
        scope.registration(organizer, second.slug, somebody.public_id, view)
    with pytest.raises(NotFound):
        scope.registration(make.organizer(make.organization()), first.slug, somebody.public_id, view)


def test_a_series_is_offered_to_those_who_have_a_roundtable_in_it(make):
    house = make.organization()
    mine = make.roundtable(convenors=[house])
    make.roundtable()

    found = scope.series(make.organizer(house), Permission.ROUNDTABLES_EDIT)

    assert [series.id for series in found] == [mine.series_id]


def reached(organizer, roundtable, permission):
    """The family names of those whom the permission reaches."""
    rows = db.session.scalars(
        select(Registration).where(
            Registration.roundtable_id == roundtable.id,
            scope.within(scope.reaches(organizer, roundtable, permission)),
        )
    )
    return {row.family_name for row in rows}


def test_a_limited_approver_reaches_one_type_or_one_allotment(make):
    house, guest = make.organization(), make.organization()
    roundtable = make.roundtable(convenors=[house, guest])
    for family_name, kind, host in (
        ("Ally", "civil_society", None),
        ("Borg", "member_state", None),
        ("Cruz", "member_state", guest),
    ):
        make.registration(roundtable, kind, family_name=family_name, facts={"host_id": host and host.id})
    one_type = {"stakeholder_type_id": make.stakeholder_type("civil_society").id}
    one_allotment = {"host_id": guest.id}
    of_type, of_guest, of_both = (
        make.organizer(house, role=Role.APPROVER, granted=granted)
        for granted in (one_type, one_allotment, one_type | one_allotment)
    )
    for organizer, people in ((of_type, {"Ally"}), (of_guest, {"Cruz"}), (of_both, set())):
        for permission in (Permission.REGISTRATIONS_VIEW, Permission.REGISTRATIONS_DECIDE):
            assert reached(organizer, roundtable, permission) == people

    assert reached(
        make.organizer(house, role=Role.APPROVER), roundtable, Permission.REGISTRATIONS_DECIDE
    ) == {
        "Ally",
        "Borg",
        "Cruz",
    }
    assert reached(of_type, roundtable, Permission.REGISTRATIONS_EDIT) == set()


def test_the_door_sees_those_who_are_expected(make):
    house = make.organization()
    roundtable = make.roundtable(convenors=[house])
    make.registration(roundtable, family_name="In", status=Status.CONFIRMED)
    make.registration(roundtable, family_name="Out", status=Status.WAITLISTED)

    door = make.organizer(house, role=Role.DOOR)

    assert reached(door, roundtable, Permission.REGISTRATIONS_VIEW) == {"In"}


def test_each_permission_has_a_reach_of_its_own(make):
    """A viewer of everybody who approves one type for a co-host sees the addresses of that type only."""
    house, guest = make.organization(), make.organization()
    roundtable = make.roundtable(convenors=[house, guest])
    ally = make.registration(roundtable, "civil_society", family_name="Ally")
    borg = make.registration(roundtable, "member_state", family_name="Borg")
    organizer = make.organizer(house, role=Role.VIEWER)
    limit = {"role": Role.APPROVER, "stakeholder_type_id": make.stakeholder_type("civil_society").id}
    with transaction() as session:
        session.add(Membership(organizer_id=organizer.id, organization_id=guest.id, **limit))
    organizer = db.session.get(Organizer, organizer.id)
    roundtable, ally, borg = (db.session.merge(row) for row in (roundtable, ally, borg))
    seen = scope.reaches(organizer, roundtable, Permission.REGISTRATIONS_VIEW)

    assert reached(organizer, roundtable, Permission.REGISTRATIONS_VIEW) == {"Ally", "Borg"}
    assert scope.may_about(organizer, ally, Permission.REGISTRATIONS_CONTACT)
    assert not scope.may_about(organizer, borg, Permission.REGISTRATIONS_CONTACT)
    assert not scope.may_about_all(organizer, roundtable, Permission.REGISTRATIONS_CONTACT, seen)
    assert scope.may_about_all(
        organizer, roundtable, Permission.REGISTRATIONS_VIEW, (Reach(stakeholder_type_id=1),)
    )

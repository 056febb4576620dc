"""What an organizer may see is what an organization of theirs convenes."""

import pytest

from registration.extensions import db
from registration.models.roundtables import Part, RoundtableOrganization
from registration.queries import scope
from registration.rules.permissions import Permission, Role
from registration.rules.refusals import NotFound


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

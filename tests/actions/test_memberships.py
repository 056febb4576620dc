"""The people of an organization: what each may do, who leaves, who stays owner."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from registration.actions import audit, memberships, organizers
from registration.extensions import db, transaction
from registration.models.access import AccessToken, Visit
from registration.models.audit import AuditEntry
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.permissions import Grant, Role
from registration.rules.refusals import ChangedMeanwhile, LastOwner, NotFound, OrganizerExists
from registration.rules.verbs import Verb


def held(organizer, organization):
    db.session.rollback()
    found = db.session.get(Organizer, organizer.id).membership(organization.id)
    return found.grant if found else None


def verbs():
    return [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def letters_to(organizer):
    query = select(Message).where(Message.organizer_id == organizer.id).order_by(Message.id)
    return [message.letter for message in db.session.scalars(query)]


@pytest.fixture
def act(make):
    """An owner does something: act(memberships.remove, organizer, organization)."""

    def act(deed, *arguments, by=audit.OPERATOR, **options):
        with transaction():
            deed(
                *(db.session.merge(row) for row in arguments[:2]),
                *arguments[2:],
                by=by,
                at=make.now(),
                **options,
            )

    return act


def test_a_person_may_belong_to_several_organizations_but_to_each_once(make, act):
    first, second = make.organization(), make.organization()
    ana = make.organizer(first)

    act(memberships.add, ana, second, Grant(Role.VIEWER, may_export=True))
    with pytest.raises(OrganizerExists):
        act(memberships.add, ana, first, Grant(Role.VIEWER))

    assert (held(ana, first).role, held(ana, second)) == (Role.OWNER, Grant(Role.VIEWER, may_export=True))


def test_another_role_counts_at_once_is_on_record_and_the_person_is_told(make, act):
    house = make.organization()
    boss, ana = make.organizer(house), make.organizer(house, role=Role.VIEWER, may_export=False)
    limited = Grant(Role.APPROVER, stakeholder_type_id=make.stakeholder_type().id, host_id=house.id)

    act(memberships.change, ana, house, limited, by=audit.organizer(boss.id))
    act(memberships.change, ana, house, limited, by=audit.organizer(boss.id))

    assert held(ana, house) == limited
    assert letters_to(ana) == [Letter.ROLE_CHANGED]
    assert verbs() == [Verb.ORGANIZER_CHANGED]
    (entry,) = db.session.scalars(select(AuditEntry))
    assert entry.details["stakeholder_type"] == limited.stakeholder_type_id
    act(memberships.change, boss, house, Grant(Role.OWNER), by=audit.organizer(boss.id))
    assert letters_to(boss) == []


def test_a_save_from_an_older_form_is_refused(make, act):
    house = make.organization()
    ana = make.organizer(house, role=Role.VIEWER)
    act(memberships.change, ana, house, Grant(Role.DOOR), version=1)

    with pytest.raises(ChangedMeanwhile):
        act(memberships.change, ana, house, Grant(Role.MANAGER), version=1)

    assert held(ana, house) == Grant(Role.DOOR)


def test_the_last_owner_stays_owner(make, act):
    house = make.organization()
    boss, ana = make.organizer(house), make.organizer(house, role=Role.MANAGER)
    make.organizer(make.organization())

    for deed in (
        lambda: act(memberships.remove, boss, house),
        lambda: act(memberships.change, boss, house, Grant(Role.MANAGER)),
    ):
        with pytest.raises(LastOwner):
            deed()
    assert held(boss, house).role is Role.OWNER

    act(memberships.change, ana, house, Grant(Role.OWNER))
    act(memberships.remove, boss, house)
    assert (held(boss, house), held(ana, house).role) == (None, Role.OWNER)


def test_removing_somebody_ends_visits_only_when_no_other_part_is_left(make, act):
    first, second = make.organization(), make.organization()
    make.organizer(first, second)
    ana = make.organizer(first, second, role=Role.MANAGER)
    with transaction() as session:
        organizers.mint_sign_in(ana, at=make.now())
        moments = dict.fromkeys(("created_at", "seen_at", "expires_at"), make.now())
        session.add(Visit(digest="d" * 64, organizer_id=ana.id, contents={}, **moments))

    act(memberships.remove, ana, first)
    assert db.session.scalar(select(Visit.id))
    assert db.session.scalar(select(AccessToken.id))
    act(memberships.remove, ana, second)

    assert db.session.scalar(select(Visit.id)) is None
    assert db.session.scalar(select(AccessToken.id)) is None
    assert letters_to(ana) == [Letter.ROLE_ENDED, Letter.ROLE_ENDED]
    with pytest.raises(NotFound):
        act(memberships.remove, ana, second)


def test_ownership_is_handed_over_in_one_act(make, act):
    house = make.organization()
    boss, ana = make.organizer(house), make.organizer(house, role=Role.APPROVER, may_export=False)

    with transaction():
        memberships.hand_over(
            *(db.session.merge(row) for row in (boss, ana, house)), by=audit.organizer(boss.id), at=make.now()
        )

    assert (held(boss, house).role, held(ana, house)) == (Role.MANAGER, Grant(Role.OWNER))
    assert (letters_to(ana), letters_to(boss)) == ([Letter.ROLE_CHANGED], [])
    with pytest.raises(NotFound), transaction():
        memberships.hand_over(
            *(db.session.merge(row) for row in (boss, ana, house)), by=audit.organizer(boss.id), at=make.now()
        )


def test_of_two_owners_who_remove_each_other_at_once_one_stays(app, make):
    house = make.organization()
    owners = [make.organizer(house) for _ in range(2)]
    ids, house_id, at = [owner.id for owner in owners], house.id, make.now()
    together = Barrier(2)

    def remove(mine, other):
        with app.app_context():
            together.wait(10)
            try:
                with transaction() as session:
                    memberships.remove(
                        session.get(Organizer, other),
                        session.get(Organization, house_id),
                        by=audit.organizer(mine),
                        at=at,
                    )
            except LastOwner:
                return "refused"
            return "removed"

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(remove, ids, reversed(ids)))

    assert sorted(results) == ["refused", "removed"]
    assert [held(owner, house) is None for owner in owners].count(True) == 1

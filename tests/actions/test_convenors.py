"""Organizations that convene as peers: what one changes the others learn, and the last stays."""

import dataclasses

import pytest
from sqlalchemy import select

from registration.actions import audit, convenors, roundtables, seats
from registration.extensions import db, transaction
from registration.models.organizations import Organization
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.permissions import Role
from registration.rules.refusals import LastConvenor, NotFound
from tests.actions.test_roundtables import plan_of


def convene(make, roundtable, organizations, by):
    with transaction() as session:
        room = seats.lock(roundtable.id)
        wanted = [session.get(Organization, organization.id) for organization in organizations]
        plan = dataclasses.replace(plan_of(room.roundtable), convenors=wanted)
        roundtables.edit(room, plan, version=room.roundtable.version, by=by, at=make.now())


def told():
    messages = db.session.scalars(select(Message).order_by(Message.id))
    return [
        (message.organizer_id, message.facts["organization"], message.facts["convenes"])
        for message in messages
        if message.letter is Letter.CONVENING_CHANGED
    ]


def test_owners_learn_when_their_organization_is_added_or_taken_out(make):
    house, partner = make.organization(), make.organization()
    me, owner = make.organizer(house), make.organizer(partner)
    make.organizer(partner, role=Role.MANAGER)
    roundtable = make.roundtable(convenors=[house])
    by = audit.organizer(me.id)

    convene(make, roundtable, [house, partner], by)
    assert told() == [(owner.id, partner.id, True)]
    convene(make, roundtable, [partner, house], by)
    convene(make, roundtable, [house], by)
    assert told() == [(owner.id, partner.id, True), (owner.id, partner.id, False)]


def test_nobody_writes_to_their_own_organization(make):
    house, other = make.organization(), make.organization()
    me = make.organizer(house, other)
    make.organizer(other)
    roundtable = make.roundtable(convenors=[house])

    convene(make, roundtable, [house, other], audit.organizer(me.id))

    assert told() == []


def test_one_steps_back_and_the_last_stays(make):
    first, second = make.organization(), make.organization()
    roundtable = make.roundtable(convenors=[first, second])

    def leave(organization):
        with transaction() as session:
            room, leaving = seats.lock(roundtable.id), session.get(Organization, organization.id)
            convenors.leave(room, leaving, by=audit.OPERATOR, at=make.now())

    leave(first)
    with pytest.raises(NotFound):
        leave(first)
    with pytest.raises(LastConvenor):
        leave(second)

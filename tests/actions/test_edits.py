"""Another stakeholder type, another host: the seat moves along, whole or not at all."""

import pytest
from sqlalchemy import select

from registration.actions import edits, registrations, seats
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.outbox import Message
from registration.models.seats import Count, Limit
from registration.rules.letters import Letter
from registration.rules.refusals import ChangeWouldNotFit
from registration.rules.seats import Kind
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

pytestmark = pytest.mark.usefixtures("promises_kept")


def taken(roundtable, kind):
    rows = db.session.execute(
        select(Count.key, Count.taken).where(Count.roundtable_id == roundtable.id, Count.kind == kind)
    )
    return {key: taken for key, taken in rows if taken}


def letters():
    return [message.letter for message in db.session.scalars(select(Message).order_by(Message.id))]


@pytest.fixture
def hosted(make):
    """A roundtable of two organizations; the first has one seat of its own."""
    hosts = [make.organization(), make.organization()]
    roundtable = make.roundtable(convenors=hosts)
    with transaction() as session:
        session.add(Limit(roundtable_id=roundtable.id, kind=Kind.HOST, key=str(hosts[0].id), cap=1))
    return roundtable, hosts


def test_another_type_takes_the_seat_along(make, arrive, act):
    roundtable = make.roundtable(caps={"civil_society": 1})
    somebody = arrive(roundtable)
    waits = arrive(roundtable)
    kind = make.stakeholder_type("un_staff")

    changed = act(edits.edit, somebody, {"un_entity": "undp"}, kind=kind)

    assert {"stakeholder_type", "un_entity", "ecosoc_status"} <= set(changed)
    assert (somebody.ecosoc_status, somebody.delegation) == (None, "un_entity:undp")
    assert waits.status is Status.CONFIRMED
    assert taken(roundtable, Kind.STAKEHOLDER_TYPE) == {"un_staff": 1, "civil_society": 1}


def test_a_type_without_a_seat_leaves_everything_as_it_was(make, arrive, act):
    roundtable = make.roundtable(caps={"un_staff": 0})
    somebody = arrive(roundtable)

    with pytest.raises(ChangeWouldNotFit) as refused:
        act(edits.edit, somebody, {"un_entity": "undp"}, kind=make.stakeholder_type("un_staff"))

    assert refused.value.facts["decision"]["key"] == "un_staff"
    db.session.expire_all()
    assert (somebody.stakeholder_type.code, somebody.status) == ("civil_society", Status.CONFIRMED)


def test_whoever_waits_is_looked_at_anew_as_of_another_type(make, arrive, act):
    roundtable = make.roundtable(caps={"civil_society": 0})
    waits = arrive(roundtable)

    act(edits.edit, waits, {"un_entity": "undp"}, kind=make.stakeholder_type("un_staff"))

    assert waits.status is Status.CONFIRMED


def test_the_host_is_part_of_the_party_and_nothing_the_person_is_told(hosted, arrive, act):
    roundtable, hosts = hosted
    somebody = arrive(roundtable)

    assert act(edits.edit, somebody, {}, host=edits.Host(hosts[0].id)) == ["invited_by"]

    assert taken(roundtable, Kind.HOST) == {str(hosts[0].id): 1}
    assert letters() == [Letter.CONFIRMED]
    edited = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == Verb.EDITED)).one()
    assert edited.details == {"fields": ["invited_by"]}

    act(edits.edit, somebody, {"position": "Director"}, host=edits.Host(None))

    assert taken(roundtable, Kind.HOST) == {}
    changed = db.session.scalars(select(Message).where(Message.letter == Letter.CHANGED)).one()
    assert changed.facts == {"changed": ["position"], "corrected": [["position", "Adviser", "Director"]]}


def test_a_host_whose_seats_are_taken_takes_nobody_over(hosted, arrive, act):
    roundtable, hosts = hosted
    first, second = arrive(roundtable), arrive(roundtable)
    act(edits.edit, first, {}, host=edits.Host(hosts[0].id))

    with pytest.raises(ChangeWouldNotFit):
        act(edits.edit, second, {}, host=edits.Host(hosts[0].id))

    db.session.expire_all()
    assert second.host_id is None


def test_not_speaking_of_the_host_keeps_it(hosted, arrive, act):
    roundtable, hosts = hosted
    somebody = arrive(roundtable)
    act(edits.edit, somebody, {}, host=edits.Host(hosts[1].id))

    act(edits.edit, somebody, {"position": "Director"})

    assert somebody.host_id == hosts[1].id


def test_organizers_add_somebody_to_the_seats_of_a_host(hosted, make, by):
    roundtable, hosts = hosted
    added = []
    for _ in range(2):
        wish = make.wish()
        wish = type(wish)(wish.stakeholder_type, wish.answers, wish.language, host_id=hosts[0].id)
        with transaction():
            added.append(registrations.add(seats.lock(roundtable.id), wish, by=by, at=make.now()))

    assert [one.status for one in added] == [Status.CONFIRMED, Status.WAITLISTED]
    assert added[1].decision["kind"] == Kind.HOST

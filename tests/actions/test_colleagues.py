"""Invitations to colleagues: for the address they were sent to, for one use, until they are taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration.actions import audit, colleagues, letters, outbox, passwords
from registration.extensions import db, transaction
from registration.models.audit import AuditEntry
from registration.models.colleagues import ColleagueInvitation
from registration.models.organizers import Organizer
from registration.models.outbox import Delivery, Message
from registration.rules.permissions import Grant, Role
from registration.rules.refusals import (
    ColleagueInvited,
    InvitedByAnotherAddress,
    LinkExpired,
    OrganizerExists,
)
from registration.rules.verbs import Verb

GRANT = Grant(Role.VIEWER, may_export=True)


@pytest.fixture
def house(make):
    return make.organization()


def invite(make, house, email="new@example.org"):
    with transaction() as session:
        colleagues.invite(session.merge(house), email, GRANT, language="fr", by=audit.OPERATOR, at=make.now())


def sent(app, make):
    """The secret in the latest letter, as the worker writes it."""
    with transaction():
        message = db.session.scalars(select(Message).order_by(Message.id.desc())).first()
        written = letters.compose(message, app.extensions["settings"], at=make.now())
    text = written.email.get_body(("plain",)).get_content()
    assert "/organizer/join/" not in written.text
    return text.split("/organizer/join/")[1].split()[0]


def accept(make, secret, organizer, later=timedelta()):
    with transaction() as session:
        colleagues.accept(secret, session.merge(organizer), at=make.now() + later)


def test_whoever_it_was_sent_to_accepts_it_once(app, make, house):
    ana = make.organizer(make.organization(), email="Ana@example.org")
    invite(make, house, "ana@Example.org")
    secret = sent(app, make)
    stored = db.session.scalars(select(ColleagueInvitation)).one()
    assert stored.digest
    assert secret not in stored.digest

    accept(make, secret, ana)

    assert db.session.get(Organizer, ana.id).membership(house.id).grant == GRANT
    with pytest.raises(LinkExpired):
        accept(make, secret, ana)
    verbs = [entry.verb for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert verbs == [Verb.COLLEAGUE_INVITED, Verb.COLLEAGUE_JOINED]


def test_a_link_that_was_passed_on_gives_nothing(app, make, house):
    somebody = make.organizer(make.organization())
    invite(make, house)
    secret = sent(app, make)

    with pytest.raises(InvitedByAnotherAddress):
        accept(make, secret, somebody)

    assert db.session.get(Organizer, somebody.id).membership(house.id) is None
    assert db.session.scalar(select(ColleagueInvitation.id))


def test_a_new_person_gets_an_account(app, make, house):
    invite(make, house)
    secret, password = sent(app, make), passwords.hashed("nine quiet herons wade")
    about = {"name": "Ana", "language": "fr", "at": make.now()}
    with transaction():
        ana = colleagues.accept_as_new(secret, password, **about)

    ana = db.session.get(Organizer, ana.id)
    assert (ana.email, ana.name, ana.membership(house.id).grant) == ("new@example.org", "Ana", GRANT)
    assert passwords.matches(ana.password_hash, "nine quiet herons wade")
    with pytest.raises(LinkExpired), transaction():
        colleagues.accept_as_new(secret, password, **about)


def test_nobody_is_invited_twice_nor_who_is_there_already(make, house):
    ana = make.organizer(house)
    invite(make, house)
    for email, refusal in ((ana.email.upper(), OrganizerExists), ("NEW@example.org", ColleagueInvited)):
        with pytest.raises(refusal):
            invite(make, house, email)
    invite(make, make.organization())


def test_a_link_lives_a_week_and_is_replaced_by_sending_again(app, make, house):
    ana = make.organizer(email="new@example.org")
    invite(make, house)
    first = sent(app, make)
    for later, secret in ((timedelta(days=7, minutes=1), first), (timedelta(), "s" * 43)):
        with pytest.raises(LinkExpired):
            accept(make, secret, ana, later)

    with transaction():
        found = db.session.scalars(select(ColleagueInvitation)).one()
        colleagues.send_again(found, by=audit.OPERATOR, at=make.now())
    second = sent(app, make)
    with pytest.raises(LinkExpired):
        accept(make, first, ana)
    accept(make, second, ana)


def test_what_is_taken_back_is_not_sent_any_more(app, make, house):
    ana = make.organizer(email="new@example.org")
    invite(make, house)
    secret = sent(app, make)
    with transaction():
        found = db.session.scalars(select(ColleagueInvitation)).one()
        colleagues.take_back(found, by=audit.OPERATOR, at=make.now())

    (message,) = db.session.scalars(select(Message))
    assert message.delivery is Delivery.FAILED
    assert not outbox.anything_due(make.now() + timedelta(hours=1))
    with pytest.raises(LinkExpired):
        accept(make, secret, ana)

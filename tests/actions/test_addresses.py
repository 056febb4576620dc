"""A new address counts once mail sent there is read; the former one is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registration import links
from registration.actions import addresses, seats
from registration.extensions import db, transaction
from registration.models.outbox import Message
from registration.rules.letters import Letter
from registration.rules.refusals import LinkExpired
from registration.rules.statuses import Status


@pytest.fixture
def propose(make):
    def propose(registration, address):
        with transaction():
            addresses.propose(registration, address, at=make.now())
        return links.address_token(registration.public_id, registration.link_version, address)

    return propose


@pytest.fixture
def confirm(make):
    def confirm(registration, token, at=None):
        with transaction():
            addresses.confirm(seats.lock_of(registration), registration, token, at=at or make.now())

    return confirm


def letters():
    return [(one.letter, one.recipient) for one in db.session.scalars(select(Message).order_by(Message.id))]


def test_until_the_new_address_is_confirmed_the_old_one_stays(make, propose):
    registration = make.registration(email="old@example.org")

    propose(registration, "new@example.org")

    assert (registration.email, registration.pending_email) == ("old@example.org", "new@example.org")
    assert letters() == [(Letter.ADDRESS_CHECK, "new@example.org")]


def test_a_confirmed_address_replaces_the_old_one_and_its_links(make, propose, confirm):
    registration = make.registration(email="old@example.org")
    version = registration.link_version

    confirm(registration, propose(registration, "New@example.org"))

    assert (registration.email, registration.email_key) == ("New@example.org", "new@example.org")
    assert registration.pending_email == ""
    assert registration.link_version == version + 1
    assert letters()[1:] == [(Letter.ADDRESS_LEFT, "old@example.org"), (Letter.CHANGED, "New@example.org")]


def test_a_link_counts_for_the_address_it_was_sent_to_and_only_once(make, propose, confirm):
    registration = make.registration()
    first = propose(registration, "first@example.org")
    second = propose(registration, "second@example.org")

    with pytest.raises(LinkExpired):
        confirm(registration, first)
    confirm(registration, second)
    with pytest.raises(LinkExpired):
        confirm(registration, second)

    assert registration.email == "second@example.org"


@pytest.mark.parametrize("token", ["", "x", "A" * 48, "é"])
def test_what_was_not_made_for_it_confirms_nothing(make, propose, confirm, token):
    registration = make.registration()
    propose(registration, "new@example.org")

    with pytest.raises(LinkExpired):
        confirm(registration, token)


def test_without_a_proposed_address_there_is_nothing_to_confirm(make, confirm):
    registration = make.registration()

    for token in ("", links.address_token(registration.public_id, registration.link_version, "")):
        with pytest.raises(LinkExpired):
            confirm(registration, token)


def test_no_address_changes_once_the_place_is_given_back_or_the_meeting_over(make, propose, confirm):
    withdrawn = make.registration()
    token = propose(withdrawn, "new@example.org")
    withdrawn.status = Status.WITHDRAWN
    db.session.commit()
    with pytest.raises(LinkExpired):
        confirm(withdrawn, token)

    registration = make.registration()
    token = propose(registration, "new@example.org")
    with pytest.raises(LinkExpired):
        confirm(registration, token, at=registration.roundtable.ends_at + timedelta(minutes=1))


def test_an_address_under_which_the_same_person_is_registered_tells_only_that_mailbox(make, propose, confirm):
    roundtable = make.roundtable()
    person = {"given_names": "Aya", "family_name": "Koné"}
    make.registration(roundtable, email="taken@example.org", **person)
    registration = make.registration(roundtable, email="mine@example.org", **person)

    confirm(registration, propose(registration, "taken@example.org"))

    assert registration.email == "mine@example.org"
    assert letters()[1:] == [(Letter.LINKS, "taken@example.org")]

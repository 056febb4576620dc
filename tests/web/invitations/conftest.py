"""What tests of the pages that answer invitations share."""

import pytest
from sqlalchemy import select

from registration import links
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.outbox import Message
from registration.models.registrations import Registration


@pytest.fixture
def address():
    """Where an invitation is answered."""

    def address(invitation, language="en"):
        now = db.session.get(Invitation, invitation.id, populate_existing=True)
        return links.reply(now.public_id, now.link_version, language).removeprefix("http://localhost")

    return address


@pytest.fixture
def choose(client, address):
    """Opens an invitation and presses one of its buttons; the page that comes then."""

    def choose(invitation, reply, language="en", expect=200, **values):
        page = client.get(address(invitation, language))
        form = next(form for form in page.forms if form.values.get("reply") == [reply])
        return client.submit(form, values, expect=expect)

    return choose


@pytest.fixture
def registered():
    """(name, status) of everybody registered for a roundtable."""

    def registered(roundtable):
        found = (
            select(Registration).where(Registration.roundtable_id == roundtable.id).order_by(Registration.id)
        )
        return [
            (one.full_name, one.status)
            for one in db.session.scalars(found.execution_options(populate_existing=True))
        ]

    return registered


@pytest.fixture
def mailed():
    """The letters to an address, in their order."""

    def mailed(address):
        wanted = select(Message.letter).where(Message.recipient == address).order_by(Message.id)
        return list(db.session.scalars(wanted))

    return mailed

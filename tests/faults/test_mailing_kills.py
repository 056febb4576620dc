"""kill -9 of the worker amid mail to many: everybody gets it, and a second copy only of what was in flight."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import update

from registration import clock, worker
from registration.actions import audit, sending
from registration.extensions import transaction
from registration.models.mailings import Mailing
from registration.models.outbox import Delivery, Message
from registration.queries import audiences
from registration.queries.audiences import Audience
from registration.queries.guest_table import Filters
from registration.rules.mailings import MailingState
from registration.rules.permissions import EVERYBODY
from tests.faults import ground
from tests.faults.ground import Ground
from tests.faults.site import Site
from tests.gateways.sink import Sink

pytestmark = pytest.mark.slow

PEOPLE = 60
DEATHS = 3


@pytest.fixture
def mail() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


@pytest.fixture
def posting(database: str, new_site: Callable[..., Site], mail: Sink) -> Iterator[Ground]:
    site = new_site(database, settings={"REGISTRATION_SMTP_URL": mail.url})
    with ground.beside(site) as beside:
        try:
            site.web()
            yield beside
        finally:
            site.stop()


def test_a_worker_killed_in_the_middle_sends_nothing_twice_but_what_was_in_flight(
    posting: Ground, mail: Sink
) -> None:
    mailing_id = sent_to_many(posting)

    for death in range(1, DEATHS + 1):
        process = posting.site.worker()
        seen = death * PEOPLE // (DEATHS + 2)
        posting.site.until(lambda seen=seen: len(mail.recipients) >= seen)  # type: ignore[misc]
        process.kill()
        process.wait()
        posting.site.processes.remove(process)
        leases_run_out()
    posting.site.worker()
    posting.site.until(lambda: state(posting, mailing_id) is MailingState.SENT)

    copies = Counter(str(message["Message-ID"]) for message in mail.messages)
    assert len(copies) == PEOPLE
    assert max(copies.values()) <= 1 + DEATHS
    assert copies.total() - PEOPLE <= DEATHS * worker.SENDERS
    assert posting.count(Message.mailing_id == mailing_id, Message.delivery == Delivery.SENT) == PEOPLE


def sent_to_many(posting: Ground) -> int:
    with posting.writing():
        roundtable = posting.make.roundtable()
        for _ in range(PEOPLE):
            posting.make.registration(roundtable)
        mailing_id = posting.make.mailing(roundtable).id
    with transaction() as session:
        mailing = session.get_one(Mailing, mailing_id)
        audience = Audience(mailing.roundtable, Filters(), (EVERYBODY,))
        sending.send(
            mailing,
            audiences.recipients(audience),
            {},
            version=mailing.version,
            expected=PEOPLE,
            by=audit.OPERATOR,
            at=clock.now(),
        )
    return mailing_id


def leases_run_out() -> None:
    with transaction() as session:
        session.execute(
            update(Message).where(Message.delivery == Delivery.SENDING).values(leased_until=clock.now())
        )


def state(posting: Ground, mailing_id: int) -> MailingState:
    with transaction() as session:
        return session.get_one(Mailing, mailing_id).state

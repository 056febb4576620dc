"""kill -9 at every step of the work, under load: what was acknowledged stays, what was not leaves no trace."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count

import pytest
from sqlalchemy import update

from registration import clock, links
from registration.actions.outbox import UNFINISHED
from registration.extensions import transaction
from registration.models.outbox import Delivery, Message
from registration.rules.letters import Letter
from registration.rules.statuses import Status
from tests.faults import ground, steps
from tests.faults.delegate import Delegate
from tests.faults.ground import Ground, Place
from tests.faults.journal import PATIENCE, Journal
from tests.faults.site import Site
from tests.gateways.sink import Sink

pytestmark = pytest.mark.slow

CLIENTS = 8
AT_A_TIME = 24
EVERY = 5
SAYS_THAT_ONE_IS_SEATED = {Letter.CONFIRMED, Letter.PROMOTED}


@pytest.fixture
def mail() -> Iterator[Sink]:
    with Sink() as sink:
        yield sink


@pytest.fixture
def mortal(database: str, new_site: Callable[..., Site], mail: Sink) -> Iterator[Ground]:
    """`registration serve`, whose processes end themselves at one step after the other."""
    site = new_site(database, settings={"REGISTRATION_SMTP_URL": mail.url})
    if database == "postgresql":
        site.settings["REGISTRATION_WEB_PROCESSES"] = "2"
    site.faults = {
        "kill": {"web": steps.OF_A_REGISTRATION, "worker": steps.OF_A_MESSAGE},
        "every": EVERY,
        "diary": str(site.folder),
    }
    with ground.beside(site) as beside:
        try:
            site.serve()
            yield beside
        finally:
            site.stop()


def test_nothing_acknowledged_is_lost_nothing_doubled_and_nobody_hears_of_what_was_rolled_back(
    mortal: Ground, mail: Sink, rounds: int
) -> None:
    place = mortal.roundtable(cap=AT_A_TIME)
    journal = Journal()

    for _ in crowds_until_every_step_was_deadly(mortal, rounds):
        register_and_withdraw(mortal, place, journal)

    restart_without_faults(mortal)
    assert_all_kept_once(mortal, place, journal)
    assert_mailed(mortal, mail, place)
    assert {answer.status for answer in journal.answers} <= {0, 303, 503}
    assert "consistent" in mortal.site.check()


def crowds_until_every_step_was_deadly(mortal: Ground, rounds: int) -> Iterator[int]:
    for number in count(1):
        yield number
        missing = {*steps.OF_A_REGISTRATION, *steps.OF_A_MESSAGE} - {*deaths(mortal)}
        if number >= rounds // 10 and not missing:
            return
        assert number < rounds, f"nobody died {missing}"


def register_and_withdraw(mortal: Ground, place: Place, journal: Journal) -> None:
    """A crowd registers; of those who have done so, every fourth gives the place back."""
    people = [Delegate(mortal.site.origins[0], number) for number in range(AT_A_TIME)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(partial(patiently, arrive, slug=place.slug), people))
        drafts = mortal.drafts(place, people)
        list(pool.map(partial(register, place, journal), people, drafts))
        leaving = list(zip(people, drafts, strict=True))[::4]
        tokens = [token_of(mortal, draft) for _, draft in leaving]
        list(pool.map(partial(leave, journal), *zip(*leaving, strict=True), tokens))


def register(place: Place, journal: Journal, person: Delegate, draft: str) -> None:
    journal.until_acknowledged(draft, partial(person.send, place.slug, draft, patience=10))
    journal.acknowledged.add(draft)


def leave(journal: Journal, person: Delegate, draft: str, token: str) -> None:
    browser = Delegate(person.origin, person.number)
    patiently(lambda browser: browser.open_link(f"/en/my/{token}"), browser)
    journal.until_acknowledged(
        f"{draft} leaves", partial(browser.post, "/en/my/registration/withdrawal", patience=10)
    )
    journal.withdrawn.add(draft)


def arrive(person: Delegate, slug: str) -> None:
    person.arrive(slug)


def patiently(deed: Callable[..., None], person: Delegate, **named: str) -> None:
    """Reading pages while the site comes and goes: again until they are there."""
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            return deed(person, **named)
        except AssertionError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)


def token_of(mortal: Ground, draft: str) -> str:
    registration = mortal.registration_of(draft)
    assert registration is not None, "an acknowledged registration is lost"
    return links.personal_token(registration.public_id, registration.link_version)


def restart_without_faults(mortal: Ground) -> None:
    """Everybody gone, the leases of the dead run out, then a site that lives sends what is left."""
    mortal.site.stop()
    mortal.site.faults = {}
    with transaction() as session:
        session.execute(
            update(Message).where(Message.delivery == Delivery.SENDING).values(leased_until=clock.now())
        )
    mortal.site.serve()
    mortal.site.until(lambda: mortal.count(Message.delivery.in_(UNFINISHED)) == 0)


def assert_all_kept_once(mortal: Ground, place: Place, journal: Journal) -> None:
    everyone = mortal.registrations(place)
    assert len(everyone) == len({one.email_key for one in everyone}) == len(journal.acknowledged)
    for draft in journal.acknowledged:
        found = mortal.registration_of(draft)
        assert found is not None
        assert (found.status is Status.WITHDRAWN) == (draft in journal.withdrawn)


def assert_mailed(mortal: Ground, mail: Sink, place: Place) -> None:
    queued = {message.message_id: message for message in mortal.messages(place)}
    delivered = Counter(str(message["Message-ID"]) for message in mail.messages)
    assert delivered.keys() <= queued.keys(), "mail about something that never came to be"
    assert_one_letter_says_it(mortal, place, queued.values(), delivered)
    # A process that dies takes at most the mail of its own senders with it, which then goes out again.
    assert delivered.total() - len(delivered) <= 4 * len(deaths(mortal))


def assert_one_letter_says_it(
    mortal: Ground, place: Place, queued: Sequence[Message], delivered: Counter[str]
) -> None:
    for registration in mortal.registrations(place, Status.CONFIRMED):
        (letter,) = [
            message.message_id
            for message in queued
            if message.registration_id == registration.id and message.letter in SAYS_THAT_ONE_IS_SEATED
        ]
        assert delivered[letter] >= 1, f"{registration.reference} was not told"


def deaths(mortal: Ground) -> list[str]:
    diaries = [mortal.site.folder / role for role in ("web", "worker")]
    return [step for diary in diaries if diary.exists() for step in diary.read_text().split()]

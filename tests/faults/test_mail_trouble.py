"""Mail servers that are away, slow, greylisting, refusing or dying: registrations do not wait, letters do."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

import pytest
from sqlalchemy import update

from registration import clock, listening
from registration.actions import organizers
from registration.extensions import transaction
from registration.models.organizations import Organization
from registration.models.outbox import Delivery, Message
from registration.rules import schedule
from tests.faults import crowd, ground
from tests.faults.delegate import Delegate
from tests.faults.ground import Ground, Place
from tests.faults.site import Site
from tests.gateways.sink import Sink
from tests.visitor import Visitor

pytestmark = pytest.mark.slow

PEOPLE = 12
# Loose, because the machine has other work; a mail server's silence lasts ten seconds.
SOON = 3.0
TROUBLE = ("451", "554", "rcpt450", "rcpt550", "slow", "hang", "hang_after_data", "die_after_data", "die_on_quit",
           "sender553", "greeting554")  # fmt: skip
REFUSED_FOR_GOOD = {"554", "rcpt550"}
TAKEN_ALL_THE_SAME = {"slow", "die_on_quit"}


# One writer at a time is the harder case; how messages are shared out differs.
ON_SQLITE = pytest.mark.parametrize("busy", ["sqlite"], indirect=True, scope="module")
ON_BOTH = pytest.mark.parametrize(
    "busy",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
    scope="module",
)


@pytest.fixture(scope="module")
def busy(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Iterator[Ground]:
    """Web server and worker; the mail server is there when a test brings one."""
    port = listening.any_free("127.0.0.1")
    site = new_site(request.param, settings={"REGISTRATION_SMTP_URL": f"smtp+plain://127.0.0.1:{port}"})
    with ground.beside(site) as beside:
        try:
            site.web()
            site.worker()
            yield beside
        finally:
            site.stop()


@pytest.fixture(scope="module")
def people(busy: Ground) -> list[Delegate]:
    return crowd.delegates(busy.site, busy.roundtable().slug, PEOPLE)


@pytest.fixture
def mail(busy: Ground) -> Iterator[Sink]:
    with Sink(port=smtp_port(busy)) as sink:
        yield sink


@ON_SQLITE
@pytest.mark.parametrize("mode", TROUBLE)
def test_registrations_do_not_wait_for_mail(
    busy: Ground, people: list[Delegate], mail: Sink, mode: str
) -> None:
    mail.mode = mode
    place = busy.roundtable()

    assert_registered_soon(busy, place, people)
    settle(busy, mail, place, mode)

    assert_everyone_has_their_mail(busy, mail, place, once=mode in TAKEN_ALL_THE_SAME)


@ON_SQLITE
def test_registrations_do_not_wait_for_a_mail_server_that_is_away(
    busy: Ground, people: list[Delegate]
) -> None:
    place = busy.roundtable()

    assert_registered_soon(busy, place, people)
    busy.site.until(lambda: all(message.last_error for message in busy.messages(place)))

    with Sink(port=smtp_port(busy)) as mail:
        let_time_pass(place)
        busy.site.until(lambda: delivered(busy, place))
        assert_everyone_has_their_mail(busy, mail, place, once=True)


@ON_BOTH
def test_what_one_mailbox_does_holds_nobody_else_up_and_organizers_see_and_mend_it(
    busy: Ground, people: list[Delegate], mail: Sink
) -> None:
    with busy.writing():
        house = busy.make.organization()
    place = busy.roundtable(convenors=[house])
    mail.modes = {
        "hangs@example.org": "hang",
        "vanishes@example.org": "hang_after_data",
        "gone@example.org": "rcpt550",
        "grey@example.org": "rcpt450",
    }
    for person, address in zip(people, [*mail.modes, *[""] * (PEOPLE - len(mail.modes))], strict=True):
        (draft,) = busy.drafts(place, [person], **({"email": address} if address else {}))
        assert person.send(place.slug, draft).is_acknowledged

    good = [one for one in busy.registrations(place) if one.email not in mail.modes]
    busy.site.until(lambda: {one.email for one in good} <= {*mail.recipients}, patience=8)
    busy.site.until(lambda: state(busy, place, "gone@example.org") is Delivery.BOUNCED)
    assert state(busy, place, "grey@example.org") is Delivery.QUEUED
    give_up(busy, place, "grey@example.org")

    mail.released.set()
    mail.modes = {}
    desk = signed_in(busy, house)
    for address, said in (("gone@example.org", "550"), ("grey@example.org", "450")):
        resend(busy, desk, place, address, said)
        busy.site.until(lambda address=address: state(busy, place, address) is Delivery.SENT)  # type: ignore[misc]
        assert address in mail.recipients
    assert busy.broken() == []


def assert_registered_soon(busy: Ground, place: Place, people: list[Delegate]) -> None:
    pairs = zip(people, busy.drafts(place, people), strict=True)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda pair: pair[0].send(place.slug, pair[1]), pairs))
    assert {answer.status for answer in answers} == {303}
    assert quantiles([answer.seconds for answer in answers], n=20)[-1] < SOON


def settle(busy: Ground, mail: Sink, place: Place, mode: str) -> None:
    """The trouble has shown, ends, and whatever waits for a better time is sent; refusals are final until resent."""
    if mode in TAKEN_ALL_THE_SAME:
        busy.site.until(lambda: delivered(busy, place))
        return
    busy.site.until(lambda: any(message.attempts for message in busy.messages(place)))
    if "hang" not in mode:
        wanted = Delivery.BOUNCED if mode in REFUSED_FOR_GOOD else Delivery.QUEUED
        busy.site.until(
            lambda: {(one.delivery, bool(one.last_error)) for one in busy.messages(place)} == {(wanted, True)}
        )
    mail.mode = "ok"
    mail.released.set()
    busy.site.until(lambda: all(one.delivery is not Delivery.SENDING for one in busy.messages(place)))
    let_time_pass(place)
    busy.site.until(lambda: delivered(busy, place))


def assert_everyone_has_their_mail(busy: Ground, mail: Sink, place: Place, *, once: bool) -> None:
    expected = {message.message_id: message.recipient for message in busy.messages(place)}
    assert sorted(expected.values()) == sorted(one.email for one in busy.registrations(place))
    got = Counter(str(message["Message-ID"]) for message in mail.messages)
    assert got.keys() == expected.keys()
    if once:
        assert got.total() == len(expected)
    assert busy.broken() == []


def delivered(busy: Ground, place: Place) -> bool:
    return all(message.delivery is Delivery.SENT for message in busy.messages(place))


def let_time_pass(place: Place) -> None:
    """All that waits for its next attempt waits no longer; what was refused is sent again by hand."""
    with transaction() as session:
        session.execute(
            update(Message)
            .where(
                Message.roundtable_id == place.id, Message.delivery.in_((Delivery.QUEUED, Delivery.BOUNCED))
            )
            .values(due_at=clock.now(), delivery=Delivery.QUEUED)
        )


def give_up(busy: Ground, place: Place, address: str) -> None:
    """Days later, after as many attempts as there will be."""
    with transaction() as session:
        session.execute(
            update(Message)
            .where(Message.roundtable_id == place.id, Message.recipient == address)
            .values(attempts=len(schedule.RETRIES), due_at=clock.now())
        )
    busy.site.until(lambda: state(busy, place, address) is Delivery.FAILED)


def smtp_port(busy: Ground) -> int:
    return int(busy.site.loaded().smtp_url.rpartition(":")[2])


def state(busy: Ground, place: Place, address: str) -> Delivery:
    return busy.message_to(place, address).delivery


def signed_in(busy: Ground, house: Organization) -> Visitor:
    with busy.writing():
        organizer = busy.make.organizer(house)
    with transaction() as session:
        secret = organizers.mint_sign_in(session.merge(organizer), at=clock.now())
    visitor = Visitor(busy.site.origins[0])
    visitor.submit(visitor.get(f"/organizer/sign-in/{secret}"), {}, ending=secret)
    return visitor


def resend(busy: Ground, desk: Visitor, place: Place, address: str, said: str) -> None:
    """The organizer finds the mail that did not arrive, with what the server said, and sends it again."""
    (registration,) = [one for one in busy.registrations(place) if one.email == address]
    page = desk.get(f"/organizer/roundtables/{place.slug}/registrations/{registration.public_id}")
    assert page.status == 200
    assert said in page.text
    answer = desk.submit(page, {}, ending=f"/messages/{busy.message_to(place, address).id}")
    assert f"sent a letter to {registration.full_name} again" in answer.text

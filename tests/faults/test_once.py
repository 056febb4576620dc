"""However often a form is sent: one registration, one answer, one mail for each thing that happened."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest

from registration.extensions import db, transaction
from registration.models.submissions import Draft
from registration.rules.letters import Letter
from tests.faults import crowd, ground
from tests.faults.conftest import FOUR_PROCESSES, TWO_PROCESSES, Installation
from tests.faults.delegate import Answer, Delegate
from tests.faults.ground import Ground, Place
from tests.faults.site import Site

pytestmark = pytest.mark.slow

SECOND_CLICK_AFTER = (0.0, 0.002, 0.005, 0.01, 0.02, 0.05)
WORKING = 1.0


@pytest.fixture(scope="module")
def person(crowded: Ground) -> Delegate:
    return crowd.delegates(crowded.site, crowded.roundtable().slug, 1)[0]


@pytest.fixture
def place(crowded: Ground) -> Place:
    return crowded.roundtable(cap=5)


@pytest.mark.parametrize("seconds", SECOND_CLICK_AFTER)
def test_a_double_click_registers_once(
    crowded: Ground, person: Delegate, place: Place, seconds: float
) -> None:
    (draft,) = crowded.drafts(place, [person])

    answers = crowd.at_once(
        partial(later, 0.0, person, place, draft),
        partial(later, seconds, elsewhere(crowded, person), place, draft),
    )

    assert [answer.is_acknowledged for answer in answers] == [True, True]
    assert_once(crowded, place, person, draft)


def test_two_tabs_register_one_person_and_the_second_mail_says_so(
    crowded: Ground, person: Delegate, place: Place
) -> None:
    twins = crowded.drafts(
        place, [person, person], given_names="Aya", family_name="Koné", email="aya@example.org"
    )

    answers = crowd.at_once(
        *(partial(later, 0.0, tab, place, draft)
          for tab, draft in zip([person, elsewhere(crowded, person)], twins, strict=True))
    )  # fmt: skip

    assert [answer.is_acknowledged for answer in answers] == [True, True]
    assert len(crowded.registrations(place)) == 1
    assert [(message.letter, message.version) for message in crowded.messages(place)] == [
        (Letter.CONFIRMED, 1),
        (Letter.REPEATED, 2),
    ]
    pages = [person.result(place.slug, draft) for draft in twins]
    assert all("Your place is confirmed" in page.text for page in pages)
    assert all(
        crowded.submissions(draft)[0].reference in page.text for draft, page in zip(twins, pages, strict=True)
    )
    assert crowded.broken() == []


def test_back_and_refresh_show_what_was_decided(crowded: Ground, person: Delegate, place: Place) -> None:
    (draft,) = crowded.drafts(place, [person])
    steps = f"/en/roundtables/{place.slug}/register"
    assert person.send(place.slug, draft).is_acknowledged
    first = person.result(place.slug, draft)

    for page in ("", "/details", "/check"):
        assert person.get(f"{steps}{page}?draft={draft}").status == 200
    assert person.send(place.slug, draft).is_acknowledged

    assert reading(person.result(place.slug, draft)) == reading(first)
    assert_once(crowded, place, person, draft)


def test_the_same_key_with_other_answers_is_refused(crowded: Ground, person: Delegate, place: Place) -> None:
    (draft,) = crowded.drafts(place, [person], given_names="Aya")
    assert person.send(place.slug, draft).is_acknowledged
    change(draft, given_names="Noor")

    assert person.send(place.slug, draft).status == 409

    change(draft, given_names="Aya")
    assert_once(crowded, place, person, draft)
    assert crowded.registrations(place)[0].given_names == "Aya"


def test_nobody_else_can_use_the_key(crowded: Ground, person: Delegate, place: Place) -> None:
    (draft,) = crowded.drafts(place, [person])
    (other,) = crowd.delegates(crowded.site, place.slug, 1)

    assert other.send(place.slug, draft).status == 410

    assert crowded.registrations(place) == []


@pytest.fixture(scope="module", params=[TWO_PROCESSES, FOUR_PROCESSES])
def slow(request: pytest.FixtureRequest, new_site: Callable[..., Site]) -> Iterator[Ground]:
    """A site that stops to think before it commits a registration."""
    installation: Installation = request.param
    site = new_site(installation.database, faults={"pause": {"before_commit": WORKING}})
    with ground.beside(site) as beside:
        try:
            site.web(servers=installation.servers, processes=installation.processes)
            yield beside
        finally:
            site.stop()


def test_a_retry_while_the_first_is_still_at_work_gets_the_same_answer(slow: Ground) -> None:
    place = slow.roundtable(cap=5)
    (person,) = crowd.delegates(slow.site, place.slug, 1)
    (draft,) = slow.drafts(place, [person])

    gave_up = person.send(place.slug, draft, patience=WORKING / 4)
    retried = elsewhere(slow, person).send(place.slug, draft)

    assert (gave_up.status, retried.is_acknowledged) == (0, True)
    assert retried.seconds > WORKING / 4
    assert_once(slow, place, person, draft)


def test_a_retry_long_after_a_timeout_gets_the_same_answer(slow: Ground) -> None:
    place = slow.roundtable(cap=5)
    (person,) = crowd.delegates(slow.site, place.slug, 1)
    (draft,) = slow.drafts(place, [person])

    assert person.send(place.slug, draft, patience=WORKING / 4).status == 0
    slow.site.until(lambda: slow.registrations(place))

    assert person.send(place.slug, draft).is_acknowledged
    assert_once(slow, place, person, draft)


def assert_once(ground: Ground, place: Place, person: Delegate, draft: str) -> None:
    """One registration, one mail, and the page says what became of it."""
    (registration,) = ground.registrations(place)
    (submission,) = ground.submissions(draft)
    assert submission.registration_id == registration.id
    assert [(one.letter, one.version) for one in ground.messages(place)] == [(Letter.CONFIRMED, 1)]
    assert registration.reference in person.result(place.slug, draft).text
    assert ground.broken() == []


def later(seconds: float, person: Delegate, place: Place, draft: str) -> Answer:
    time.sleep(seconds)
    return person.send(place.slug, draft)


def elsewhere(ground: Ground, person: Delegate) -> Delegate:
    """The same browser, whose next request another server answers where there is one."""
    return replace(person, origin=ground.site.origins[-1])


def reading(page: Answer) -> str:
    """A page without what differs every time."""
    return page.text.partition("<main")[2]


def change(draft: str, **answers: str) -> None:
    with transaction():
        found = db.session.query(Draft).filter_by(public_id=draft).one()
        found.answers = {**found.answers, "details": {**found.answers["details"], **answers}}

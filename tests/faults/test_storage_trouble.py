"""Databases that are full, locked, closed to writing or gone: "come back later", never an error, and nothing lost."""

import signal
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests import postgres
from tests.faults import crowd, disks, ground
from tests.faults.delegate import Answer, Delegate
from tests.faults.ground import Ground, Place
from tests.faults.journal import Journal
from tests.faults.postgres_server import Crashing
from tests.faults.site import Site

pytestmark = pytest.mark.slow

LOCKED_SECONDS = 8.5
AWAY_SECONDS = 1.5
PEOPLE = 8


@contextmanager
def served(site: Site, **how: int) -> Iterator[tuple[Ground, Place, list[Delegate]]]:
    """A site that runs, a roundtable there, and people who have opened its form."""
    with ground.beside(site) as beside:
        try:
            site.web(**how)
            site.worker()
            place = beside.roundtable()
            yield beside, place, crowd.delegates(site, place.slug, PEOPLE)
        finally:
            site.stop()


def test_a_full_disk_stops_writing_not_reading_and_is_forgotten_when_there_is_room(tmp_path: Path) -> None:
    with disks.disk(tmp_path) as disk, served(Site(tmp_path)) as (site, place, people):
        early, late = people[:4], people[4:]
        drafts = site.drafts(place, people)
        assert_registered(place, early, drafts[:4])
        processes = site.site.everyone()

        disk.fill(processes)
        refused = [person.send(place.slug, draft) for person, draft in zip(late, drafts[4:], strict=True)]
        reading = [person.get(page) for person in people for page in pages(place)]
        disk.free(processes)

        assert_asked_to_come_back(refused)
        assert {answer.status for answer in reading} == {200}
        assert_registered(place, late, drafts[4:])
        assert len(site.registrations(place)) == PEOPLE
        assert site.site.everyone() == processes, "somebody had to be started again"
        assert "Traceback" not in site.site.log
        assert "consistent" in site.site.check()


def test_a_database_locked_from_outside_is_a_pause_for_writers_only(tmp_path: Path) -> None:
    with served(Site(tmp_path)) as (site, place, people):
        drafts = site.drafts(place, people)
        with locked(tmp_path / "registration.db"), ThreadPoolExecutor(PEOPLE) as pool:
            began = time.monotonic()
            sent = [
                pool.submit(person.send, place.slug, draft)
                for person, draft in zip(people, drafts, strict=True)
            ]
            # Whoever waits for the lock gives up soon, so that readers find somebody who answers.
            time.sleep(4)
            reading = [people[0].get(page) for page in pages(place)]
            assert {answer.status for answer in reading} == {200}
            assert max(answer.seconds for answer in reading) < 2
            answers = [one.result() for one in sent]
            assert time.monotonic() - began < LOCKED_SECONDS + 4

        assert_asked_to_come_back([answer for answer in answers if answer.status != 303])
        assert any(answer.status == 503 for answer in answers)
        assert_registered(place, people, drafts)
        assert len(site.registrations(place)) == PEOPLE
        assert "consistent" in site.site.check()


def test_a_reader_who_comes_back_later_reads_on_although_nothing_can_be_noted(tmp_path: Path) -> None:
    with served(Site(tmp_path)) as (site, place, people):
        site.pretend_nobody_was_seen_lately()
        with locked(tmp_path / "registration.db"):
            answer = people[0].get(pages(place)[0])

        assert answer.status == 200


def test_a_database_closed_to_writing_can_be_read_and_written_again_once_it_is_open(tmp_path: Path) -> None:
    site = Site(tmp_path, ordinary=True)
    with ground.beside(site) as beside:
        place = beside.roundtable()
        beside.registrations(place)
        try:
            with closed_to_writing(tmp_path):
                site.web()
                person = Delegate(site.origins[0])
                reading = [person.get(page) for page in pages(place)]
                assert {answer.status for answer in reading} == {200}
                form = person.get(f"/en/roundtables/{place.slug}/register")
                assert_asked_to_come_back([person.get(form.headers["Location"])])
            site.until(lambda: has_arrived(person, place), patience=5)
            (draft,) = beside.drafts(place, [person])
            assert_registered(place, [person], [draft])
            assert "Traceback" not in site.log
            assert "consistent" in site.check()
        finally:
            site.stop()


@pytest.mark.postgres
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restarted", "crashed"])
def test_a_database_server_that_goes_and_comes_back_under_load_loses_nothing(
    tmp_path: Path, how: signal.Signals
) -> None:
    found = postgres.programs()
    assert found is not None
    server = Crashing(found)
    try:
        server.start()
        with served(Site(tmp_path, server.url), processes=2) as (site, place, people):
            processes = site.site.everyone()
            journal, enough = Journal(), Event()
            with ThreadPoolExecutor(PEOPLE) as pool:
                working = [
                    pool.submit(
                        keep_registering, place, journal, enough, person, site.drafts(place, [person] * 200)
                    )
                    for person in people
                ]
                time.sleep(1)
                server.crash(how)
                time.sleep(AWAY_SECONDS)
                server.come_back()
                time.sleep(2)
                enough.set()
                for one in working:
                    one.result()

            assert {answer.status for answer in journal.answers} == {303, 503}
            assert_asked_to_come_back([answer for answer in journal.answers if answer.status != 303])
            assert len(site.registrations(place)) == len(journal.acknowledged)
            assert all(site.registration_of(draft) for draft in journal.acknowledged)
            assert site.site.everyone() == processes, "somebody had to be started again"
            assert "Traceback" not in site.site.log
            assert "consistent" in site.site.check()
    finally:
        server.stop()


def keep_registering(
    place: Place, journal: Journal, enough: Event, person: Delegate, drafts: list[str]
) -> None:
    """One person after the other at the same desk, until it is enough."""
    for draft in drafts:
        if enough.is_set():
            return
        journal.until_acknowledged(draft, partial(person.send, place.slug, draft))
        journal.acknowledged.add(draft)


def pages(place: Place) -> list[str]:
    """What everybody reads, asked for in a way that no copy is kept of."""
    return [f"/en/?now={time.monotonic()}", f"/fr/roundtables/{place.slug}?now={time.monotonic()}"]


def has_arrived(person: Delegate, place: Place) -> bool:
    try:
        person.arrive(place.slug)
    except AssertionError:
        return False
    return True


def assert_asked_to_come_back(answers: list[Answer]) -> None:
    assert {(answer.status, answer.headers["Retry-After"]) for answer in answers} <= {(503, "5")}


def assert_registered(place: Place, people: list[Delegate], drafts: list[str]) -> None:
    answers = [person.send(place.slug, draft) for person, draft in zip(people, drafts, strict=True)]
    assert [answer.is_acknowledged for answer in answers] == [True] * len(people)


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody opens the file with a program of their own, begins to write, and goes for a coffee."""
    with (
        closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        other.execute("BEGIN IMMEDIATE")
        coffee = pool.submit(time.sleep, LOCKED_SECONDS)
        try:
            yield
        finally:
            coffee.result()
            other.execute("ROLLBACK")


@contextmanager
def closed_to_writing(folder: Path) -> Iterator[None]:
    """As after a restore by somebody else: everything may be read, nothing written."""
    closed = [*folder.glob("registration.db*"), folder]
    modes = [path.stat().st_mode for path in closed]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path, mode in zip(closed, modes, strict=True):
            path.chmod(mode)

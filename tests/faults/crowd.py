"""Many at the same moment: everybody stands ready, then all go at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

from tests.faults.delegate import Delegate
from tests.faults.site import Site

Result = TypeVar("Result")


def delegates(site: Site, slug: str, number: int) -> list[Delegate]:
    """People who have opened the form, spread over the servers of the site."""
    made = [Delegate(site.origins[n % len(site.origins)], n) for n in range(number)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda delegate: delegate.arrive(slug), made))
    return made


def at_once(*deeds: Callable[[], Result]) -> list[Result]:
    """Do all of this, begun in the same moment; results in the order of the deeds."""
    ready = Barrier(len(deeds))

    def go(deed: Callable[[], Result]) -> Result:
        ready.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(go, deeds))


def send_at_once(slug: str, people: Sequence[Delegate], drafts: Sequence[str]) -> list[int]:
    """All send the last page of the form; returns the status each was answered with."""
    return at_once(*sending(slug, people, drafts))


def sending(slug: str, people: Sequence[Delegate], drafts: Sequence[str]) -> list[Callable[[], int]]:
    return [partial(_status, *pair, slug) for pair in zip(people, drafts, strict=True)]


def _status(person: Delegate, draft: str, slug: str) -> int:
    return person.send(slug, draft).status

"""Long lists let pages go first, and come on all the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest

from registration.web import right_of_way
from registration.web.right_of_way import RightOfWay


@contextmanager
def page_being_made(way: RightOfWay, begun: Event, done: Event) -> Iterator[None]:
    """A request that is under way until the block ends."""
    asking = Thread(target=way, args=({}, None))
    asking.start()
    begun.wait()
    try:
        yield
    finally:
        done.set()
        asking.join()


def test_a_list_waits_until_the_page_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LONGEST_WAIT", 60.0)
    begun, done, read = Event(), Event(), []

    def application(_environ: object, _start_response: object) -> list[bytes]:
        begun.set()
        done.wait()
        read.append("page")
        return []

    way = RightOfWay(application)
    listing = Thread(target=lambda: read.extend(way.given(["row"])))

    with page_being_made(way, begun, done):
        listing.start()
        # Time enough to come first, if it did not wait.
        listing.join(0.2)
    listing.join()

    assert read == ["page", "row"]


def test_a_list_comes_on_though_a_page_is_never_done() -> None:
    begun, done = Event(), Event()

    def application(_environ: object, _start_response: object) -> list[bytes]:
        begun.set()
        done.wait()
        return []

    way = RightOfWay(application)

    with page_being_made(way, begun, done):
        assert list(way.given(range(3))) == [0, 1, 2]


def test_a_page_that_failed_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(right_of_way, "LONGEST_WAIT", 60.0)

    def application(_environ: object, _start_response: object) -> list[bytes]:
        raise OSError("broken")

    way = RightOfWay(application)
    with pytest.raises(OSError, match="broken"):
        way({}, None)

    assert list(way.given(range(3))) == [0, 1, 2]

"""What many requests look at, kept in the process for as long as a public page is: rows to look at, parts of pages.

It is the same for everyone and never personal. Whatever is decided is decided by rows read under the lock.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import Flask, current_app

from registration import clock

Thing = TypeVar("Thing")
MOST = 1000


def kept(key: Hashable, make: Callable[[], Thing]) -> Thing:
    """What `make` gave a moment ago, or gives now."""
    keeper: _Keeper = current_app.extensions["kept"]
    return keeper.get(key, make)


def without_session(read: Callable[[], Thing]) -> Callable[[], Thing]:
    """For rows: read in a session of its own that ends with the reading, so that they belong to no request.

    Whatever will be looked at has to be read.
    """

    def reading() -> Thing:
        with current_app.app_context():
            return read()

    return reading


class _Keeper:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._things: dict[Hashable, tuple[float, Any]] = {}

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        until, found = self._things.get(key, (0.0, None))
        if until > clock.ticks():
            thing: Thing = found
            return thing
        thing = make()
        if len(self._things) >= MOST:
            self._things.clear()
        self._things[key] = clock.ticks() + self._seconds, thing
        return thing


def init_app(app: Flask, *, seconds: float) -> None:
    app.extensions["kept"] = _Keeper(seconds)

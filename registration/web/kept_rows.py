"""What many requests look at, kept in the process for as long as a public page is.

Copies that belong to no session, to be read only. Whatever is decided is decided by rows read under the lock.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import Flask, current_app

from registration import clock

Row = TypeVar("Row")
MOST = 1000


def kept(key: Hashable, load: Callable[[], Row]) -> Row:
    """What `load` gave a moment ago, or gives now. It has to read everything that will be looked at."""
    keeper: _Keeper = current_app.extensions["kept_rows"]
    return keeper.get(key, load)


class _Keeper:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._rows: dict[Hashable, tuple[float, Any]] = {}

    def get(self, key: Hashable, load: Callable[[], Row]) -> Row:
        until, row = self._rows.get(key, (0.0, None))
        if until < clock.ticks():
            # A context of its own has a session of its own, which ends with it.
            with current_app.app_context():
                row = load()
            if len(self._rows) >= MOST:
                self._rows.clear()
            self._rows[key] = clock.ticks() + self._seconds, row
        found: Row = row
        return found


def init_app(app: Flask, *, seconds: float) -> None:
    app.extensions["kept_rows"] = _Keeper(seconds)

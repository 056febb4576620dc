"""Long lists let pages go first: beside a download a page would otherwise take more than twice as long.

The threads of a process share one processor; whoever makes a list of many thousands would take every second turn.
"""

from collections.abc import Callable, Iterable, Iterator
from threading import Condition
from typing import Any, TypeVar

from flask import Flask

from registration import clock

# So long a list works before it waits again, and so long it waits at most: it comes on, however much is asked.
TURN, LONGEST_WAIT = 0.005, 0.025

Row = TypeVar("Row")


class RightOfWay:
    """A WSGI application in front of another one. A list is streamed when its request has returned: it has no right."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self._pages = 0
        self._changed = Condition()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._changed:
            self._pages += 1
        try:
            return self.application(environ, start_response)
        finally:
            with self._changed:
                self._pages -= 1
                self._changed.notify_all()

    def given(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows; between them whoever makes a page goes first."""
        waited_at = 0.0
        for row in rows:
            if self._pages and clock.ticks() - waited_at > TURN:
                with self._changed:
                    self._changed.wait_for(lambda: not self._pages, LONGEST_WAIT)
                waited_at = clock.ticks()
            yield row


def init_app(app: Flask) -> None:
    app.extensions["right_of_way"] = app.wsgi_app = RightOfWay(app.wsgi_app)  # type: ignore[method-assign]

"""Anonymous pages kept for two seconds in the process, ready to send: a rush costs no more than one reader.

Works before the application sees the request. Kept is only what says of itself that everyone may keep it.
"""

import gzip
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from registration import clock

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

SHAREABLE = "public, max-age=2"


@dataclass(frozen=True)
class Kept:
    """A whole answer and until when it may be given again."""

    status: str
    headers: Headers
    body: bytes
    until: float


class KeptPages:
    """A WSGI application in front of another one."""

    def __init__(self, application: Application, *, seconds: float = 2.0, most: int = 400) -> None:
        self.application = application
        self.seconds = seconds
        self.most = most
        self._pages: dict[tuple[str, ...], Kept] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return self.application(environ, start_response)
        packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
        key = (environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ["wsgi.url_scheme"], str(packed))
        kept = self._pages.get(key)
        if kept is not None and kept.until >= clock.ticks():
            start_response(kept.status, kept.headers)
            return [kept.body]
        return self._ask(environ, start_response, key, packed=packed)

    def _ask(
        self, environ: Environ, start_response: StartResponse, key: tuple[str, ...], *, packed: bool
    ) -> Iterable[bytes]:
        begun: list[Any] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
            begun[:] = [status, headers]
            if _is_shareable(status, headers):
                return None
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        parts = self.application(environ, start)
        if not _is_shareable(*begun):
            return parts
        kept = Kept(begun[0], begun[1], _whole(parts), clock.ticks() + self.seconds)
        if packed:
            kept = _packed(kept)
        if len(self._pages) >= self.most:
            self._pages.clear()
        self._pages[key] = kept
        start_response(kept.status, kept.headers)
        return [kept.body]


def _is_shareable(status: str, headers: Headers) -> bool:
    names = {name.lower(): value for name, value in headers}
    return status.startswith("200") and names.get("cache-control") == SHAREABLE and "set-cookie" not in names


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()


def _packed(answer: Kept) -> Kept:
    """Compressed, as these pages hold no secret that compression could tell."""
    body = gzip.compress(answer.body, 6, mtime=0)
    headers = [
        (name, value) for name, value in answer.headers if name.lower() not in ("content-length", "vary")
    ]
    headers += [("Content-Length", str(len(body))), ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return Kept(answer.status, headers, body, answer.until)


def init_app(app: Flask, *, seconds: float) -> None:
    if seconds:
        app.wsgi_app = KeptPages(app.wsgi_app, seconds=seconds)  # type: ignore[method-assign]

"""Anonymous pages are kept for a moment; nothing personal ever is."""

import gzip
from collections.abc import Iterable, Iterator
from typing import Any

from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from registration import clock
from registration.web import kept_pages
from registration.web.kept_pages import KeptPages


class Site:
    """An application that counts how often it is asked."""

    def __init__(self, cache_control: str = kept_pages.SHAREABLE, **headers: str) -> None:
        self.asked = 0
        self.headers = {"Cache-Control": cache_control, **headers}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        body = f"{Request(environ).path} {self.asked}"
        return Response(body, headers=self.headers, mimetype="text/html")(environ, start_response)


def visitor(site: Any, **options: Any) -> Client:
    return Client(KeptPages(site, **options))


def test_a_rush_asks_the_application_once() -> None:
    site = Site()
    client = visitor(site)

    pages = {client.get("/en/").text for _ in range(5)}

    assert pages == {"/en/ 1"}
    assert site.asked == 1


def test_a_page_is_asked_for_again_after_a_moment(monkeypatch: Any) -> None:
    site, moments = Site(), iter([0.0, 1.9, 2.1, 2.1])
    monkeypatch.setattr(clock, "ticks", lambda: next(moments))
    client = visitor(site, seconds=2.0)

    assert [client.get("/en/").text for _ in range(3)] == ["/en/ 1", "/en/ 1", "/en/ 2"]


def test_pages_hosts_and_encodings_do_not_mix() -> None:
    client = visitor(Site())

    assert client.get("/en/").text != client.get("/fr/").text
    assert client.get("/en/", base_url="http://one.example.org").text != client.get("/en/").text
    packed = client.get("/en/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data).startswith(b"/en/ ")


def test_personal_answers_are_never_kept() -> None:
    for site in (
        Site("no-store"),
        Site(**{"Set-Cookie": "visit=1"}),
        Site("public, max-age=31536000, immutable"),
    ):
        client = visitor(site)

        assert client.get("/en/").text != client.get("/en/").text


def test_questions_and_other_methods_pass() -> None:
    site = Site()
    client = visitor(site)

    client.get("/en/?page=1")
    client.get("/en/?page=1")
    client.post("/en/")
    client.head("/en/")

    assert site.asked == 4


def test_a_long_answer_is_passed_on_piece_by_piece() -> None:
    taken: list[int] = []

    def pieces() -> Iterator[bytes]:
        for piece in range(3):
            taken.append(piece)
            yield b"row\r\n"

    def download(_environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Cache-Control", "no-store"), ("Content-Type", "text/csv")])
        return pieces()

    parts = iter(
        KeptPages(download)(
            {"REQUEST_METHOD": "GET", "PATH_INFO": "/x", "wsgi.url_scheme": "http"}, lambda *_: None
        )
    )

    assert next(parts) == b"row\r\n"
    assert taken == [0]


def test_only_so_many_pages_are_kept() -> None:
    keeper = KeptPages(Site(), most=3)
    client = Client(keeper)

    for number in range(10):
        client.get(f"/{number}")

    assert len(keeper._pages) <= 3

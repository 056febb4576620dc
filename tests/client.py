"""A visitor who looks twice: every page visited is checked, every GET has to leave the database as it was."""

import contextvars
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from sqlalchemy import Connection, event
from werkzeug.test import TestResponse

from registration import clock, links
from registration.actions import organizers
from registration.extensions import db, transaction
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from tests import promises
from tests.page import Form, Page

ORIGIN = "http://localhost"
WRITTEN_BY_LOOKING = frozenset({"visits", "throttles", "downloads"})
WRITES = re.compile(
    r"\s*(?:WITH\b.*?\b)?(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE | re.DOTALL
)
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass
class Writes:
    """The tables written to, and those whose change was not committed when an application context ended."""

    tables: set[str] = field(default_factory=set)
    pending: set[str] = field(default_factory=set)
    left_behind: set[str] = field(default_factory=set)

    @classmethod
    def watched(cls, app: Flask) -> "Writes":
        writes = cls()
        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", writes._executed)
        event.listen(engine, "commit", writes._ended)
        event.listen(engine, "rollback", writes._ended)
        app.teardown_appcontext(writes._context_ends)
        return writes

    def forget(self) -> None:
        self.tables.clear()
        self.pending.clear()
        self.left_behind.clear()

    def _executed(self, _connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if written := WRITES.match(statement):
            self.tables.add(written[1])
            self.pending.add(written[1])

    def _ended(self, _connection: Connection) -> None:
        self.pending.clear()

    def _context_ends(self, _error: BaseException | None) -> None:
        unsaved = {row.__tablename__ for row in (*db.session.new, *db.session.dirty, *db.session.deleted)}
        self.left_behind |= self.pending | unsaved


class Client:
    """Visits pages as one browser, with its own cookies.

    `get` and `submit` follow redirects and return a Page; `expect` is the status at the end. `open` gives the bare
    answer, for files and for what has no page.
    """

    def __init__(self, app: Flask, writes: Writes) -> None:
        self._browser = app.test_client()
        self._writes = writes

    def get(self, url: str, *, expect: int = 200, **options: Any) -> Page:
        response = self._followed("GET", url, **options)
        return self._page(response, expect)

    def submit(
        self,
        page: Page | Form,
        values: Mapping[str, Any] | None = None,
        *,
        form: str = "",
        expect: int = 200,
        button: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Page:
        """Fill in and send a page's form: the one whose address ends in `form`. `button` is its name and value."""
        chosen = page.form(form) if isinstance(page, Page) else page
        data = {**chosen.filled(values or {}), **(button or {})}
        # What the page offers for upload is given as `files`.
        data.update(options.pop("files", {}))
        response = self._followed("POST", chosen.action, data=data, **options)
        return self._page(response, expect)

    def open(self, method: str, url: str, **options: Any) -> TestResponse:
        """One request. The answer is whole: a stream has been read to its end."""
        _nothing_unsaved()
        self._writes.forget()
        address = urlsplit(urljoin(ORIGIN, url))
        # An empty context: the request gets its own application context and session, as in a server.
        response: TestResponse = contextvars.Context().run(
            self._browser.open,
            address.path,
            query_string=address.query,
            method=method,
            base_url=ORIGIN,
            buffered=True,
            **options,
        )
        db.session.rollback()
        if method in ("GET", "HEAD"):
            written = self._writes.tables - WRITTEN_BY_LOOKING
            assert not written, f"{method} {url} wrote to {sorted(written)}"
        assert not self._writes.left_behind, (
            f"{method} {url} did not commit {sorted(self._writes.left_behind)}"
        )
        return response

    def sign_in(self, organizer: Organizer) -> Page:
        """As an organizer does who has just been mailed a link."""
        with transaction():
            secret = organizers.mint_sign_in(organizer, at=clock.now())
        return self.submit(self.get(links.sign_in(secret)))

    def open_registration(self, registration: Registration) -> Page:
        """As a person does who follows the link in a mail; the language is the registration's."""
        link = links.personal(registration.public_id, registration.link_version, registration.language)
        return self.submit(self.get(link))

    def cookie(self, name: str) -> str | None:
        found = self._browser.get_cookie(name)
        return found.value if found else None

    def forget_cookies(self) -> None:
        self._browser = self._browser.application.test_client()

    def _followed(self, method: str, url: str, **options: Any) -> TestResponse:
        response = self.open(method, url, **options)
        for _ in range(5):
            if response.status_code not in REDIRECTS:
                return response
            target = urljoin(response.request.url, response.headers["Location"])
            assert target.startswith(ORIGIN + "/"), f"{url} leads away to {target}"
            response = self.open("GET", target, headers=options.get("headers"))
        raise AssertionError(f"{url} redirects in circles")

    def _page(self, response: TestResponse, expect: int) -> Page:
        page = Page(
            response.status_code, response.request.url, response.get_data(as_text=True), response.headers
        )
        assert response.mimetype == "text/html", (
            f"{page.url} answers {response.status} with {response.mimetype}"
        )
        assert page.status == expect, f"{page.url} answers {page.status}: {page.root.text[:600]}"
        found = promises.broken(page)
        assert not found, f"{page.url}:\n- " + "\n- ".join(found)
        return page


def _nothing_unsaved() -> None:
    unsaved = [*db.session.new, *db.session.dirty, *db.session.deleted]
    assert not unsaved, f"the test has not saved {unsaved}"
    db.session.rollback()

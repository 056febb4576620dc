"""One attempt on a form, and what its answer owes to whoever made it."""

import time
from collections.abc import Mapping
from typing import Any

from werkzeug.test import TestResponse

from tests import promises
from tests.hostile.found_forms import Found
from tests.hostile.ground import LANGUAGE, OF_ORGANIZERS, Audience, Ground
from tests.page import Page

ACCEPTED = {200, 303}
REFUSED = {400, 404, 409, 410, 413, 422}
# The promise is a second on a machine that does nothing else; this one may be busy.
PATIENCE = 5.0

Values = Mapping[str, list[Any]]


class Attempts:
    """Makes attempts on the ground and remembers which one took longest."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.number, self.slowest, self.longest = 0, 0.0, ""

    def on(self, found: Found, hostile: Values, *, multipart: bool = False) -> int:
        """Send the form as a plausible person would, but for these fields; the status of an answer that is in order."""
        sent = {**found.values, **hostile}
        where = (
            f"{found} with " + ", ".join(f"{name}={str(value)[:50]}" for name, value in hostile.items())[:300]
        )
        with self.ground.attempt(found.audience) as client:
            began = time.perf_counter()
            answer = found.send(client, sent, multipart=multipart)
            self._took(time.perf_counter() - began, where)
            assert answer.status_code in ACCEPTED | REFUSED, f"{where}: {answer.status}"
            if answer.status_code in REFUSED:
                assert self.ground.changed() == set(), f"{where}: {answer.status}, and yet it was stored"
            if answer.status_code in REFUSED:
                _in_order(found, sent, answer, where)
            elif answer.status_code == 303:
                # What was accepted can be shown.
                after = client.open("GET", answer.headers["Location"])
                assert after.status_code in (200, 302, 303), f"{where}: afterwards {after.status}"
        return answer.status_code

    def _took(self, seconds: float, where: str) -> None:
        self.number += 1
        if seconds > self.slowest:
            self.slowest, self.longest = seconds, where
        assert seconds < PATIENCE, f"{where} took {seconds:.1f} s"


def _in_order(found: Found, sent: Values, answer: TestResponse, where: str) -> None:
    page = Page(answer.status_code, found.action, answer.get_data(as_text=True), answer.headers)
    assert promises.broken(page) == [], where
    assert page.language == _language(found), where
    if page.status == 422:
        summary = page.all("div", class_name="error-summary")
        assert summary, f"{where}: nothing says what is wrong"
        _keeps_what_was_typed(page, found, sent, where)


def _language(found: Found) -> str:
    if not found.path.startswith("/organizer"):
        return LANGUAGE
    return OF_ORGANIZERS if found.audience is Audience.ORGANIZER else "en"


def _keeps_what_was_typed(page: Page, found: Found, sent: Values, where: str) -> None:
    shown = found.again(page).values
    for name in found.typed:
        match sent.get(name):
            case [str(text)] if text.isprintable():
                assert shown.get(name) == [text.strip()], f"{where}: {name} shows {str(shown.get(name))[:60]}"

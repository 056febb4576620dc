"""A delegate at a browser, without the browser: one cookie, one network address, every answer with its time."""

import http.client
import re
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from hashlib import sha256
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PATIENCE = 30.0
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back. Status 0: nothing did, and nobody knows what happened to the request."""

    status: int
    seconds: float
    headers: Message = field(default_factory=Message)
    text: str = ""

    @property
    def location(self) -> str:
        return urlsplit(self.headers["Location"] or "").path

    @property
    def is_acknowledged(self) -> bool:
        """Whether the person was told that the registration is in."""
        return self.status == 303 and self.location.endswith("/done")


@dataclass
class Delegate:
    """One person. `origin` is the server asked; another process of the same site may be asked next."""

    origin: str
    number: int = 1
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def arrive(self, slug: str) -> None:
        """Open the form once, as everyone does: it gives the cookie and the token that all later steps need."""
        answer = self.get(f"/en/roundtables/{slug}/register")
        page = self.get(answer.headers["Location"])
        self.token = _token_in(page)

    def open_link(self, path: str) -> None:
        """Follow a mailed link, and press the button it leads to."""
        self.token = _token_in(self.get(path))
        answer = self.post(path)
        assert answer.status == 303, f"{answer.status}: {answer.text[:500]}"
        self.token = _token_in(self.get("/en/my/registration/withdrawal"))

    @property
    def visit(self) -> str:
        """What drafts of this browser are bound to."""
        return sha256(self.cookies["visit"].encode()).hexdigest()

    def get(self, path: str, *, patience: float = PATIENCE) -> Answer:
        return self.ask("GET", path, patience=patience)

    def post(
        self, path: str, values: Mapping[str, str] | None = None, *, patience: float = PATIENCE
    ) -> Answer:
        return self.ask("POST", path, {"csrf_token": self.token, **(values or {})}, patience=patience)

    def send(self, slug: str, draft: str, *, patience: float = PATIENCE) -> Answer:
        """The last step of the form."""
        return self.post(f"/en/roundtables/{slug}/register/check?draft={draft}", patience=patience)

    def result(self, slug: str, draft: str) -> Answer:
        """The page after sending."""
        return self.get(f"/en/roundtables/{slug}/register/done?draft={draft}")

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None, *, patience: float = PATIENCE
    ) -> Answer:
        """One request, one answer; redirects are not followed, and a broken connection is an answer too."""
        began = time.monotonic()
        body = urlencode(form) if form is not None else None
        with closing(self._connection(patience)) as connection:
            try:
                connection.request(method, path, body, self._headers(form is not None))
                response = connection.getresponse()
                text = response.read().decode()
            except (OSError, http.client.HTTPException):
                return Answer(0, time.monotonic() - began)
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return Answer(response.status, time.monotonic() - began, response.headers, text)

    def _connection(self, patience: float) -> http.client.HTTPConnection:
        # Every delegate has a network of their own: 127.0.0.0/8 is all this machine.
        address = f"127.0.{1 + self.number // 250}.{1 + self.number % 250}"
        return http.client.HTTPConnection(
            urlsplit(self.origin).netloc, timeout=patience, source_address=(address, 0)
        )

    def _headers(self, sends: bool) -> dict[str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if sends:
            headers |= {"Content-Type": FORM, "Referer": f"{self.origin}/", "Origin": self.origin}
        return headers


def _token_in(page: Answer) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, f"{page.status}: {page.text[:500]}"
    return found[1]

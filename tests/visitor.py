"""A visitor of a running server: real HTTP, own cookies, forms filled in as a browser without JavaScript does."""

import http.client
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from tests.page import Form, Page


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    headers: Message
    body: bytes


@dataclass
class Visitor:
    """One browser's cookies; a connection for every request."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, url: str) -> Page:
        return self._page(self.request("GET", url))

    def submit(self, page: Page, values: Mapping[str, str | list[str] | bool], *, ending: str = "") -> Page:
        form: Form = page.form(ending)
        return self._page(self.request("POST", form.action, form.filled(values)))

    def request(self, method: str, url: str, data: Mapping[str, list[str]] | None = None) -> Answer:
        """One answer, redirects followed."""
        for _ in range(6):
            answer = self._once(method, urljoin(self.origin, url), data)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            method, url, data = "GET", urljoin(answer.url, answer.headers["Location"]), None
        raise AssertionError(f"{url} redirects in circles")

    def _once(self, method: str, url: str, data: Mapping[str, list[str]] | None) -> Answer:
        address = urlsplit(url)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if data is not None:
            body = urlencode(data, doseq=True).encode()
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": self.origin + "/",
                "Origin": self.origin,
            }
        with closing(http.client.HTTPConnection(address.netloc, timeout=30)) as connection:
            path = address.path + (f"?{address.query}" if address.query else "")
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(cookie).items():
                self.cookies[name] = morsel.value
        return Answer(response.status, url, response.headers, content)

    def _page(self, answer: Answer) -> Page:
        return Page(answer.status, answer.url, answer.body.decode(), dict(answer.headers.items()))

"""HTTP/1.1 over a bare socket, kept alive: as little client as possible beside the server that is measured."""

import gzip
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode, urljoin, urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """Head and body as they came, and the address that gave them."""

    head: bytes
    body: bytes
    url: str = ""

    @property
    def status(self) -> int:
        return int(self.head[9:12])

    @property
    def location(self) -> str:
        found = _LOCATION.search(self.head)
        return found[1].decode() if found else ""

    def unpacked(self) -> bytes:
        packed = b"content-encoding: gzip" in self.head.lower()
        return gzip.decompress(self.body) if packed else self.body


def whole(data: bytes) -> int | None:
    """The length of the answer at the beginning of the data, None while it is not all there."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    found = _LENGTH.search(data, 0, end + 2)
    if not found:
        raise ValueError(f"an answer without its length: {data[:200]!r}")
    length = end + 4 + int(found[1])
    return length if len(data) >= length else None


def get(path: str, port: int, *more: str) -> bytes:
    """The bytes of a request."""
    return "\r\n".join([f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *more, "", ""]).encode()


def fetch(port: int, path: str, *more: str) -> Answer:
    """One request on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(get(path, port, *more))
        return _read(connection)


class Browser:
    """One visitor with cookies, on one connection, from an address of its own in 127.0.0.0/8."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.port = port
        self.requests = 0
        self._cookies: dict[bytes, bytes] = {}
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self._socket.close()

    @property
    def cookies(self) -> str:
        """For another client that goes on as this visitor."""
        return (b"; ".join(name + b"=" + value for name, value in self._cookies.items())).decode()

    def forget(self) -> None:
        """Come back as somebody else."""
        self._cookies.clear()

    def get(self, url: str) -> Answer:
        return self._followed(url, self._ask("GET", url, b""))

    def post(self, url: str, form: Mapping[str, str]) -> Answer:
        return self._followed(url, self._ask("POST", url, urlencode(form).encode()))

    def _followed(self, url: str, answer: Answer) -> Answer:
        while answer.status in (301, 302, 303):
            url = urljoin(url, answer.location)
            answer = self._ask("GET", url, b"")
        return answer

    def _ask(self, method: str, url: str, body: bytes) -> Answer:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "Accept: text/html"]
        if self._cookies:
            lines.append(f"Cookie: {self.cookies}")
        if method == "POST":
            lines += [
                f"Origin: http://127.0.0.1:{self.port}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        self.requests += 1
        answer = _read(self._socket)
        self._cookies.update(_COOKIE.findall(answer.head))
        return replace(answer, url=url)


def _read(connection: socket.socket) -> Answer:
    data = b""
    while (length := whole(data)) is None:
        more = connection.recv(1 << 18)
        if not more:
            raise ConnectionError("the server closed the connection")
        data += more
    head, _, body = data[:length].partition(b"\r\n\r\n")
    return Answer(head + b"\r\n", body)

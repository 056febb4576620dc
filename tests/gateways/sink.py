"""A mail server of the tests' own: a real socket that speaks SMTP, well or badly, as `mode` says."""

import socketserver
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any

MODES = (
    "ok",
    "451",
    "554",
    "rcpt450",
    "rcpt550",
    "die_after_data",
    "hang",
    "hang_after_data",
    "die_on_quit",
    "sender553",
    "greeting554",
    "slow",
)
SLOW_SECONDS = 1.5


class Sink:
    """Accepts mail on the loopback interface and keeps it. `modes` says otherwise for single recipients."""

    def __init__(self, mode: str = "ok", *, smtputf8: bool = True, port: int = 0) -> None:
        self.mode = mode
        self.modes: dict[str, str] = {}
        self.smtputf8 = smtputf8
        self.received: list[tuple[str, str, bytes]] = []
        self.options: list[str] = []
        self.released = Event()
        self.lock = Lock()
        self._server = _Server(("127.0.0.1", port), _Conversation)
        self._server.sink = self
        self.port: int = self._server.server_address[1]
        self.url = f"smtp+plain://127.0.0.1:{self.port}"

    def __enter__(self) -> "Sink":
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def messages(self) -> list[EmailMessage]:
        with self.lock:
            return [message_from_bytes(data, policy=default) for _, _, data in self.received]  # type: ignore[misc]

    @property
    def recipients(self) -> list[str]:
        with self.lock:
            return [recipient for _, recipient, _ in self.received]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: Sink


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self.sender = self.recipient = ""
        with suppress(ConnectionError, _Over):
            self._converse()

    def _converse(self) -> None:
        if self.sink.mode == "greeting554":
            self._say("554 not today")
            return
        self._say("220 sink.example.org ESMTP")
        while line := self.rfile.readline():
            verb, _, rest = line.decode("utf-8").strip().partition(" ")
            getattr(self, f"_{verb.lower()}", self._unknown)(rest)

    def _ehlo(self, _: str) -> None:
        lines = ["sink.example.org", "8BITMIME", *(["SMTPUTF8"] if self.sink.smtputf8 else [])]
        for line in lines[:-1]:
            self._say(f"250-{line}")
        self._say(f"250 {lines[-1]}")

    def _mail(self, rest: str) -> None:
        self.sink.options.append(rest)
        self.sender = rest.split("<")[1].split(">")[0]
        self._say("553 5.7.1 sender refused" if self.sink.mode == "sender553" else "250 ok")

    def _rcpt(self, rest: str) -> None:
        self.recipient = rest.split("<")[1].split(">")[0]
        self.mode = self.sink.modes.get(self.recipient, self.sink.mode)
        if self.mode == "hang":
            self.sink.released.wait(30)
            raise _Over
        if self.mode == "slow":
            self.sink.released.wait(SLOW_SECONDS)
        answers = {
            "rcpt450": "450 4.2.1 <{0}>: greylisted, {0} come back",
            "rcpt550": "550 5.1.1 <{0}>: no such user {0} here",
        }
        self._say(answers.get(self.mode, "250 ok").format(self.recipient))

    def _data(self, _: str) -> None:
        self._say("354 go ahead")
        data = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _Over
            data += line[1:] if line.startswith(b"..") else line
        if self.mode == "451":
            self._say("451 4.3.0 try later")
            return
        if self.mode == "554":
            self._say("554 5.6.0 we do not like it")
            return
        with self.sink.lock:
            self.sink.received.append((self.sender, self.recipient, data))
        if self.mode == "die_after_data":
            raise _Over
        if self.mode == "hang_after_data":
            self.sink.released.wait(30)
            raise _Over
        self._say("250 taken")

    def _quit(self, _: str) -> None:
        if self.sink.mode != "die_on_quit":
            self._say("221 bye")
        raise _Over

    def _rset(self, _: str) -> None:
        self._say("250 ok")

    _noop = _rset

    def _unknown(self, _: str) -> None:
        self._say("502 no")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Over(Exception):
    """The server leaves without a word."""


def parts(message: EmailMessage) -> dict[str, Any]:
    """The parts of a mail by content type; text decoded."""
    return {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}

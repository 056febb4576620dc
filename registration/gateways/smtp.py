"""Hand a mail to a mail server (RFC 5321): one connection per mail, no wait longer than ten seconds."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from registration.gateways.transport import DeliveryFailure, PermanentFailure, TemporaryFailure

TIMEOUT = 10.0
LONGEST_REASON = 200

_ADDRESS = re.compile(r"<[^<>\s]*>|\S+@\S+")


class Security(StrEnum):
    """How the conversation is protected, by the scheme of the server's address."""

    STARTTLS = "smtp"
    TLS = "smtps"
    NONE = "smtp+plain"


DEFAULT_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True)
class SmtpServer:
    """The server that takes our mail. Certificates are checked; without TLS only where the scheme says so."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = TIMEOUT

    @classmethod
    def from_url(cls, url: str) -> "SmtpServer":
        """Read `smtp://user:password@host:587`, `smtps://host` or `smtp+plain://host`. Raises ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("a mail server is written smtp://host, smtps://host or smtp+plain://host")
        security = Security(parts.scheme)
        return cls(
            host=parts.hostname,
            port=parts.port or DEFAULT_PORTS[security],
            security=security,
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )

    def deliver(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Hand over one mail. An address outside ASCII needs a server with SMTPUTF8 (RFC 6531).

        A server that goes away before it has answered the text may have taken the mail or not: that is temporary,
        and the Message-ID stays the same. One that goes away after its answer has taken it.
        """
        with self._conversation(sender) as client:
            client.send_message(message, from_addr=sender, to_addrs=[recipient])

    def probe(self) -> None:
        """Greet the server, agree on TLS and sign in, send nothing. Raises TemporaryFailure or PermanentFailure."""
        with self._conversation("") as client:
            client.noop()

    @contextmanager
    def _conversation(self, sender: str) -> Iterator[smtplib.SMTP]:
        client: smtplib.SMTP | None = None
        try:
            client = self._connected(sender)
            yield client
        except (OSError, UnicodeError) as error:
            raise failure(error) from error
        finally:
            if client is not None:
                _say_goodbye(client)

    def _connected(self, sender: str) -> smtplib.SMTP:
        # Our own name in the greeting: the machine's would have to be looked up.
        own_name = sender.rpartition("@")[2] or "localhost"
        if self.security is Security.TLS:
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host,
                self.port,
                local_hostname=own_name,
                timeout=self.timeout,
                context=ssl.create_default_context(),
            )
        else:
            client = smtplib.SMTP(self.host, self.port, local_hostname=own_name, timeout=self.timeout)
        try:
            if self.security is Security.STARTTLS:
                client.starttls(context=ssl.create_default_context())
            if self.user:
                client.login(self.user, self.password)
        except BaseException:
            client.close()
            raise
        return client


def failure(error: Exception) -> DeliveryFailure:
    """What an error of the conversation means. Only what is said about this recipient or this text is permanent:
    a refused connection, sign-in or sender is our own trouble, and ends when an operator mends it.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _refusal(code, text)
    if isinstance(error, smtplib.SMTPDataError):
        return _refusal(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError) and "SMTPUTF8" in str(error):
        return PermanentFailure("The mail server cannot send to addresses outside ASCII")
    if isinstance(error, UnicodeError):
        return PermanentFailure("The address cannot be written as a mail server needs it")
    if isinstance(error, smtplib.SMTPResponseException):
        return TemporaryFailure(reason(error.smtp_code, error.smtp_error))
    # smtplib says "closed" for both; only the cause tells a server that hangs from one that left.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return TemporaryFailure("The mail server did not answer in time")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return TemporaryFailure("The mail server closed the connection")
    return TemporaryFailure(
        f"The mail server could not be used: {shortened(str(error) or type(error).__name__)}"
    )


def reason(code: int, text: bytes | str) -> str:
    """A server's answer as we keep it: one line, without any address it repeats."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return shortened(f"{code} {said}")


def shortened(text: str) -> str:
    return " ".join(_ADDRESS.sub("…", text).split())[:LONGEST_REASON]


def _refusal(code: int, text: bytes | str) -> DeliveryFailure:
    kind = PermanentFailure if 500 <= code < 600 else TemporaryFailure
    return kind(reason(code, text))


def _say_goodbye(client: smtplib.SMTP) -> None:
    """The mail has been answered for: how the server takes its leave changes nothing."""
    with suppress(OSError):
        client.quit()
    client.close()

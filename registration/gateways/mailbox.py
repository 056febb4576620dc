"""A folder that takes mail in place of a server: one .eml file per mail, for demonstrations and development."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{24}")


@dataclass(frozen=True)
class Kept:
    """One mail of the folder as a list shows it. `name` finds it again; `sent_at` is aware."""

    name: str
    recipient: str
    subject: str
    sent_at: datetime


@dataclass(frozen=True)
class MailboxFolder:
    """The folder; made when the first mail arrives."""

    path: Path

    @classmethod
    def within(cls, data_dir: Path) -> "MailboxFolder":
        """The mailbox of an installation that keeps its data there."""
        return cls(data_dir / "mailbox")

    def deliver(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Keep one mail. A repeated delivery of the same mail at the same time is kept once."""
        self.path.mkdir(parents=True, exist_ok=True)
        identity = hashlib.sha256(f"{sender}\0{recipient}\0{message['Message-ID']}".encode()).hexdigest()
        name = f"{message['Date'].datetime.astimezone(UTC):%Y%m%dT%H%M%SZ}-{identity[:24]}"
        # Written beside and renamed, so that a reader never finds half a mail.
        unfinished = self.path / f"{name}.part"
        unfinished.write_bytes(message.as_bytes())
        unfinished.rename(self.path / f"{name}.eml")

    def newest(self, most: int = 200) -> list[Kept]:
        """The latest mails, newest first."""
        return [_kept(path) for path in self._paths()[:most]]

    def count(self) -> int:
        return len(self._paths())

    def read(self, name: str) -> EmailMessage | None:
        """One mail, or None when there is none of this name."""
        path = self.path / f"{name}.eml"
        if not _NAME.fullmatch(name) or not path.is_file():
            return None
        message = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        return message

    def _paths(self) -> list[Path]:
        return sorted(self._files(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)

    def _files(self) -> Iterator[Path]:
        if self.path.is_dir():
            yield from self.path.glob("*.eml")


def _kept(path: Path) -> Kept:
    with path.open("rb") as file:
        headers = BytesHeaderParser(policy=default).parse(file)
    recipient = headers["To"].addresses[0].addr_spec if headers["To"].addresses else ""
    return Kept(path.stem, recipient, str(headers["Subject"]), headers["Date"].datetime.astimezone(UTC))

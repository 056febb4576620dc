"""A folder in place of a mail server."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from registration.gateways.mailbox import MailboxFolder

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def keep(
    folder: MailboxFolder, subject: str, *, at: datetime = AT, recipient: str = "anna@example.org"
) -> None:
    message = EmailMessage()
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = at
    message["Message-ID"] = f"<{subject}@example.org>"
    message.set_content("Здравствуйте\n")
    folder.deliver(message, sender="no-reply@example.org", recipient=recipient)


def test_the_newest_mail_comes_first(tmp_path: Path) -> None:
    folder = MailboxFolder(tmp_path / "mailbox")
    for number in range(3):
        keep(folder, f"mail-{number}", at=AT + timedelta(seconds=number))
    assert [kept.subject for kept in folder.newest()] == ["mail-2", "mail-1", "mail-0"]
    assert folder.newest(1)[0].sent_at == AT + timedelta(seconds=2)
    assert folder.count() == 3


def test_a_mail_is_read_by_its_name(tmp_path: Path) -> None:
    folder = MailboxFolder(tmp_path)
    keep(folder, "mail")
    found = folder.read(folder.newest()[0].name)
    assert found is not None
    assert found.get_content() == "Здравствуйте\n"


def test_a_repeated_delivery_is_kept_once(tmp_path: Path) -> None:
    folder = MailboxFolder(tmp_path)
    keep(folder, "mail")
    keep(folder, "mail")
    assert len(folder.newest()) == 1


def test_an_empty_folder_holds_no_mail(tmp_path: Path) -> None:
    assert MailboxFolder(tmp_path / "none").newest() == []


@pytest.mark.parametrize("name", ["", "../secret", "20261123T090000Z-" + "0" * 24, "a" * 300])
def test_only_a_mail_of_the_folder_can_be_read(tmp_path: Path, name: str) -> None:
    assert MailboxFolder(tmp_path).read(name) is None

"""Subjects and names in headers of mail: what is read is what was written, letter by letter."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import compat32

import pytest
from hypothesis import given
from hypothesis import strategies as some

from registration.actions.letters.headers import POLICY

WORDS = [
    "Регистрация",
    "получена",
    "и",
    "находится",
    "Zoë",
    "O'Brien",
    "张",
    "محمد",
    "1",
    "—",
    ":",
    "Roundtable",
]
TEXTS = some.lists(some.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join)


def sent(subject: str, name: str) -> bytes:
    mail = EmailMessage(policy=POLICY)
    mail["Subject"] = subject
    mail["To"] = Address(name, addr_spec="zoe@example.org")
    mail.set_content("Words")
    return mail.as_bytes()


def read(mail: bytes, header: str) -> str:
    """As programs read it that know RFC 2047; the newer reader of Python puts spaces into names."""
    return str(make_header(decode_header(str(message_from_bytes(mail, policy=compat32)[header]))))


@pytest.mark.parametrize(
    "subject",
    [
        "Registration received",
        "Регистрация получена и находится на утверждении: Стол 1",
        "Нет места: " + "Константиновна " * 12,
    ],
)
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    assert read(sent(subject.strip(), "Zoë"), "Subject") == subject.strip()


@given(subject=TEXTS, name=TEXTS)
def test_no_space_is_lost_and_none_comes_in_between(subject: str, name: str) -> None:
    mail = sent(subject, name)

    assert mail.isascii()
    assert max(len(line) for line in mail.split(b"\r\n")) <= 78
    assert read(mail, "Subject") == subject
    assert read(mail, "To").replace('"', "") == f"{name} <zoe@example.org>"

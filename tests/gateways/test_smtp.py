"""Mail handed to a real server that answers well, badly, or not at all."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from registration.gateways.smtp import Security, SmtpServer
from registration.gateways.transport import PermanentFailure, TemporaryFailure
from tests.gateways.sink import Sink

ANNA = "anna@example.org"


def mail(recipient: str = ANNA) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("Secretariat", addr_spec="no-reply@example.org")
    message["To"] = recipient
    message["Message-ID"] = "<one@example.org>"
    message["Subject"] = "Круглый стол"
    message.set_content("Your place is confirmed.\n.\n..\n")
    return message


def deliver(sink: Sink, recipient: str = ANNA, timeout: float = 10) -> None:
    server = SmtpServer("127.0.0.1", sink.port, Security.NONE, timeout=timeout)
    server.deliver(mail(recipient), sender="no-reply@example.org", recipient=recipient)


def test_a_mail_arrives_as_it_was_written() -> None:
    with Sink() as sink:
        deliver(sink)
    assert sink.recipients == [ANNA]
    assert sink.messages[0]["Subject"] == "Круглый стол"
    assert sink.messages[0].get_content().splitlines() == ["Your place is confirmed.", ".", ".."]


@pytest.mark.parametrize("mode", ["451", "rcpt450", "sender553", "greeting554", "die_after_data"])
def test_what_may_mend_itself_is_worth_another_try(mode: str) -> None:
    with Sink(mode) as sink, pytest.raises(TemporaryFailure):
        deliver(sink)


@pytest.mark.parametrize("mode", ["554", "rcpt550"])
def test_a_refusal_of_the_recipient_or_the_text_is_for_good(mode: str) -> None:
    with Sink(mode) as sink, pytest.raises(PermanentFailure):
        deliver(sink)


@pytest.mark.parametrize("mode", ["hang", "hang_after_data"])
def test_a_server_that_does_not_answer_is_left_in_time(mode: str) -> None:
    with Sink(mode) as sink, pytest.raises(TemporaryFailure, match="in time"):
        deliver(sink, timeout=0.3)


def test_a_server_that_dies_at_the_goodbye_has_taken_the_mail() -> None:
    with Sink("die_on_quit") as sink:
        deliver(sink)
    assert len(sink.received) == 1


def test_nobody_listening_is_worth_another_try() -> None:
    with Sink() as sink:
        gone = sink.port
    with pytest.raises(TemporaryFailure):
        SmtpServer("127.0.0.1", gone, Security.NONE).deliver(mail(), sender="a@example.org", recipient=ANNA)


@pytest.mark.parametrize("mode", ["rcpt450", "rcpt550"])
def test_the_reason_repeats_no_address(mode: str) -> None:
    with Sink(mode) as sink, pytest.raises((TemporaryFailure, PermanentFailure)) as failed:
        deliver(sink)
    assert "@" not in failed.value.reason
    assert failed.value.reason.startswith(("450 4.2.1", "550 5.1.1"))
    assert "\n" not in failed.value.reason


def test_an_address_outside_ascii_travels_with_smtputf8() -> None:
    with Sink() as sink:
        deliver(sink, "Пётр@example.org")
    assert sink.recipients == ["Пётр@example.org"]
    assert "SMTPUTF8" in sink.options[0].upper()


def test_a_server_without_smtputf8_cannot_take_such_an_address() -> None:
    with Sink(smtputf8=False) as sink, pytest.raises(PermanentFailure, match="ASCII"):
        deliver(sink, "Пётр@example.org")


def test_mail_is_not_sent_where_the_protection_asked_for_is_missing() -> None:
    with Sink() as sink, pytest.raises(TemporaryFailure):
        SmtpServer("127.0.0.1", sink.port, Security.STARTTLS).deliver(
            mail(), sender="no-reply@example.org", recipient=ANNA
        )
    assert sink.received == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://relay.example.org", SmtpServer("relay.example.org", 587, Security.STARTTLS)),
        ("smtps://relay.example.org", SmtpServer("relay.example.org", 465, Security.TLS)),
        ("smtp+plain://127.0.0.1:2525", SmtpServer("127.0.0.1", 2525, Security.NONE)),
        (
            "smtp://us%40er:p%3Aw@relay.example.org:25",
            SmtpServer("relay.example.org", 25, Security.STARTTLS, "us@er", "p:w"),
        ),
    ],
)
def test_the_setting_says_how_to_reach_the_server(url: str, expected: SmtpServer) -> None:
    assert SmtpServer.from_url(url) == expected


@pytest.mark.parametrize(
    "url", ["", "relay.example.org", "http://relay.example.org", "smtp://", "smtp://a/b"]
)
def test_anything_else_is_not_a_mail_server(url: str) -> None:
    with pytest.raises(ValueError, match="a mail server is written"):
        SmtpServer.from_url(url)


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(SmtpServer.from_url("smtp://user:secret@relay.example.org"))


def test_a_probe_sends_nothing() -> None:
    with Sink() as sink:
        SmtpServer.from_url(sink.url).probe()
    assert sink.received == []

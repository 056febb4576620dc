"""What every way of handing over a mail has in common: one verb, and two ways to fail."""

from email.message import EmailMessage
from typing import Protocol


class DeliveryFailure(Exception):
    """The mail was not taken. `reason` is short and holds no address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TemporaryFailure(DeliveryFailure):
    """Worth another try: the server was away, busy, or asked to come back (RFC 5321 §4.2.1, 4yz)."""


class PermanentFailure(DeliveryFailure):
    """Refused for good: no further try will mend it (RFC 5321 §4.2.1, 5yz)."""


class Transport(Protocol):
    """Hands over one mail to one recipient; several threads may call it at once."""

    def deliver(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Returns once somebody has taken the mail. Raises TemporaryFailure or PermanentFailure."""

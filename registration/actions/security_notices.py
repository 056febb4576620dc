"""Tell an organizer by mail what was changed in the account. The letter holds no link: it is no way in."""

from datetime import datetime

from registration.actions import mail
from registration.models.organizers import Organizer
from registration.rules.letters import Letter
from registration.rules.notices import Notice


def tell(organizer: Organizer, notice: Notice, *, at: datetime, name: str = "") -> None:
    """`name` is that of a passkey."""
    mail.queue_to_organizer(
        Letter.ACCOUNT_CHANGED,
        organizer,
        at=at,
        notice=notice,
        happened_at=at.isoformat(),
        name=name,
    )

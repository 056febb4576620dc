"""What a roundtable that is made after another takes over of its mail."""

from datetime import datetime

from registration.actions import audit, mailings, reminding
from registration.models.roundtables import Roundtable


def copy_mail(source: Roundtable, target: Roundtable, *, by: audit.By, at: datetime) -> None:
    """Reminder rules and drafts of mail to many; nothing that was sent."""
    reminding.copy_rules(source, target, by=by, at=at)
    mailings.copy_drafts(source, target, by=by, at=at)

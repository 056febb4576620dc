"""Started and sent registrations, found through the visit that started them."""

from datetime import datetime

from sqlalchemy import select

from registration.extensions import db
from registration.models.submissions import Draft, Submission
from registration.rules.refusals import DraftGone


def started(public_id: str, *, visit: str | None, roundtable_id: int, at: datetime) -> Draft | None:
    """The draft, or None when nothing was kept yet. Raises DraftGone for one of another visit, or past its time."""
    draft = db.session.scalar(select(Draft).where(Draft.public_id == public_id))
    if draft is None:
        return None
    if draft.visit != visit or draft.roundtable_id != roundtable_id or draft.expires_at <= at:
        raise DraftGone
    return draft


def sent(key: str) -> Submission | None:
    """What was sent with this draft, if it was."""
    return db.session.scalar(select(Submission).where(Submission.key == key))

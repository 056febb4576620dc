"""Started and sent registrations, found through the visit that started them."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from registration.extensions import db
from registration.models.submissions import Draft, Submission
from registration.rules.refusals import DraftGone

# Made once: every step begins with it.
_STARTED = select(Draft.visit, Draft.roundtable_id, Draft.answers, Draft.expires_at).where(
    Draft.public_id == bindparam("public_id")
)

_SENT = select(Submission).where(Submission.key == bindparam("key"))


def started(public_id: str, *, visit: str | None, roundtable_id: int, at: datetime) -> dict[str, Any] | None:
    """The answers kept so far, or None. Raises DraftGone for those of another visit, or past their time."""
    draft = db.session.execute(_STARTED, {"public_id": public_id}).one_or_none()
    if draft is None:
        return None
    if draft.visit != visit or draft.roundtable_id != roundtable_id or draft.expires_at <= at:
        raise DraftGone
    answers: dict[str, Any] = draft.answers
    return answers


def sent(key: str) -> Submission | None:
    """What was sent with this draft, if it was."""
    return db.session.scalar(_SENT, {"key": key})

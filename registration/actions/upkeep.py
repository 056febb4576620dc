"""What the worker does beside sending mail: a sign of life, and clearing away what has run out."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from registration.extensions import db
from registration.models.access import AccessToken, Heartbeat, Throttle, Visit
from registration.models.bulk_deeds import BulkDeed
from registration.models.files import File
from registration.models.guest_lists import GuestList
from registration.models.submissions import Draft
from registration.rules import schedule

# Kept for a while after it ran out, so that an old link is told from one that never was.
SPENT_TOKENS_KEPT = timedelta(days=30)


def beat(name: str, *, at: datetime) -> None:
    """Leave a sign of life."""
    found = db.session.execute(
        update(Heartbeat).where(Heartbeat.name == name).values(at=at),
        execution_options={"synchronize_session": False},
    )
    if not found.rowcount:  # type: ignore[attr-defined]
        db.session.add(Heartbeat(name=name, at=at))


def clear_away(*, at: datetime) -> None:
    """Delete what has run out: visits, drafts, files, guest lists, throttles, sign-in links, deeds to be undone."""
    for expired in (
        Visit.expires_at <= at,
        Draft.expires_at <= at,
        File.expires_at <= at,
        GuestList.expires_at <= at,
        Throttle.window_ends_at <= at,
        AccessToken.expires_at <= at - SPENT_TOKENS_KEPT,
        BulkDeed.at <= at - schedule.UNDO_LASTS,
    ):
        db.session.execute(
            delete(expired.left.table).where(expired), execution_options={"synchronize_session": False}
        )

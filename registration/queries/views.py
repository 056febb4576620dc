"""Saved views of a guest table: one's own, and those that others share."""

from sqlalchemy import func, or_, select

from registration.extensions import db
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.models.views import SavedView


def of(roundtable: Roundtable, organizer: Organizer) -> list[SavedView]:
    """By name, one's own first."""
    mine = SavedView.organizer_id == organizer.id
    return list(
        db.session.scalars(
            select(SavedView)
            .where(SavedView.roundtable_id == roundtable.id, or_(mine, SavedView.shared))
            .order_by(mine.desc(), SavedView.key, SavedView.id)
        )
    )


def own(roundtable: Roundtable, organizer: Organizer, view_id: int) -> SavedView | None:
    return db.session.scalar(
        select(SavedView).where(
            SavedView.id == view_id,
            SavedView.roundtable_id == roundtable.id,
            SavedView.organizer_id == organizer.id,
        )
    )


def named(roundtable_id: int, organizer_id: int, key: str) -> SavedView | None:
    return db.session.scalar(
        select(SavedView).where(
            SavedView.roundtable_id == roundtable_id,
            SavedView.organizer_id == organizer_id,
            SavedView.key == key,
        )
    )


def count(roundtable_id: int, organizer_id: int) -> int:
    return (
        db.session.scalar(
            select(func.count()).where(
                SavedView.roundtable_id == roundtable_id, SavedView.organizer_id == organizer_id
            )
        )
        or 0
    )

"""What organizers asked people who await approval, and whether they have answered."""

from collections.abc import Collection

from sqlalchemy import select

from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.registrations import Registration


def of(registration: Registration) -> list[Inquiry]:
    """The latest first."""
    return list(
        db.session.scalars(
            select(Inquiry).where(Inquiry.registration_id == registration.id).order_by(Inquiry.id.desc())
        )
    )


def answered(registrations: Collection[Registration]) -> dict[int, bool]:
    """By the id of each who was asked: whether the latest question has an answer. Of nobody nothing is looked for."""
    if not registrations:
        return {}
    rows = db.session.execute(
        select(Inquiry.registration_id, Inquiry.answered_at)
        .where(Inquiry.registration_id.in_([one.id for one in registrations]))
        .order_by(Inquiry.id)
    )
    return {registration_id: answered_at is not None for registration_id, answered_at in rows}

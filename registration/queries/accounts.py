"""Every organizer's account, for the operator."""

from collections.abc import Sequence

from sqlalchemy import select

from registration.extensions import db
from registration.models.organizers import Organizer


def organizers() -> Sequence[Organizer]:
    return db.session.scalars(select(Organizer).order_by(Organizer.email_key)).all()

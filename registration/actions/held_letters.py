"""Letters of a deed about many people wait a little, so that the deed can be undone before anybody has read them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from registration.extensions import db
from registration.models.outbox import Delivery, Message
from registration.models.registrations import Registration


def hold(registration_ids: Collection[int], *, made_at: datetime, until: datetime) -> None:
    """The letters about these people that were queued in this very moment wait a little."""
    db.session.flush()
    db.session.execute(
        update(Message)
        .where(
            Message.registration_id.in_(registration_ids),
            Message.created_at == made_at,
            Message.delivery == Delivery.QUEUED,
        )
        .values(due_at=until),
        execution_options={"synchronize_session": "fetch"},
    )


def take_back(registration: Registration, *, made_at: datetime) -> bool:
    """Whether the letters of that moment could all be taken out of the outbox: none has been on its way."""
    queued = list(
        db.session.scalars(
            select(Message)
            .where(Message.registration_id == registration.id, Message.created_at == made_at)
            .with_for_update()
        )
    )
    if not queued or any(one.delivery is not Delivery.QUEUED or one.attempts for one in queued):
        return False
    for one in queued:
        db.session.delete(one)
    return True

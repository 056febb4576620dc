"""Signs of life: does the database answer, is it today's, when did the worker last report."""

from datetime import datetime, timedelta
from functools import cache

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from registration import folders
from registration.extensions import db
from registration.models.access import Heartbeat
from registration.models.outbox import AT_ONCE, OVERTAKEN, Delivery, Message

WORKER = "worker"
# The worker reports every few seconds; after this long it is taken for dead.
WORKER_PATIENCE = timedelta(seconds=60)


def database_answers() -> bool:
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def is_up_to_date() -> bool:
    """Whether every migration of this version has been applied."""
    return _applied() == _known()


def worker_seen_at() -> datetime | None:
    """The worker's last report, None when it never ran."""
    return db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == WORKER))


def worker_is_alive(at: datetime, *, within: timedelta = WORKER_PATIENCE) -> bool:
    seen_at = worker_seen_at()
    return seen_at is not None and at - seen_at < within


def messages(delivery: Delivery) -> int:
    """How many messages stand like this."""
    return db.session.scalar(select(func.count()).where(Message.delivery == delivery)) or 0


def lost_messages() -> int:
    """Messages that ended without reaching their reader, except those that a later one has overtaken."""
    ended = Message.delivery.in_((Delivery.FAILED, Delivery.BOUNCED))
    return db.session.scalar(select(func.count()).where(ended, Message.last_error != OVERTAKEN)) or 0


def overdue_messages(at: datetime) -> int:
    """Messages that should have left ten minutes ago and were never tried; mail to many takes its time."""
    long_ago = at - timedelta(minutes=10)
    return (
        db.session.scalar(
            select(func.count()).where(
                Message.delivery == Delivery.QUEUED,
                Message.priority == AT_ONCE,
                Message.attempts == 0,
                Message.due_at < long_ago,
            )
        )
        or 0
    )


def _applied() -> frozenset[str]:
    return frozenset(MigrationContext.configure(db.session.connection()).get_current_heads())


@cache
def _known() -> frozenset[str]:
    configuration = Config()
    configuration.set_main_option("script_location", str(folders.MIGRATIONS))
    return frozenset(ScriptDirectory.from_config(configuration).get_heads())

"""How often something may be tried in a while, counted in the database for all processes."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from registration.extensions import db
from registration.models.access import Throttle
from registration.rules.refusals import TooMany


def count(what: str, who: str, *, most: int, within: timedelta, at: datetime) -> None:
    """Count one try. Raises TooMany with the seconds to wait. `who` is stored as a hash only.

    Runs in a transaction of its own: a refused try must be counted although nothing else is kept.
    """
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:48]}"
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    db.session.execute(insert(Throttle).values(key=key, window_ends_at=at, tries=0).on_conflict_do_nothing())
    db.session.execute(
        update(Throttle)
        .where(Throttle.key == key, Throttle.window_ends_at <= at)
        .values(window_ends_at=at + within, tries=0),
        execution_options={"synchronize_session": False},
    )
    db.session.execute(
        update(Throttle).where(Throttle.key == key).values(tries=Throttle.tries + 1),
        execution_options={"synchronize_session": False},
    )
    tries, ends_at = db.session.execute(
        select(Throttle.tries, Throttle.window_ends_at).where(Throttle.key == key)
    ).one()
    if tries > most:
        raise TooMany(retry_after=max(1, int((ends_at - at).total_seconds())))

"""How often something may be tried in a while, counted in the database for all processes."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import case
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
    over = Throttle.window_ends_at <= at
    # One statement: whoever clears old windows away meanwhile cannot take the row from under the count.
    tries, ends_at = db.session.execute(
        insert(Throttle)
        .values(key=key, window_ends_at=at + within, tries=1)
        .on_conflict_do_update(
            index_elements=[Throttle.key],
            set_={
                "window_ends_at": case((over, at + within), else_=Throttle.window_ends_at),
                "tries": case((over, 1), else_=Throttle.tries + 1),
            },
        )
        .returning(Throttle.tries, Throttle.window_ends_at)
    ).one()
    if tries > most:
        raise TooMany(retry_after=max(1, int((ends_at - at).total_seconds())))

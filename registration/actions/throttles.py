"""How often something may be tried in a while, counted in the database for all processes."""

import hashlib
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Executable, bindparam, case
from sqlalchemy.dialects import postgresql, sqlite

from registration.extensions import db
from registration.models.access import Throttle
from registration.rules.refusals import TooMany


def count(what: str, who: str, *, most: int, within: timedelta, at: datetime) -> None:
    """Count one try. Raises TooMany with the seconds to wait. `who` is stored as a hash only.

    Runs in a transaction of its own: a refused try must be counted although nothing else is kept.
    """
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()[:48]}"
    tries, ends_at = db.session.execute(
        _counting(db.engine.dialect.name), {"counted": key, "at": at, "until": at + within}
    ).one()
    if tries > most:
        raise TooMany(retry_after=max(1, int((ends_at - at).total_seconds())))


@cache
def _counting(dialect: str) -> Executable:
    """One statement: whoever clears old windows away meanwhile cannot take the row from under the count."""
    insert = (postgresql if dialect == "postgresql" else sqlite).insert
    throttles = Throttle.metadata.tables[Throttle.__tablename__]
    ends_at, tries = throttles.c.window_ends_at, throttles.c.tries
    until = bindparam("until", type_=ends_at.type)
    over = ends_at <= bindparam("at")
    counting: Executable = (
        insert(throttles)
        .values(key=bindparam("counted"), window_ends_at=until, tries=1)
        .on_conflict_do_update(
            index_elements=[throttles.c.key],
            set_={
                "window_ends_at": case((over, until), else_=ends_at),
                "tries": case((over, 1), else_=tries + 1),
            },
        )
        .returning(tries, ends_at)
    )
    return counting

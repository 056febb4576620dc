"""The daily digest of an organizer: switched on and off, and put into the outbox once a day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update

from registration.actions import mail
from registration.extensions import db
from registration.models.organizers import Organizer
from registration.queries import digests
from registration.rules.letters import Letter


def choose(organizer: Organizer, hour: int | None, zone: str, *, at: datetime) -> None:
    """At an hour of the clocks of a city, or not at all. The first one tells what happens from now on."""
    if hour is not None and (organizer.digest_hour is None or organizer.digested_at is None):
        organizer.digested_at = at
    organizer.digest_hour, organizer.digest_zone = hour, zone


def digest(organizer_id: int, *, at: datetime) -> bool:
    """One unit: the letter, and that it was written; whether there was anything to tell.

    Two workers take turns: the first statement takes the organizer's row.
    """
    mine = db.session.scalar(
        update(Organizer)
        .where(Organizer.id == organizer_id)
        .values(digested_at=Organizer.digested_at)
        .returning(Organizer.id),
        execution_options={"synchronize_session": False},
    )
    organizer = db.session.get(Organizer, organizer_id, populate_existing=True) if mine else None
    if organizer is None or not organizer.active or not digests.is_due(organizer, at):
        return False
    since = organizer.digested_at
    assert since is not None
    organizer.digested_at = at
    found = digests.facts(organizer, since, at)
    if not found:
        return False
    day = at.astimezone(ZoneInfo(organizer.digest_zone)).toordinal()
    mail.queue_to_organizer(Letter.DIGEST, organizer, version=day, at=at, roundtables=found)
    return True

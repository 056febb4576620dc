"""The link to join a meeting online: set by organizers, mailed by the worker to each confirmed online participant."""

from datetime import datetime

from registration.actions import audit, mail, seats
from registration.extensions import db
from registration.queries import joining
from registration.rules.letters import Letter
from registration.rules.refusals import ChangedMeanwhile
from registration.rules.verbs import Verb

# As many as one unit of work writes letters to.
AT_ONCE = 15


def change(room: seats.Room, url: str, hours: int, *, version: int, by: audit.By, at: datetime) -> None:
    """Set the link and when it is given; an empty one takes it back. Raises ChangedMeanwhile.

    Whoever was told another link is told this one too, as soon as it is time.
    """
    roundtable = room.roundtable
    if roundtable.version != version:
        raise ChangedMeanwhile
    changed = [
        name
        for name, value in (("joining_url", url), ("joining_hours", hours))
        if getattr(roundtable, name) != value
    ]
    if not changed:
        return
    if "joining_url" in changed:
        roundtable.joining_version += 1
    roundtable.joining_url, roundtable.joining_hours = url, hours
    roundtable.version += 1
    audit.record(Verb.JOINING_LINK_CHANGED, by=by, at=at, roundtable_id=roundtable.id, fields=changed)


def tell(room: seats.Room, *, at: datetime) -> None:
    """Letters to those who have not been told, to their own address alone; whoever is left is due again."""
    version = room.roundtable.joining_version
    for registration in joining.untold(room.roundtable, at, at_most=AT_ONCE):
        registration.joining_version = version
        registration.mail_version += 1
        mail.queue_to_address(
            Letter.JOINING,
            registration.email,
            name=registration.full_name,
            language=registration.language,
            version=registration.mail_version,
            at=at,
            registration=registration,
            joining_version=version,
        )
    db.session.flush()

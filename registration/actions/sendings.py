"""Every sending of a form is kept with its key: a repeat is answered as the first one was."""

from collections.abc import Callable
from datetime import datetime

from registration.actions import audit, mail, references, seats
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.submissions import Submission
from registration.queries import submissions
from registration.rules.letters import Letter
from registration.rules.refusals import AlreadySent
from registration.rules.statuses import Status

Reply = Callable[..., Registration]


def earlier(wish: Wish, key: str) -> Submission | None:
    """What was sent with this key before. Raises AlreadySent when those were other answers."""
    found = submissions.sent(key)
    if found is not None and found.digest != wish.digest():
        raise AlreadySent
    return found


def reply(
    room: seats.Room, invitation: Invitation, wish: Wish, give: Reply, *, key: str, at: datetime
) -> Submission:
    """Accept an invitation or name somebody (`give`: see `actions/replies.py`), once for each key.

    Somebody who was registered already is told by mail how things stand.
    """
    before = earlier(wish, key)
    if before is not None:
        return before
    registration = give(room, invitation, wish, by=audit.PERSON, at=at)
    if at not in (registration.created_at, registration.decided_at):
        mail.queue(Letter.REPEATED, registration, at=at)
    new = registration.created_at == at
    reference = registration.reference if new else references.new()
    return keep(registration, wish, key=key, reference=reference, shown=registration.status, at=at)


def keep(
    registration: Registration, wish: Wish, *, key: str, reference: str, shown: Status, at: datetime
) -> Submission:
    """`shown` is what the page says: a repeat is told the same."""
    submission = Submission(
        key=key,
        digest=wish.digest(),
        reference=reference,
        registration_id=registration.id,
        roundtable_id=registration.roundtable_id,
        shown_status=shown,
        created_at=at,
    )
    db.session.add(submission)
    db.session.flush()
    return submission

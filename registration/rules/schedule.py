"""When things are due: retries of mail, how long links, sessions and drafts live."""

from datetime import datetime, timedelta

# Minutes between attempts to hand a mail over; after the last one it has failed.
RETRIES = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)

LEASE = timedelta(minutes=2)
DRAFT_LIFE = timedelta(hours=24)
VISIT_LIFE = timedelta(hours=24)
PERSONAL_VISIT_LIFE = timedelta(minutes=30)
ORGANIZER_IDLE = timedelta(hours=2)
ORGANIZER_LIFE = timedelta(hours=12)
FRESH_SIGN_IN = timedelta(minutes=15)
# A form that was opened in time may be filled in for as long again.
FRESH_TO_FINISH = 2 * FRESH_SIGN_IN
# Between the first step of signing in and the second.
SECOND_STEP_LIFE = timedelta(minutes=10)
# How long a passkey or a new app is waited for.
CEREMONY_LIFE = timedelta(minutes=10)
CONFIRM_CODE_LIFE = timedelta(minutes=15)
# After this a list of which no end is on record was not received whole.
DOWNLOAD_LASTS = timedelta(minutes=10)
SIGN_IN_LINK_LIFE = timedelta(days=3)
COLLEAGUE_INVITATION_LIFE = timedelta(days=7)
# A deed about many people can be undone for so long; if they are told of it, only until the mail goes out.
UNDO_LASTS = timedelta(minutes=10)
MAIL_HELD = timedelta(minutes=2)
# How long a seat is held for somebody whose address has yet to be confirmed.
ADDRESS_CHECK_LIFE = timedelta(hours=24)
PERSONAL_LINK_AFTER_MEETING = timedelta(days=30)


def held_until(at: datetime) -> datetime:
    """When mail about many people goes out: they can be spared a decision that is taken back at once."""
    return at + MAIL_HELD


def personal_links_are_over(ends_at: datetime | None, at: datetime) -> bool:
    """Whether what was mailed about a meeting opens nothing any more: a month after it."""
    return ends_at is not None and ends_at + PERSONAL_LINK_AFTER_MEETING <= at


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts, or None when it is time to give up."""
    if attempts > len(RETRIES):
        return None
    return timedelta(minutes=RETRIES[attempts - 1])

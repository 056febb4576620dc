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
# After this a list of which no end is on record was not received whole.
DOWNLOAD_LASTS = timedelta(minutes=10)
SIGN_IN_LINK_LIFE = timedelta(days=3)
# How long a seat is held for somebody whose address has yet to be confirmed.
ADDRESS_CHECK_LIFE = timedelta(hours=24)
PERSONAL_LINK_AFTER_MEETING = timedelta(days=30)


def personal_links_are_over(ends_at: datetime | None, at: datetime) -> bool:
    """Whether what was mailed about a meeting opens nothing any more: a month after it."""
    return ends_at is not None and ends_at + PERSONAL_LINK_AFTER_MEETING <= at


def retry_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts, or None when it is time to give up."""
    if attempts > len(RETRIES):
        return None
    return timedelta(minutes=RETRIES[attempts - 1])

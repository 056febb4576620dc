"""Mail to many: where it stands, who is left out of it and why, and whether it is still meant for somebody."""

from enum import StrEnum

from registration.rules import statuses
from registration.rules.statuses import Status


class MailingState(StrEnum):
    """Where mail to many stands. What was stopped is not sent any more; what is sent has come to its end."""

    DRAFT = "draft"
    QUEUED = "queued"
    PAUSED = "paused"
    STOPPED = "stopped"
    SENT = "sent"


class LeftOut(StrEnum):
    """Why somebody whom the filters name gets no letter."""

    OUT_OF_REACH = "out_of_reach"
    NO_LONGER_LIVE = "no_longer_live"
    NO_ADDRESS = "no_address"
    WRITTEN_BEFORE = "written_before"


class Skipped(StrEnum):
    """Why a letter that was queued is not sent after all."""

    STOPPED = "stopped"
    HAS_LEFT = "has_left"
    HAS_COME_BACK = "has_come_back"
    NO_LONGER_CONCERNED = "no_longer_concerned"
    MEETING_BEGUN = "meeting_begun"


def outdated(then: Status, now: Status, *, exactly: bool) -> Skipped | None:
    """Why a letter queued for somebody in one status is not for them in another; None while it is.

    `exactly`: a reminder is about the status itself; other letters only mind whether somebody is still in the process.
    """
    if then in statuses.LIVE and now not in statuses.LIVE:
        return Skipped.HAS_LEFT
    if exactly and then is not now:
        return Skipped.NO_LONGER_CONCERNED
    if then not in statuses.LIVE and now in statuses.LIVE:
        return Skipped.HAS_COME_BACK
    return None

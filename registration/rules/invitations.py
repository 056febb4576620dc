"""The life of an invitation: its states, the moves between them, and when a reply is taken."""

from datetime import datetime
from enum import StrEnum


class Reply(StrEnum):
    """Where an invitation stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REGRETS = "regrets"
    # Somebody else of the delegation takes part.
    SUBSTITUTED = "substituted"
    EXPIRED = "expired"
    REVOKED = "revoked"


# One of these per addressee and roundtable.
LIVE = frozenset({Reply.DRAFT, Reply.SENT, Reply.ACCEPTED, Reply.SUBSTITUTED})

# Somebody takes part because of it; of several seats, some may still be held.
TAKEN_UP = frozenset({Reply.ACCEPTED, Reply.SUBSTITUTED})

# In these an invitation may hold seats for people who have not come yet.
MAY_HOLD = frozenset({Reply.SENT, *TAKEN_UP})

# Whoever sent regrets may think better of it; an invitation that expired is extended by organizers first.
TAKES_REPLIES = frozenset({Reply.SENT, Reply.REGRETS, *TAKEN_UP})

NEXT: dict[Reply, frozenset[Reply]] = {
    Reply.DRAFT: frozenset({Reply.SENT, Reply.REVOKED}),
    Reply.SENT: frozenset({Reply.ACCEPTED, Reply.REGRETS, Reply.SUBSTITUTED, Reply.EXPIRED, Reply.REVOKED}),
    Reply.ACCEPTED: frozenset({Reply.REGRETS, Reply.SUBSTITUTED, Reply.REVOKED}),
    Reply.REGRETS: frozenset({Reply.ACCEPTED, Reply.SUBSTITUTED, Reply.SENT, Reply.REVOKED}),
    Reply.SUBSTITUTED: frozenset({Reply.ACCEPTED, Reply.REGRETS, Reply.REVOKED}),
    Reply.EXPIRED: frozenset({Reply.SENT, Reply.ACCEPTED, Reply.REGRETS, Reply.SUBSTITUTED, Reply.REVOKED}),
    Reply.REVOKED: frozenset({Reply.SENT}),
}


def may_follow(before: Reply, after: Reply) -> bool:
    return after in NEXT[before]


def takes_reply(status: Reply, respond_by: datetime | None, at: datetime) -> bool:
    """Whether the invitee can reply now. Whoever accepted in time may change that later."""
    late = respond_by is not None and respond_by <= at
    return status in TAKES_REPLIES and not (late and status in (Reply.SENT, Reply.REGRETS))

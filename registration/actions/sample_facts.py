"""What lifelike letters say that belongs to the moment in which they are queued."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from registration.actions import references
from registration.extensions import db
from registration.models.inquiries import Inquiry
from registration.models.registrations import Registration
from registration.rules.letters import Letter
from registration.rules.notices import Notice

# In the reader's language nobody has written these: organizers' own words stay as they are.
_QUESTION = "Will you take part on behalf of the whole network, or of its regional office?"
_REMINDER = "The list of speakers is made up this week."


def of(letter: Letter, registration: Registration) -> dict[str, Any]:
    """Facts of a letter about this person; nothing where the letter has none."""
    return _FACTS[letter](registration) if letter in _FACTS else {}


def _corrected(registration: Registration) -> dict[str, Any]:
    corrected = [("position", "Adviser", registration.position), ("mode", "online", registration.mode)]
    return {"changed": ["position", "mode"], "corrected": corrected}


def _account_changed(registration: Registration) -> dict[str, Any]:
    happened_at = registration.created_at.isoformat()
    return {"notice": Notice.PASSKEY_ADDED, "happened_at": happened_at, "name": "Laptop"}


def _joining(registration: Registration) -> dict[str, Any]:
    registration.mode = "online"
    registration.roundtable.joining_url = "https://video.example.org/sustaining-peace"
    # So long before that it is time in any case.
    registration.roundtable.joining_hours = 10_000
    return {"joining_version": registration.roundtable.joining_version}


def _offered(registration: Registration) -> dict[str, Any]:
    assert registration.roundtable.starts_at is not None
    return {"ends_at": (registration.roundtable.starts_at - timedelta(days=5)).isoformat()}


def _digest(registration: Registration) -> dict[str, Any]:
    happened = {"new": 4, "pending": 3, "withdrawn": 1, "full": [["total", ""]], "failed": 1}
    return {"roundtables": [{"roundtable": registration.roundtable_id, **happened}]}


def _moved(registration: Registration) -> dict[str, Any]:
    roundtable = registration.roundtable
    assert roundtable.starts_at is not None
    earlier = roundtable.starts_at - timedelta(days=3, hours=1)
    return {"before": {"starts_at": earlier.isoformat(), "zone": roundtable.zone, "mode": "in_person",
                       "cities": roundtable.cities, "venues": roundtable.venues}}  # fmt: skip


def _inquiry(registration: Registration) -> Inquiry:
    inquiry = Inquiry(registration=registration, question=_QUESTION, asked_at=registration.created_at)
    db.session.add(inquiry)
    db.session.flush()
    return inquiry


_FACTS: dict[Letter, Callable[[Registration], dict[str, Any]]] = {
    Letter.CHANGED: _corrected,
    Letter.MERGED: _corrected,
    Letter.MERGED_AWAY: lambda _registration: {"into": references.new()},
    Letter.ACCOUNT_CHANGED: _account_changed,
    Letter.INVITATION_REMINDER: lambda _registration: {"words": _REMINDER},
    Letter.SUBSTITUTE_NAMED: lambda registration: {"registration": registration.id},
    Letter.PASSED_ON: lambda _registration: {"reference": references.new()},
    Letter.JOINING: _joining,
    Letter.DIGEST: _digest,
    Letter.CONVENING_CHANGED: lambda _registration: {"convenes": True},
    Letter.OFFERED: _offered,
    Letter.INQUIRY: lambda registration: {"inquiry": _inquiry(registration).id},
    Letter.ROUNDTABLE_CHANGED: _moved,
}

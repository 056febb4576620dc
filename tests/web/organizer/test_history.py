"""What the history says beside each deed: the limit, the seats, the hour, in the reader's words."""

import pytest
from flask_babel import force_locale

from registration.models.audit import Actor, AuditEntry
from registration.queries.history import Event
from registration.rules.verbs import Verb
from registration.web.organizer.events import described
from registration.web.organizer.groups import Groups


@pytest.fixture
def said(app, make):
    def said(verb, details):
        entry = AuditEntry(at=make.now(), verb=verb, actor=Actor.SYSTEM, details=details)
        with app.test_request_context("/en/"), force_locale("en"):
            (event,) = described([Event(entry, None)], Groups(numbers=True), "America/New_York")
        return event.words, event.note

    return said


@pytest.mark.parametrize(
    ("verb", "details", "words", "note"),
    [
        (Verb.APPROVED, {"status": "waitlisted"}, "Approved", "Waiting list"),
        (Verb.REINSTATED, {"status": "offered"}, "Taken up again", "Seat offered"),
        (
            Verb.SEATS_RELEASED,
            {"group": ["stakeholder_type", "civil_society"], "seats": 4},
            "Reserved seats released",
            "Civil society: 4 seats",
        ),
        (
            Verb.LIMITS_CHANGED,
            {
                "limits": [
                    ["total", "*", 30, None],
                    ["stakeholder_type", "member_state", 10, 4],
                    ["mode", "online", None, 2],
                    ["delegation", "state:*", None, None],
                ]
            },
            "Limits changed",
            "All seats: at most 30. Member State: at most 10, 4 kept free. "
            "Online: 2 kept free. Each state: no limit.",
        ),
        (
            Verb.SEATED_OVER_LIMIT,
            {"group": ["total", "*"], "cap": 40},
            "Confirmed over a limit, on purpose",
            "All seats: at most 40.",
        ),
        (Verb.SEATED_OVER_LIMIT, {}, "Confirmed at once by an organizer", ""),
        (Verb.PRIORITY_CHANGED, {"priority": 1}, "Place on the waiting list changed", "Before the others"),
        (Verb.PRIORITY_CHANGED, {"priority": 0}, "Place on the waiting list changed", "In the usual order"),
        (
            Verb.OFFERED,
            {"ends_at": "2026-11-23T14:05:00+00:00"},
            "A seat was offered",
            "Until 23 Nov 2026, 09:05",
        ),
        (Verb.EDITED, {"fields": ["position", "invited_by"]}, "Answers changed", "Position, Invited by"),
        (Verb.DECLINED, {}, "Not approved", ""),
    ],
)
def test_a_deed_and_its_note(said, verb, details, words, note):
    assert said(verb, details) == (words, note)

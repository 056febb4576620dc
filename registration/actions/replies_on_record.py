"""A reply that reached the organizers by phone or note verbale, and a change of person they arrange themselves.

The same as if the person had sent it, with the answers to the roundtable's own questions.
"""

from datetime import datetime

from registration.actions import answers, audit, replies, seats, substitutions
from registration.actions.wishes import Wish
from registration.models.invitations import Invitation
from registration.models.registrations import Registration


def reply(
    room: seats.Room, invitation: Invitation, wish: Wish, *, instead: bool, by: audit.By, at: datetime
) -> Registration:
    """The invitee comes, or `instead` of them the person of the wish. Raises what `replies` raises."""
    deed = replies.nominate if instead else replies.accept
    return _with_answers(deed(room, invitation, wish, by=by, at=at), wish, at=at)


def substitute(
    room: seats.Room, registration: Registration, wish: Wish, *, by: audit.By, at: datetime
) -> Registration:
    """Somebody else comes instead of whoever is registered. Raises what `substitutions.substitute` raises."""
    return _with_answers(substitutions.substitute(room, registration, wish, by=by, at=at), wish, at=at)


def _with_answers(registration: Registration, wish: Wish, *, at: datetime) -> Registration:
    if any(value is not None for value in wish.own.values()):
        answers.change(registration, wish.own, at=at)
    return registration

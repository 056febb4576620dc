"""What the pages have in common on which organizers decide about one person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import audit, seats
from registration.extensions import transaction
from registration.models.registrations import Registration
from registration.queries import registrations, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.rules.statuses import Status
from registration.web import access


@dataclass(frozen=True)
class Case:
    """Somebody to decide about, under the lock of the roundtable."""

    room: seats.Room
    registration: Registration
    by: audit.By
    at: datetime


def looked_at(slug: str, registration_id: UUID, possible: frozenset[Status]) -> Registration:
    """The person the page is about. Raises NotFound; NoLongerPossible for a status that leaves nothing to decide."""
    found = scope.registration(access.organizer(), slug, str(registration_id), access.permission())
    if found.status not in possible or not found.roundtable.takes_entries(clock.now()):
        raise NoLongerPossible
    return found


def declined_before(registration: Registration) -> list[Registration]:
    """Earlier registrations of the same person that were declined, as far as the reader decides about them."""
    me = access.organizer()
    return [
        one
        for one in registrations.declined_before(registration)
        if scope.may_about(me, one, Permission.REGISTRATIONS_DECIDE)
    ]


@contextmanager
def under_the_lock(slug: str, registration_id: UUID) -> Iterator[Case]:
    """One unit of work about this person."""
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.registration(me, slug, str(registration_id), access.permission())
        yield Case(seats.lock_of(found), found, audit.organizer(me.id), at)


def done(slug: str, registration_id: UUID, words: str) -> ResponseReturnValue:
    """Back to the person, with a word about what happened."""
    flash(words)
    return redirect(url_for("organizer.registration", slug=slug, registration_id=registration_id), 303)

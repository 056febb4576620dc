"""From one step of signing in to the next."""

from datetime import datetime

from flask import redirect, url_for
from werkzeug import Response

from registration.actions import organizers
from registration.models.organizers import Organizer
from registration.queries import second_factors
from registration.web import access, ceremonies


def after_first(organizer: Organizer, how: str, wanted: str, *, at: datetime) -> Response:
    """Password or link were right: whoever has a second factor is asked for it. Within a transaction."""
    if not second_factors.has_any(organizer.id):
        return enter(organizer, how, wanted, second_factor=False, at=at)
    ceremonies.begin_first_step(organizer, how, wanted, at=at)
    return redirect(url_for("organizer.sign_in_second_step"), 303)


def enter(organizer: Organizer, how: str, wanted: str, *, second_factor: bool, at: datetime) -> Response:
    """Signed in, and on record. Within a transaction."""
    organizers.record_sign_in(organizer, how, at=at)
    access.begin_organizer(organizer, second_factor=second_factor, at=at)
    return redirect(wanted, 303)

"""What follows when a second factor was added: the other visits end, and the first one brings recovery codes."""

from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration.actions import recovery_codes, visits
from registration.models.organizers import Organizer
from registration.web import access


def settle(me: Organizer, *, is_first: bool, at: datetime) -> list[str]:
    """The new recovery codes, if it is the first factor. Within the transaction that added it."""
    visits.end_others(me, but=access.visit_digest(), at=at)
    return recovery_codes.make(me, at=at) if is_first else []


def after(codes: list[str]) -> ResponseReturnValue:
    """The codes are shown in this one answer and never again."""
    access.set_second_factor(shown=True)
    if codes:
        return render_template("organizer/account/recovery_codes.html", codes=codes)
    return redirect(url_for("organizer.account"), 303)

"""Between the form of a roundtable and saving it: who will be told that it takes place otherwise than announced."""

from flask import render_template, request

from registration import clock
from registration.actions import photos, rescheduling
from registration.actions.letters import meetings
from registration.actions.photos import Picture
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import guest_table
from registration.rules import statuses
from registration.rules.statuses import Status
from registration.web import languages
from registration.web.organizer import plans
from registration.web.organizer.forms.roundtable import RoundtableForm

_OF_THE_FORM = {"csrf_token", "told", "kept_photo"}


def is_agreed() -> bool:
    """Whether the organizer has seen who will be told."""
    return request.form.get("told") == "yes"


def goes_back() -> bool:
    return request.form.get("told") == "no"


def told(form: RoundtableForm, roundtable: Roundtable) -> dict[str, int]:
    """How many are told by mail when this is saved, by status; nobody when nothing of the kind changes."""
    before = rescheduling.Meeting.of(roundtable)
    if not rescheduling.is_told(roundtable, before, plans.meeting(form, roundtable), at=clock.now()):
        return {}
    counts = guest_table.status_counts(roundtable)
    # Those who are furthest come first.
    return {
        status: counts[status]
        for status in reversed(Status)
        if status in statuses.LIVE and counts.get(status)
    }


def page(
    form: RoundtableForm, roundtable: Roundtable, numbers: dict[str, int], picture: Picture | None
) -> str:
    """Everything that was typed goes along unseen; a photo is kept already, because it is not sent twice."""
    if picture is not None:
        with transaction():
            form.kept_photo.data = photos.keep(picture, at=clock.now()).digest
    before = rescheduling.Meeting.of(roundtable)
    return render_template(
        "organizer/rescheduling.html",
        roundtable=roundtable,
        numbers=numbers,
        total=sum(numbers.values()),
        changes=meetings.changes(before.as_fact(), plans.meeting(form, roundtable), languages.current()),
        kept_photo=form.kept_photo.data,
        typed=[(name, value) for name, value in request.form.items(multi=True) if name not in _OF_THE_FORM],
    )

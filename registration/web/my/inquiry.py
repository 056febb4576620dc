"""Answer what the organizers asked before they decide."""

from datetime import datetime

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import approvals, seats
from registration.extensions import transaction
from registration.models.registrations import Registration
from registration.queries import inquiries
from registration.rules.refusals import ChangedMeanwhile
from registration.web import throttling
from registration.web.my import person
from registration.web.my.blueprint import blueprint
from registration.web.my.registration import AnswerForm, page

# Organizers ask seldom; an office may answer for many.
PER_NETWORK = 120
EVERYONE = 2000


@blueprint.post("/registration/answer")
def answer(language: str) -> ResponseReturnValue:
    form, now = AnswerForm(), clock.now()
    if not form.is_sent_in_order():
        return page(person.own(), form, language, now)
    throttling.limit("answer", per_network=PER_NETWORK, everyone=EVERYONE)
    try:
        with transaction():
            found = person.own()
            seats.lock_of(found)
            _give(found, form, at=now)
    except ChangedMeanwhile:
        again = _("The organizers have asked something else in the meantime: read the question again")
        form.refuse("answer", again)
        return page(person.own(), form, language, now)
    flash(_("Your answer has gone to the organizers."), "success")
    return redirect(url_for(".registration"), 303)


def _give(found: Registration, form: AnswerForm, *, at: datetime) -> None:
    """Raises ChangedMeanwhile when another question is open than was read, NoLongerPossible when none is."""
    asked = approvals.open_inquiry(found)
    if asked is not None and str(asked.id) != form.question.data:
        raise ChangedMeanwhile
    if not _was_answered(found, form):
        approvals.answer(found, form.answer.data or "", at=at)


def _was_answered(found: Registration, form: AnswerForm) -> bool:
    """The second click of a double click is no mistake."""
    return any(
        str(one.id) == form.question.data and one.answered_at and one.answer == form.answer.data
        for one in inquiries.of(found)
    )

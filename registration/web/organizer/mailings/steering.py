"""Pause a mailing, resume it, stop it; try again what failed; copy it, throw a draft away."""

from enum import StrEnum

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration import clock
from registration.actions import audit, mailings, sending
from registration.extensions import transaction
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.mailings.audience import HERE, found


class Step(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    COPY = "copy"
    REMOVE = "remove"


_DEEDS = {Step.PAUSE: sending.pause, Step.RESUME: sending.resume, Step.STOP: sending.stop}


@blueprint.post(f"{HERE}/steering")
@access.needs(Permission.REGISTRATIONS_MAIL)
def steer_mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Which step shows by the button."""
    found(slug, mailing_id)
    step = request.form.get("step", "")
    if step not in set(Step):
        raise NoLongerPossible
    with transaction():
        me, at = access.organizer(), clock.now()
        _roundtable, mailing = found(slug, mailing_id)
        by = audit.organizer(me.id)
        if step == Step.COPY:
            mailing_id = mailings.copy(mailing, by=by, at=at).id
        elif step == Step.REMOVE:
            mailings.remove(mailing)
        else:
            _DEEDS[Step(step)](mailing, by=by, at=at)
    if step == Step.REMOVE:
        flash(_("The draft has been thrown away."))
        return redirect(url_for("organizer.mailings_of", slug=slug), 303)
    if step == Step.COPY:
        flash(_("This is a new draft. Those who have got the first mail are left out."))
        return redirect(url_for("organizer.write_mailing", slug=slug, mailing_id=mailing_id), 303)
    return redirect(url_for("organizer.mailing", slug=slug, mailing_id=mailing_id), 303)


@blueprint.post(f"{HERE}/retries")
@access.needs(Permission.REGISTRATIONS_MAIL)
def retry_mailing(slug: str, mailing_id: int) -> ResponseReturnValue:
    """Those ticked, or all that failed."""
    found(slug, mailing_id)
    chosen = None if "all" in request.form else _ticked()
    if chosen == []:
        flash(_("Select the letters first, then choose what to do."), "warning")
        return redirect(url_for("organizer.mailing", slug=slug, mailing_id=mailing_id), 303)
    with transaction():
        me, at = access.organizer(), clock.now()
        _roundtable, mailing = found(slug, mailing_id)
        number = sending.retry(mailing, chosen, by=audit.organizer(me.id), at=at)
    flash(ngettext("%(num)s letter is sent again.", "%(num)s letters are sent again.", number))
    return redirect(url_for("organizer.mailing", slug=slug, mailing_id=mailing_id), 303)


def _ticked() -> list[int]:
    typed = request.form.getlist("message")[:500]
    return [int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 16]

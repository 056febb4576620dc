"""All reminders of a roundtable: when each is due, whom it would reach now, on or off."""

from enum import StrEnum

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, reminding
from registration.extensions import transaction
from registration.models.reminders import Reminder
from registration.models.roundtables import Roundtable
from registration.queries import reminders, scope
from registration.rules.permissions import EVERYBODY, Permission
from registration.rules.refusals import NoLongerPossible, NotFound
from registration.web import access
from registration.web.organizer.blueprint import blueprint


class Step(StrEnum):
    ON = "on"
    OFF = "off"
    REMOVE = "remove"


def looked_at(slug: str) -> Roundtable:
    """The roundtable of the page. A rule reaches everybody: so must whoever sets it. Raises NotFound."""
    me = access.organizer()
    roundtable = scope.roundtable(me, slug, access.permission())
    if not scope.may_about_all(me, roundtable, access.permission(), (EVERYBODY,)):
        raise NotFound
    return roundtable


@blueprint.get("/roundtables/<slug:slug>/reminders")
@access.needs(Permission.REGISTRATIONS_MAIL)
def reminders_of(slug: str) -> ResponseReturnValue:
    roundtable = looked_at(slug)
    found = reminders.of(roundtable)
    return render_template(
        "organizer/reminders/list.html",
        roundtable=roundtable,
        reminders=found,
        counts={one.id: reminders.count(roundtable, one.condition) for one in found},
        sent=reminders.mailings_of(found),
        is_missed=_is_missed,
    )


@blueprint.post("/roundtables/<slug:slug>/reminders/<int(max=2000000000):reminder_id>/steering")
@access.needs(Permission.REGISTRATIONS_MAIL)
def steer_reminder(slug: str, reminder_id: int) -> ResponseReturnValue:
    """On, off, or away, by the button."""
    reminders.one(looked_at(slug), reminder_id)
    step = request.form.get("step", "")
    if step not in set(Step):
        raise NoLongerPossible
    with transaction():
        me, at = access.organizer(), clock.now()
        reminder = reminders.one(looked_at(slug), reminder_id)
        by = audit.organizer(me.id)
        if step == Step.REMOVE:
            reminding.remove(reminder, by=by, at=at)
        else:
            reminding.switch(reminder, on=step == Step.ON, by=by, at=at)
    flash(
        {
            Step.ON: _("The reminder is switched on."),
            Step.OFF: _("The reminder is switched off."),
            Step.REMOVE: _("The reminder has been removed."),
        }[Step(step)]
    )
    return redirect(url_for("organizer.reminders_of", slug=slug), 303)


def _is_missed(reminder: Reminder) -> bool:
    """Whether its time for the present date has gone by without it."""
    due_at, starts_at = reminder.due_at, reminder.roundtable.starts_at
    if due_at is None or starts_at is None or due_at > clock.now():
        return False
    return not reminders.is_due(reminder, clock.now()) and not reminders.sent_for(reminder, starts_at)

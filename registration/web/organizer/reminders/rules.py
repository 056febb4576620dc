"""One rule for reminders, with what it says and whom it would reach now beside it."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, letters, reminding
from registration.actions.letters import Preview
from registration.extensions import transaction
from registration.models.mailings import Mailing
from registration.models.reminders import Reminder
from registration.models.roundtables import Roundtable
from registration.queries import reminders
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.reminders import ReminderForm, typed_from
from registration.web.organizer.reminders.overview import looked_at
from registration.words.mailings import PLACEHOLDERS

SHOWN = 50


@blueprint.route("/roundtables/<slug:slug>/reminders/new", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_MAIL)
def new_reminder(slug: str) -> ResponseReturnValue:
    roundtable, form = looked_at(slug), ReminderForm()
    if not form.is_sent_in_order():
        return _page(form, roundtable), 422 if form.errors else 200
    with transaction():
        me, at = access.organizer(), clock.now()
        made = reminding.add(looked_at(slug), form.rule, by=audit.organizer(me.id), at=at)
        reminder_id = made.id
    flash(_("The reminder has been saved and switched on."))
    return redirect(url_for("organizer.edit_reminder", slug=slug, reminder_id=reminder_id), 303)


@blueprint.route(
    "/roundtables/<slug:slug>/reminders/<int(max=2000000000):reminder_id>", methods=["GET", "POST"]
)
@access.needs(Permission.REGISTRATIONS_MAIL)
def edit_reminder(slug: str, reminder_id: int) -> ResponseReturnValue:
    roundtable = looked_at(slug)
    reminder = reminders.one(roundtable, reminder_id)
    form = ReminderForm(data=typed_from(reminder))
    if not form.is_sent_in_order():
        return _page(form, roundtable, reminder), 422 if form.errors else 200
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            present = reminders.one(looked_at(slug), reminder_id)
            reminding.change(
                present, form.rule, version=form.version.number, by=audit.organizer(me.id), at=at
            )
    except ChangedMeanwhile:
        roundtable = looked_at(slug)
        reminder = reminders.one(roundtable, reminder_id)
        form.version.renew(reminder.version)
        return _page(form, roundtable, reminder, overtaken=True), 409
    flash(_("The reminder has been saved."))
    return redirect(url_for("organizer.edit_reminder", slug=slug, reminder_id=reminder_id), 303)


def _page(
    form: ReminderForm, roundtable: Roundtable, reminder: Reminder | None = None, *, overtaken: bool = False
) -> str:
    return render_template(
        "organizer/reminders/rule.html",
        roundtable=roundtable,
        reminder=reminder,
        form=form,
        overtaken=overtaken,
        placeholders=PLACEHOLDERS,
        people=reminders.some(roundtable, reminder.condition, SHOWN) if reminder else [],
        count=reminders.count(roundtable, reminder.condition) if reminder else 0,
        preview=_preview(roundtable, reminder) if reminder else None,
    )


def _preview(roundtable: Roundtable, reminder: Reminder) -> Preview | None:
    """The letter to the first of those whom it concerns."""
    people = reminders.some(roundtable, reminder.condition, 1)
    if not people:
        return None
    subjects, texts = reminding.said(reminder)
    looked_at_only = Mailing(subjects=subjects, texts=texts, meeting_at=roundtable.starts_at or clock.now())
    return letters.preview(
        looked_at_only,
        people[0],
        access.organizer().email,
        current_app.extensions["settings"],
        at=clock.now(),
    )

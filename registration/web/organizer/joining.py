"""The link to join online: seen here by those alone who may change it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, seats
from registration.actions import joining as actions
from registration.extensions import transaction
from registration.models.roundtables import Mode, Roundtable
from registration.queries import joining, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.joining import JoiningForm


@blueprint.route("/roundtables/<slug:slug>/joining", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def joining_link(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    form = JoiningForm(
        data={
            "version": str(found.version),
            "joining_url": found.joining_url,
            "joining_hours": found.joining_hours,
        }
    )
    if not form.is_sent_in_order():
        return _page(form, found), 422 if form.errors else 200
    try:
        with transaction():
            room = seats.lock(_found(slug).id)
            url, hours = form.joining_url.data or "", form.joining_hours.data or 1
            by, version = audit.organizer(access.organizer().id), form.version.number
            actions.change(room, url, hours, version=version, by=by, at=clock.now())
    except ChangedMeanwhile:
        present = _found(slug)
        form.version.renew(present.version)
        return _page(form, present, overtaken=True), 409
    flash(_("The link to join has been saved."))
    return redirect(url_for("organizer.joining_link", slug=slug), 303)


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _page(form: JoiningForm, roundtable: Roundtable, *, overtaken: bool = False) -> str:
    online, told = joining.numbers(roundtable)
    return render_template(
        "organizer/joining.html",
        form=form,
        roundtable=roundtable,
        overtaken=overtaken,
        online=online,
        told=told if roundtable.joining_url else 0,
        given_from=joining.given_from(roundtable),
        in_person_only=roundtable.mode is Mode.IN_PERSON,
    )

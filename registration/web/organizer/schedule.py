"""Have a draft published by itself at a time, or call that off."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, publication, seats
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible, NotReadyToPublish
from registration.rules.standing import State
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import moments
from registration.web.organizer.forms.schedule import ScheduleForm
from registration.web.organizer.publication import not_ready


@blueprint.route("/roundtables/<slug:slug>/schedule", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_PUBLISH)
def schedule(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    if found.state is not State.DRAFT:
        raise NoLongerPossible
    form = ScheduleForm(
        data={"publish_at": moments.shown(found.publish_at, found.zone), "undated": found.publish_undated}
    )
    form.roundtable, form.now = found, clock.now()
    if not form.is_sent_in_order():
        page = render_template("organizer/schedule.html", form=form, roundtable=found)
        return page, 422 if form.errors else 200
    publish_at = form.moment()
    assert publish_at is not None
    try:
        with transaction():
            room = seats.lock(_found(slug).id)
            by = audit.organizer(access.organizer().id)
            publication.schedule(room, publish_at, undated=form.undated.data, by=by, at=clock.now())
    except NotReadyToPublish as refusal:
        return not_ready(slug, refusal)
    flash(_("The roundtable will become public by itself."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


@blueprint.post("/roundtables/<slug:slug>/schedule/revocation")
@access.needs(Permission.ROUNDTABLES_PUBLISH)
def revoke_schedule(slug: str) -> ResponseReturnValue:
    with transaction():
        room = seats.lock(_found(slug).id)
        publication.revoke(room, by=audit.organizer(access.organizer().id), at=clock.now())
    flash(_("The roundtable stays a draft until you publish it."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())

"""Call a roundtable off; everyone who is registered is told."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from registration import clock
from registration.actions import audit, publication, seats
from registration.extensions import transaction
from registration.queries import guest_table, scope
from registration.rules import statuses
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.cancellation import Cancellation


@blueprint.route("/roundtables/<slug:slug>/cancellation", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_PUBLISH)
def cancel(slug: str) -> ResponseReturnValue:
    """The page asks and says who will be told; sending it cannot be taken back."""
    found = scope.roundtable(access.organizer(), slug, access.permission())
    if not publication.may_be_cancelled(found, clock.now()):
        raise NoLongerPossible
    form = Cancellation()
    if not form.is_sent_in_order():
        counts = guest_table.status_counts(found)
        told = sum(counts.get(status, 0) for status in statuses.LIVE)
        page = render_template("organizer/cancellation.html", roundtable=found, form=form, told=told)
        return page, 422 if form.errors else 200
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        told = publication.cancel(room, form.message.form.texts(), by=audit.organizer(me.id), at=at)
    flash(
        ngettext(
            "The roundtable has been cancelled. %(num)s person is being told.",
            "The roundtable has been cancelled. %(num)s people are being told.",
            told,
        )
    )
    return redirect(url_for("organizer.roundtable", slug=slug), 303)

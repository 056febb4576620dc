"""Withdraw somebody: the page asks, the button does it, and the next who waits gets the seat."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, registrations, seats
from registration.extensions import transaction
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer.blueprint import blueprint


@blueprint.route(
    "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/withdrawal", methods=["GET", "POST"]
)
@access.needs(Permission.REGISTRATIONS_EDIT)
def withdraw(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found = scope.registration(access.organizer(), slug, str(registration_id), access.permission())
    if not found.is_live:
        raise NoLongerPossible
    form = Form()
    if not form.is_sent_in_order():
        return render_template(
            "organizer/withdrawal.html", roundtable=found.roundtable, registration=found, form=form
        )
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.registration(me, slug, str(registration_id), access.permission())
        room = seats.lock_of(found)
        registrations.withdraw(room, found, by=audit.organizer(me.id), at=at)
        name = found.full_name
    flash(_("%(name)s has been withdrawn and is being told by mail.", name=name))
    return redirect(url_for("organizer.registration", slug=slug, registration_id=registration_id), 303)

"""Withdraw somebody: the page asks, the button does it, and the next who waits gets the seat."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.actions import registrations
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer import deciding
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
    with deciding.under_the_lock(slug, registration_id) as case:
        registrations.withdraw(case.room, case.registration, by=case.by, at=case.at)
        name = case.registration.full_name
    told = _("%(name)s has been withdrawn and is being told by mail.", name=name)
    return deciding.done(slug, registration_id, told)

"""Somebody's place on the waiting list: in the usual order, or before the others."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.actions import waiting_list
from registration.queries import waiting
from registration.rules.permissions import Permission
from registration.rules.statuses import Status
from registration.web import access
from registration.web.organizer import deciding, decisions, groups
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.decisions import FIRST, USUAL, Order

_PRIORITIES = {USUAL: waiting_list.USUAL, FIRST: waiting_list.FIRST}


@blueprint.route(
    "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/place-in-line", methods=["GET", "POST"]
)
@access.needs(Permission.REGISTRATIONS_DECIDE)
def place_in_line(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found = deciding.looked_at(slug, registration_id, frozenset({Status.WAITLISTED}))
    form = Order(data={"order": FIRST if found.priority else USUAL})
    if not form.is_sent_in_order():
        page = render_template(
            "organizer/place_in_line.html",
            roundtable=found.roundtable,
            registration=found,
            form=form,
            why=decisions.why(found, groups.shown(found.roundtable, found)),
        )
        return page, 422 if form.errors else 200
    with deciding.under_the_lock(slug, registration_id) as case:
        waiting_list.prioritize(
            case.room, case.registration, _PRIORITIES[form.order.data], by=case.by, at=case.at
        )
        name, status = case.registration.full_name, case.registration.status
        place = waiting.place(case.registration)
        numbers = groups.shown(case.registration.roundtable).numbers
    if status is not Status.WAITLISTED:
        return deciding.done(slug, registration_id, _("%(name)s has a seat now.", name=name))
    if not numbers:
        return deciding.done(slug, registration_id, _("The place of %(name)s has been saved.", name=name))
    return deciding.done(
        slug, registration_id, _("%(name)s is number %(place)s in line.", name=name, place=place)
    )

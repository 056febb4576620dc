"""Somebody belongs to another stakeholder type: choose it, then answer its questions; the seat moves along."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.queries import occupancy, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.organizer import entries
from registration.web.organizer.blueprint import blueprint


@blueprint.route(
    "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/stakeholder-type", methods=["GET", "POST"]
)
@access.needs(Permission.REGISTRATIONS_EDIT)
def change_type(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found = scope.registration(access.organizer(), slug, str(registration_id), access.permission())
    if not found.is_live or found.roundtable.is_over(clock.now()):
        raise NoLongerPossible
    occupied = occupancy.of(found.roundtable)
    others = {
        of.stakeholder_type.code: of
        for of in occupied.types
        if of.stakeholder_type.active and of.stakeholder_type.id != found.stakeholder_type_id
    }
    chosen = others.get(request.args.get("type", ""))
    if chosen is None:
        return render_template(
            "organizer/entry_type.html",
            roundtable=found.roundtable,
            registration=found,
            types=others.values(),
            total=occupied.total,
        )
    return entries.answers_page(found, chosen.stakeholder_type)

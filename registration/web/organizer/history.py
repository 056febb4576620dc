"""Everything that happened to a roundtable and its registrations."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration.queries import history as trail
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer import filters, groups
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.events import described


@blueprint.get("/roundtables/<slug:slug>/history")
@access.needs(Permission.HISTORY_VIEW)
def history(slug: str) -> ResponseReturnValue:
    found = scope.roundtable(access.organizer(), slug, access.permission())
    page = trail.of_roundtable(found, filters.page_number(request.args))
    return render_template(
        "organizer/history.html",
        roundtable=found,
        page=page,
        events=described(page.events, groups.shown(found), found.zone),
    )

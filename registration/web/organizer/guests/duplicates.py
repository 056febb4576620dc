"""Registrations that may be of one person, side by side: what they share is said, and nothing happens by itself."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from registration.queries import duplicates, scope
from registration.queries.duplicates import Because
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint

REASONS = {
    Because.NAME: _("The same name and organization, another e-mail address"),
    Because.ADDRESS: _("The same e-mail address, nearly the same name"),
    Because.DELEGATION: _("Nearly the same name in the same organization"),
}


@blueprint.get("/roundtables/<slug:slug>/duplicates")
@access.needs(Permission.REGISTRATIONS_EDIT)
def possible_duplicates(slug: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    pairs = duplicates.of_roundtable(found, scope.reaches(me, found, access.permission()))
    return render_template(
        "organizer/guests/duplicates.html",
        roundtable=found,
        pairs=pairs,
        reasons=REASONS,
        most=duplicates.MOST,
    )

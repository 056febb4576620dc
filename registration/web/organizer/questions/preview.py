"""The form as each stakeholder type sees it, with the roundtable's own questions."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration.queries import occupancy, questions, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access, languages
from registration.web.forms import Own, details_form
from registration.web.organizer.blueprint import blueprint


@blueprint.get("/roundtables/<slug:slug>/questions/preview")
@access.needs(Permission.ROUNDTABLES_EDIT)
def preview_questions(slug: str) -> ResponseReturnValue:
    found = scope.roundtable(access.organizer(), slug, access.permission())
    types = [kind for kind in occupancy.stakeholder_types() if kind.active]
    wanted = request.args.get("type") or types[0].code
    kind = next((kind for kind in types if kind.code == wanted), None)
    if kind is None:
        raise NotFound
    form = details_form(kind, found, language=languages.current(), own=Own(questions.of(found.id)))
    return render_template(
        "organizer/questions/preview.html", roundtable=found, kind=kind, types=types, form=form(formdata=None)
    )

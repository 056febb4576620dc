"""The questions that a series keeps: kept from one roundtable, asked at another one."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration import clock
from registration.actions import audit, question_sets, seats
from registration.extensions import transaction
from registration.queries import questions, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access
from registration.web.organizer.blueprint import blueprint


@blueprint.post("/roundtables/<slug:slug>/questions/template")
@access.needs(Permission.ROUNDTABLES_EDIT)
def question_template(slug: str) -> ResponseReturnValue:
    """Keep, ask or forget, whichever button was pressed."""
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        by, before = audit.organizer(me.id), len(questions.rows(room.roundtable.id))
        match request.form.get("deed"):
            case "keep":
                question_sets.keep(room.roundtable, by=by, at=at)
                said = _("The questions are kept for the series.")
            case "ask":
                left = question_sets.ask_kept(room, by=by, at=at)
                said = _asked(len(questions.rows(room.roundtable.id)) - before, left)
            case "forget":
                question_sets.forget(room.roundtable, by=by, at=at)
                said = _("The series keeps no questions any more.")
            case _:
                raise NotFound
    flash(said)
    return redirect(url_for("organizer.questions", slug=slug), 303)


def _asked(number: int, left: list[str]) -> str:
    added = ngettext("%(num)s question was added.", "%(num)s questions were added.", number)
    if not left:
        return added
    others = _(
        "Left as they are, because they are here already or cannot be asked: %(keys)s.",
        keys=_(", ").join(left),
    )
    return _("%(first)s %(second)s", first=added, second=others)

"""The agenda and the speakers of a roundtable at a glance, each in their order."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration.actions import seats
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint


@blueprint.get("/roundtables/<slug:slug>/agenda")
@access.needs(Permission.ROUNDTABLES_EDIT)
def agenda(slug: str) -> ResponseReturnValue:
    return render_template("organizer/agenda/listing.html", roundtable=found(slug))


def found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def locked(slug: str) -> Roundtable:
    """The same, inside a transaction: nobody else changes an order meanwhile."""
    return seats.lock(found(slug).id).roundtable


def back(slug: str, anchor: str) -> ResponseReturnValue:
    """To the list, where the row stands now."""
    return redirect(url_for("organizer.agenda", slug=slug, _anchor=anchor), 303)


def goes_up() -> bool:
    return request.form.get("direction") == "up"

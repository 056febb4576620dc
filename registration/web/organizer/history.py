"""The history: of one roundtable, and of everything the organizer may look back on."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration.models.roundtables import Roundtable
from registration.queries import history as trail
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.events import described
from registration.web.organizer.forms.history import HistoryForm
from registration.web.organizer.groups import Groups


@blueprint.get("/roundtables/<slug:slug>/history")
@access.needs(Permission.HISTORY_VIEW)
def history(slug: str) -> ResponseReturnValue:
    found = scope.roundtable(access.organizer(), slug, access.permission())
    return _page(found, found.zone)


@blueprint.get("/history")
@access.needs(Permission.HISTORY_VIEW)
def all_history() -> ResponseReturnValue:
    """By the clock of UTC: there are roundtables of many cities in it."""
    if not scope.organizations(access.organizer(), access.permission()):
        raise NotFound
    return _page(None, "UTC")


@blueprint.context_processor
def looks_back() -> dict[str, bool]:
    """Whether the organizer may look back on anything: for the bar."""
    me = access.load_organizer()
    return {"has_history": me is not None and bool(scope.organizations(me, Permission.HISTORY_VIEW))}


def _page(roundtable: Roundtable | None, zone: str) -> ResponseReturnValue:
    me, person = access.organizer(), _person()
    form = HistoryForm(request.args, trail.actors(me, roundtable))
    fine = form.is_in_order()
    page = trail.page(me, roundtable, form.filters(zone, person), filters.page_number(request.args))
    about = next((event.registration for event in page.events if event.registration), None)
    rendered = render_template(
        "organizer/history.html",
        roundtable=roundtable,
        zone=zone,
        form=form,
        person=person,
        about=about if person else None,
        address=form.as_address() | ({"person": person} if person else {}),
        page=page,
        # Whoever looks back on everything that happened knows all numbers too.
        events=described(page.events, Groups(numbers=True), zone),
    )
    return rendered, 200 if fine else 422


def _person() -> str | None:
    """The public id of the one person it is about, if the address names one."""
    try:
        return str(UUID(request.args["person"])) if "person" in request.args else None
    except ValueError:
        raise NotFound from None

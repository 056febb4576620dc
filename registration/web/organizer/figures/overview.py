"""The figures of all roundtables of an organizer, or of one series, side by side."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.queries import occupancy, overview, scope
from registration.rules.figures import Place
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.words.figures import PLACES


@blueprint.get("/figures")
@access.needs(Permission.SIGNED_IN)
def all_figures() -> ResponseReturnValue:
    """Of each roundtable the numbers of those whom the reader may see there."""
    me = access.organizer()
    series = scope.series(me, Permission.REGISTRATIONS_VIEW)
    wanted = request.args.get("series", "")
    chosen = next((one for one in series if one.slug == wanted), None)
    if wanted and chosen is None:
        raise NotFound
    page = overview.page(me, chosen, filters.page_number(request.args), clock.now())
    totals = page.types
    return render_template(
        "organizer/figures/overview.html",
        page=page,
        series=series,
        chosen=chosen,
        types=[kind for kind in occupancy.stakeholder_types() if kind.id in totals],
        totals=totals,
        places={
            place: PLACES[place]
            for place in Place
            if place is not Place.UNDECIDED or any(row.figures.total[place] for row in page.rows)
        },
    )

"""What is coming and what has been: the whole programme, and one series."""

from flask import Response, make_response, render_template

from registration import clock
from registration.queries import programme as roundtables
from registration.web import headers
from registration.web.entries import entries
from registration.web.public.blueprint import blueprint


@blueprint.get("/<language:language>/")
def programme(language: str) -> Response:
    now = clock.now()
    html = render_template(
        "public/programme.html",
        upcoming=entries(roundtables.upcoming(now), language, now),
        recent=entries(roundtables.recent(now), language, now),
    )
    return headers.shareable(make_response(html))


@blueprint.get("/<language:language>/series/<slug:slug>")
def series(language: str, slug: str) -> Response:
    now = clock.now()
    found = roundtables.series(slug)
    listed = entries(roundtables.of_series(found, now), language, now)
    html = render_template(
        "public/series.html",
        series=found,
        upcoming=[one for one in listed if not one.roundtable.is_over(now)],
        past=[one for one in reversed(listed) if one.roundtable.is_over(now)],
    )
    return headers.shareable(make_response(html))

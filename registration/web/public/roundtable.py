"""The page of one roundtable."""

from flask import Response, make_response, render_template

from registration import clock, links
from registration.i18n import localized
from registration.models.organizations import Organization
from registration.queries import programme
from registration.web import headers
from registration.web.public import event_data, sharing
from registration.web.public.blueprint import blueprint
from registration.web.public.entries import entry


@blueprint.get("/<language:language>/roundtables/<slug:slug>")
def roundtable(language: str, slug: str) -> Response:
    now = clock.now()
    found = entry(programme.find(slug, now), language, now)
    html = render_template(
        "public/roundtable.html",
        entry=found,
        roundtable=found.roundtable,
        convenors=_named(found.roundtable.convenors, language),
        partners=_named(found.roundtable.partners, language),
        address=links.roundtable(slug, language),
        closed=found.is_private,
        picture=sharing.picture(found.roundtable, language),
        event=event_data.event(found, language),
    )
    return headers.shareable(make_response(html))


def _named(organizations: list[Organization], language: str) -> list[tuple[str, str | None]]:
    """(name, address of its site) in their order."""
    return [(localized(organization.names, language), organization.url) for organization in organizations]

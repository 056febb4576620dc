"""The page of one roundtable."""

from flask import Response, make_response, render_template, url_for

from registration import clock, links
from registration.models.documents import Audience, Document
from registration.queries import documents, programme
from registration.web import headers, roundtable_page
from registration.web.entries import Entry, entry
from registration.web.public import event_data, sharing, started
from registration.web.public.blueprint import blueprint


@blueprint.get("/<language:language>/roundtables/<slug:slug>")
def roundtable(language: str, slug: str) -> Response:
    now = clock.now()
    found = entry(programme.find(slug, now), language, now)
    html = render_template(
        "public/roundtable.html",
        **roundtable_page.values(found, language, now, types=started.kinds),
        documents=_documents(found),
        address=links.roundtable(slug, language),
        closed=found.is_private,
        picture=sharing.picture(found.roundtable, language),
        event=event_data.event(found, language),
    )
    return headers.shareable(make_response(html))


def _documents(found: Entry) -> list[tuple[Document, str]]:
    """(what anyone may have, its address) in their order."""
    shown = documents.for_audiences(found.roundtable, {Audience.PUBLIC})
    return [(one, url_for("public.document", document_id=one.public_id)) for one in shown]

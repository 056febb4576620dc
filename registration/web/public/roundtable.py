"""The page of one roundtable."""

from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template, url_for

from registration import clock, links
from registration.i18n import localized
from registration.models.documents import Audience, Document
from registration.models.organizations import Organization
from registration.queries import documents, programme
from registration.rules.standing import Admission, Standing
from registration.web import headers
from registration.web.public import event_data, sharing, started
from registration.web.public.blueprint import blueprint
from registration.web.public.entries import Entry, entry
from registration.words import admission
from registration.words.documents import KINDS


@blueprint.get("/<language:language>/roundtables/<slug:slug>")
def roundtable(language: str, slug: str) -> Response:
    now = clock.now()
    found = entry(programme.find(slug, now), language, now)
    return headers.shareable(
        make_response(render_template("public/roundtable.html", **values(found, language, now)))
    )


def values(found: Entry, language: str, now: datetime) -> dict[str, Any]:
    """What the page shows."""
    roundtable = found.roundtable
    return {
        "entry": found,
        "notes": _notes(found, language, now),
        "roundtable": roundtable,
        "convenors": _named(roundtable.convenors, language),
        "partners": _named(roundtable.partners, language),
        "documents": _documents(found),
        "kinds": KINDS,
        "address": links.roundtable(roundtable.slug, language),
        "closed": found.is_private,
        "picture": sharing.picture(roundtable, language),
        "event": event_data.event(found, language),
    }


def _notes(found: Entry, language: str, now: datetime) -> list[str]:
    """How people come in, where a reader may still do so."""
    roundtable = found.roundtable
    if not found.listed.takes_registrations and found.standing is not Standing.NOT_YET_OPEN:
        return []
    # Without exceptions it is the same whatever the types.
    if roundtable.admission is Admission.OPEN and not roundtable.policies:
        return []
    return admission.exceptions(roundtable, started.kinds(), at=now, language=language)


def _documents(found: Entry) -> list[tuple[Document, str]]:
    """(what anyone may have, its address) in their order."""
    shown = documents.for_audiences(found.roundtable, {Audience.PUBLIC})
    return [(one, url_for("public.document", document_id=one.public_id)) for one in shown]


def _named(organizations: list[Organization], language: str) -> list[tuple[str, str | None]]:
    """(name, address of its site) in their order."""
    return [(localized(organization.names, language), organization.url) for organization in organizations]

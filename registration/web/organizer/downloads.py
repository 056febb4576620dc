"""The record of downloads, of one roundtable and of all."""

from flask import render_template
from flask.typing import ResponseReturnValue

from registration.queries import downloads as record
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint


@blueprint.get("/roundtables/<slug:slug>/downloads")
@access.needs(Permission.DOWNLOADS_VIEW)
def downloads(slug: str) -> ResponseReturnValue:
    found = scope.roundtable(access.organizer(), slug, access.permission())
    entries = [(download, found) for download in record.of_roundtable(found)]
    return render_template("organizer/downloads.html", roundtable=found, entries=entries)


@blueprint.context_processor
def in_the_bar() -> dict[str, bool]:
    """Whether the organizer ever has a download to look up: may take lists, or oversee those who do."""
    me = access.load_organizer()
    looks_up = (Permission.DOWNLOADS_VIEW, Permission.LISTS_EXPORT)
    return {"has_downloads": me is not None and any(scope.organizations(me, one) for one in looks_up)}


@blueprint.get("/downloads")
@access.needs(Permission.SIGNED_IN)
def all_downloads() -> ResponseReturnValue:
    """One's own, and everyone's where one may see the record."""
    entries = record.visible_to(access.organizer())
    return render_template("organizer/downloads.html", roundtable=None, entries=entries)

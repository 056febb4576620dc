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


@blueprint.get("/downloads")
@access.needs(Permission.SIGNED_IN)
def all_downloads() -> ResponseReturnValue:
    """One's own, and everyone's where one may see the record."""
    entries = record.visible_to(access.organizer())
    return render_template("organizer/downloads.html", roundtable=None, entries=entries)

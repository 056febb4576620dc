"""A list of those chosen in the guest table: every status, every column one may see, on record like any other."""

from dataclasses import replace

from flask import Response, request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.documents import tables
from registration.extensions import transaction
from registration.queries import scope
from registration.rules.attendee_list import Preset
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer import export_options, filters, lists
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.export_options import Extension
from registration.web.organizer.guests import chosen


@blueprint.post("/roundtables/<slug:slug>/exports/chosen")
@access.needs(Permission.LISTS_EXPORT)
@access.needs_fresh_sign_in
def export_chosen(slug: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    who = chosen.chosen(found)
    if who.words:
        return chosen.back(found, who.words)
    reached = scope.reaches(me, found, access.permission())
    extension = Extension.CSV if request.form.get("format") == Extension.CSV else Extension.XLSX
    options = export_options.read(
        {},
        Preset.ALL,
        extension,
        language=languages.current(),
        known=filters.known(found),
        contact=scope.may_about_all(me, found, Permission.REGISTRATIONS_CONTACT, reached),
        reaches=reached,
        sensitive=False,
    )
    options = replace(options, filters=replace(options.filters, chosen=tuple(who.ids)))
    name = tables.file_name(found.slug, options.preset, clock.now(), options.extension)
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.roundtable(me, slug, access.permission())
        own = lists.own_columns(found, options)
        record = lists.begin(found, options, own, name, organizer_id=me.id, at=at)
        chunks = lists.stream(found, options, own, record, at=at)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(chunks, headers=headers, content_type=lists.CONTENT_TYPES[options.extension])

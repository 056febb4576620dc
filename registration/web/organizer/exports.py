"""Lists: choose one, see how many people it holds, download it; every download is on record."""

from dataclasses import replace

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock, i18n
from registration.documents import tables
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import attendees, changes, occupancy, questions, scope
from registration.rules.attendee_list import OF_PEOPLE, Preset
from registration.rules.permissions import Permission, Reaches
from registration.rules.refusals import NotFound
from registration.web import access, errors, languages
from registration.web.organizer import export_options, filters, lists
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.export_options import Extension, Options
from registration.web.organizer.filters import UnknownValue
from registration.web.organizer.guests.chips import chips
from registration.words.refusals import Wording


@blueprint.get("/roundtables/<slug:slug>/exports")
@access.needs(Permission.LISTS_EXPORT)
@access.needs_fresh_sign_in
def exports(slug: str) -> ResponseReturnValue:
    """The choice of a list. Its button leads to the file's own address, which can be kept and used by scripts."""
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    try:
        options = _options(
            me, found, request.args.get("preset") or "attendees", request.args.get("format") or "csv"
        )
    except UnknownValue as unknown:
        return _unknown(unknown)
    if "download" in request.args:
        address = options.as_address()
        return redirect(
            url_for(
                "organizer.export",
                slug=slug,
                preset=options.preset,
                extension=options.extension,
                **address,  # type: ignore[arg-type]
            ),
            303,
        )
    types = {kind.code: kind for kind in occupancy.stakeholder_types()}
    narrowed = filters.as_address(options.filters)
    return render_template(
        "organizer/exports.html",
        roundtable=found,
        options=options,
        counts={preset: attendees.count(found, preset, options.filters) for preset in OF_PEOPLE},
        changed=changes.count(found, replace(options.filters, status=None), options.since),
        narrowed={name: value for name, value in narrowed.items() if name != "sort"},
        chips=chips(options.filters, filters.known(found), types, found, status=True),
        contact=options.filters.contact,
        offers_sensitive=_sees_sensitive(me, found, options.filters.reaches)
        and any(question.sensitive for question in questions.of(found.id)),
    )


@blueprint.get("/roundtables/<slug:slug>/exports/<slug:preset>.<slug:extension>")
@access.needs(Permission.LISTS_EXPORT)
@access.needs_fresh_sign_in
def export(slug: str, preset: str, extension: str) -> ResponseReturnValue:
    """The file itself, streamed while it is read. A contract: see DESIGN.md §6."""
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    try:
        options = _options(me, found, preset, extension)
    except UnknownValue as unknown:
        return _unknown(unknown)
    name = tables.file_name(found.slug, options.preset, clock.now(), options.extension)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if request.method == "HEAD":
        return Response(headers=headers, content_type=lists.CONTENT_TYPES[options.extension])
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.roundtable(me, slug, access.permission())
        own = lists.own_columns(found, options)
        record = lists.begin(found, options, own, name, organizer_id=me.id, at=at)
        chunks = lists.stream(found, options, own, record, at=at)
    return Response(chunks, headers=headers, content_type=lists.CONTENT_TYPES[options.extension])


def _options(me: Organizer, roundtable: Roundtable, preset: str, extension: str) -> Options:
    """Raises NotFound for a list or a format that does not exist, UnknownValue for anything else."""
    if preset not in set(Preset) or extension not in set(Extension):
        raise NotFound
    exported = scope.reaches(me, roundtable, Permission.LISTS_EXPORT)
    return export_options.read(
        request.args,
        Preset(preset),
        Extension(extension),
        language=languages.current(),
        known=filters.known(roundtable),
        contact=scope.may_about_all(me, roundtable, Permission.REGISTRATIONS_CONTACT, exported),
        reaches=exported,
        sensitive=_sees_sensitive(me, roundtable, exported),
        since=changes.since(me, roundtable),
    )


def _sees_sensitive(me: Organizer, roundtable: Roundtable, listed: Reaches) -> bool:
    return scope.may_about_all(me, roundtable, Permission.ANSWERS_SENSITIVE, listed)


def _unknown(unknown: UnknownValue) -> ResponseReturnValue:
    known: dict[str, list[str]] = {
        "lang": list(i18n.LANGUAGES),
        "dialect": list(tables.Dialect),
        "header": list(export_options.Header),
    }
    name = str(unknown)
    explanation = _("The address holds an unknown value for “%(name)s”.", name=name)
    if name in known:
        explanation = _(
            "The address holds an unknown value for “%(name)s”. Possible values: %(values)s.",
            name=name,
            values=_(", ").join(known[name]),
        )
    return errors.page(400, Wording(_("This list does not exist"), explanation))

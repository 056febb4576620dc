"""Create a roundtable, and change everything it says."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from registration import clock
from registration.actions import audit, photos, roundtables, seats
from registration.actions.photos import Picture
from registration.extensions import db, transaction
from registration.i18n import localized
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import guest_table, occupancy, scope, seat_plan
from registration.rules.permissions import Permission
from registration.rules.refusals import (
    ChangedMeanwhile,
    LimitsContradict,
    NotAnImage,
    NotFound,
    Refused,
    SlugTaken,
)
from registration.rules.statuses import Status
from registration.web import access, languages
from registration.web.organizer import plans, rescheduling
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.contradictions import refuse
from registration.web.organizer.forms import caps
from registration.web.organizer.forms import organizations as lists
from registration.web.organizer.forms.roundtable import RoundtableForm, with_caps
from registration.web.organizer.seats import names
from registration.web.organizer.translations import completeness
from registration.words import choices
from registration.words.refusals import REFUSALS


@blueprint.route("/roundtables/new", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def new_roundtable() -> ResponseReturnValue:
    me = access.organizer()
    own = scope.organizations(me, access.permission())
    if not own:
        raise NotFound
    begun = next((one for one in scope.series(me, access.permission()) if one.slug == _asked_series()), None)
    form = _form(
        me,
        {
            "convenors": lists.filled(own[:1]),
            "waiting_list_open": True,
            "contact_email": me.email,
            "series": begun.id if begun else None,
        },
    )
    if not form.is_sent_in_order():
        return _page(form, None), 422 if form.errors else 200
    try:
        picture = _picture(form)
        with transaction():
            me, at = access.organizer(), clock.now()
            by = audit.organizer(me.id)
            plan = plans.plan(form, picture, None, by=by, at=at)
            created = roundtables.create(plan, by=by, at=at)
            slug = created.slug
    except (SlugTaken, NotAnImage) as refusal:
        return _page(_refused(form, refusal), None), 422
    flash(_("The roundtable has been saved as a draft."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


@blueprint.route("/roundtables/<slug:slug>/edit", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_roundtable(slug: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    form = _form(me, plans.typed_from(found, occupancy.limits_of(found)), found)
    if not form.is_sent_in_order():
        return _page(form, found), 422 if form.errors else 200
    if rescheduling.goes_back():
        return _page(form, found), 200
    try:
        picture = _picture(form)
        numbers = rescheduling.told(form, found)
        if numbers and not rescheduling.is_agreed():
            return rescheduling.page(form, found, numbers, picture), 200
        slug = _save(form, slug, picture)
    except (SlugTaken, NotAnImage) as refusal:
        return _page(_refused(form, refusal), _again(slug)), 422
    except LimitsContradict as refusal:
        present = _again(slug)
        starts_at = form.moment("starts_at").exact(form.zone.data or "")
        refuse(form, refusal, names(seat_plan.of(present)), starts_at, form.zone.data or "")
        return _page(form, present), 422
    except ChangedMeanwhile:
        present = _again(slug)
        form.version.renew(present.version)
        return _page(form, present, overtaken=True), 409
    flash(_("The roundtable has been saved."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


def _asked_series() -> str:
    """The series on whose page somebody chose to make a roundtable."""
    return request.args.get("series", "")


def _save(form: RoundtableForm, slug: str, picture: Picture | None) -> str:
    """The address of the roundtable afterwards."""
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        by = audit.organizer(me.id)
        plan = plans.plan(form, picture, room.roundtable, by=by, at=at)
        roundtables.edit(room, plan, version=form.version.number, by=by, at=at)
        return room.roundtable.slug


def _form(me: Organizer, data: dict[str, Any], present: Roundtable | None = None) -> RoundtableForm:
    language = languages.current()
    kinds = [kind for kind in occupancy.stakeholder_types() if kind.active]
    form = with_caps(caps.of_types(kinds, language))(data=data)
    form.has_photo = present is not None and present.photo_id is not None
    series = {one.id: one for one in scope.series(me, Permission.ROUNDTABLES_EDIT)}
    if present is not None:
        series[present.series_id] = present.series
    form.offer(
        series=[(str(one.id), localized(one.titles, language)) for one in series.values()],
        organizations=_organizations(language),
        language=language,
        own=frozenset(scope.organizations(me, Permission.ROUNDTABLES_EDIT)),
    )
    return form


def _organizations(language: str) -> list[tuple[str, str]]:
    rows = db.session.scalars(select(Organization))
    return sorted(
        ((str(row.id), localized(row.names, language)) for row in rows), key=lambda choice: choice[1]
    )


def _picture(form: RoundtableForm) -> Picture | None:
    """What was uploaded, read outside of any transaction. Raises NotAnImage."""
    upload = form.photo.data
    return photos.encoded(upload.read(photos.LARGEST_FILE + 1)) if upload else None


def _refused(form: RoundtableForm, refusal: Refused) -> RoundtableForm:
    field = "slug" if isinstance(refusal, SlugTaken) else "photo"
    form.refuse(field, REFUSALS[refusal.code].sentences)
    return form


def _again(slug: str) -> Roundtable:
    """The roundtable as it is now, after a transaction that came to nothing."""
    return scope.roundtable(access.organizer(), slug, access.permission())


def _page(form: RoundtableForm, roundtable: Roundtable | None, *, overtaken: bool = False) -> str:
    told = {Status.CONFIRMED: 0, Status.WAITLISTED: 0}
    if roundtable is not None and roundtable.takes_entries(clock.now()):
        counts = guest_table.status_counts(roundtable)
        told = {status: counts.get(status, 0) for status in told}
    return render_template(
        "organizer/roundtable_form.html",
        form=form,
        roundtable=roundtable,
        overtaken=overtaken,
        confirmed=told[Status.CONFIRMED],
        waiting=told[Status.WAITLISTED],
        admission_rules=choices.ADMISSION_RULES,
        attribution_rules=choices.ATTRIBUTION_RULES,
        languages=completeness(roundtable) if roundtable is not None else [],
        lost_photo=bool(request.files.get("photo")) and bool(form.errors or overtaken),
    )

"""The series of an organizer's organizations: what they are called, and their roundtables."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select

from registration import clock, links
from registration.actions import audit
from registration.actions import series as actions
from registration.extensions import db, transaction
from registration.models.organizations import Organization
from registration.models.roundtables import Roundtable
from registration.models.series import Series
from registration.queries import programme, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import texts
from registration.web.organizer.forms.series import SeriesForm


@blueprint.get("/series")
@access.needs(Permission.SIGNED_IN)
def all_series() -> ResponseReturnValue:
    me = access.organizer()
    found = scope.series(me, Permission.ROUNDTABLES_EDIT)
    mine = scope.roundtables(me, Permission.ROUNDTABLES_VIEW).subquery()
    counted = select(mine.c.series_id, func.count()).group_by(mine.c.series_id)
    counts = {row[0]: row[1] for row in db.session.execute(counted)}
    may_create = bool(scope.organizations(me, Permission.ROUNDTABLES_EDIT))
    return render_template("organizer/series/list.html", series=found, counts=counts, may_create=may_create)


@blueprint.route("/series/new", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def new_series() -> ResponseReturnValue:
    own = scope.organizations(access.organizer(), access.permission())
    if not own:
        raise NotFound
    form = SeriesForm()
    if not form.is_sent_in_order():
        return _page(form, None), 422 if form.errors else 200
    with transaction():
        me, at = access.organizer(), clock.now()
        own = scope.organizations(me, access.permission())
        created = actions.begin(
            form.titles.form.texts(),
            [db.session.get_one(Organization, one) for one in own],
            by=audit.organizer(me.id),
            at=at,
            descriptions=form.descriptions.form.texts(),
            accent=form.accent.data,
        )
        slug = created.slug
    flash(_("The series has been created. Choose it when you make a roundtable."))
    return redirect(url_for("organizer.edit_series", series_slug=slug), 303)


@blueprint.route("/series/<slug:series_slug>", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_series(series_slug: str) -> ResponseReturnValue:
    found = _found(series_slug)
    form = SeriesForm(
        data={
            "version": str(found.version),
            "titles": texts.filled(found.titles),
            "descriptions": texts.filled(found.descriptions),
            "accent": found.accent,
        }
    )
    if not form.is_sent_in_order():
        return _page(form, found), 422 if form.errors else 200
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            actions.edit(
                _found(series_slug),
                form.titles.form.texts(),
                form.descriptions.form.texts(),
                form.accent.data,
                version=form.version.number,
                by=audit.organizer(me.id),
                at=at,
            )
    except ChangedMeanwhile:
        present = _found(series_slug)
        form.version.renew(present.version)
        return _page(form, present, overtaken=True), 409
    flash(_("The series has been saved."))
    return redirect(url_for("organizer.edit_series", series_slug=series_slug), 303)


def _found(slug: str) -> Series:
    return scope.one_series(access.organizer(), slug, access.permission())


def _page(form: SeriesForm, found: Series | None, *, overtaken: bool = False) -> str:
    listed: list[programme.Listed] = []
    if found is not None:
        mine = scope.roundtables(access.organizer(), Permission.ROUNDTABLES_VIEW)
        order = (Roundtable.ordinal.is_(None), Roundtable.ordinal, Roundtable.starts_at, Roundtable.id)
        rows = db.session.scalars(mine.where(Roundtable.series_id == found.id).order_by(*order))
        listed = programme.listed(rows, clock.now())
    return render_template(
        "organizer/series/form.html",
        form=form,
        series=found,
        listed=listed,
        overtaken=overtaken,
        public_address=links.series(found.slug, languages.current())
        if any(one.roundtable.is_public for one in listed) and found is not None
        else None,
    )

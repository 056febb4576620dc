"""Saved views: keep what the guest table shows under a name, rename it, do away with it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import views
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.models.views import SavedView
from registration.queries import scope
from registration.queries import views as saved
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, NotFound, TooManyViews, ViewExists
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guests import ViewForm
from registration.web.organizer.guests import chosen
from registration.words.refusals import REFUSALS


@blueprint.route("/roundtables/<slug:slug>/registrations/views", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_VIEW)
def views_of_guests(slug: str) -> ResponseReturnValue:
    """All views, and a form that keeps what the address says: the one the guest table was left with."""
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    address, form = _address(found), ViewForm()
    if form.is_sent_in_order():
        try:
            with transaction():
                me = access.organizer()
                found = scope.roundtable(me, slug, access.permission())
                name, shared = form.name.data or "", bool(form.shared.data)
                views.save(found.id, me.id, name, address, shared=shared, at=clock.now())
        except (ViewExists, TooManyViews) as refusal:
            form.refuse("name", REFUSALS[refusal.code].sentences)
        else:
            flash(_("The view is saved. It stands above the table."))
            return redirect(chosen.table(found, address), 303)
    page = render_template(
        "organizer/guests/views.html",
        roundtable=found,
        form=form,
        address=address,
        views=saved.of(found, me),
        me=me,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/roundtables/<slug:slug>/registrations/views/<row:view_id>", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_VIEW)
def change_view(slug: str, view_id: int) -> ResponseReturnValue:
    """Rename one's own view, share it or not."""
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    view = _own(found, me, view_id)
    form = ViewForm(data={"name": view.name, "shared": view.shared, "version": str(view.version)})
    if form.is_sent_in_order():
        try:
            with transaction():
                me = access.organizer()
                mine = _own(scope.roundtable(me, slug, access.permission()), me, view_id)
                name, shared = form.name.data or "", bool(form.shared.data)
                views.change(mine, name, shared=shared, version=form.version.number)
        except ViewExists as refusal:
            form.refuse("name", REFUSALS[refusal.code].sentences)
        except ChangedMeanwhile as refusal:
            form.form_errors.append(REFUSALS[refusal.code].sentences)
            form.version.renew(_own(found, me, view_id).version)
        else:
            flash(_("The view is saved."))
            return redirect(url_for("organizer.views_of_guests", slug=slug), 303)
    page = render_template("organizer/guests/view.html", roundtable=found, form=form, view=view)
    return page, 422 if form.errors else 200


@blueprint.post("/roundtables/<slug:slug>/registrations/views/<row:view_id>/removal")
@access.needs(Permission.REGISTRATIONS_VIEW)
def remove_view(slug: str, view_id: int) -> ResponseReturnValue:
    with transaction():
        me = access.organizer()
        views.remove(_own(scope.roundtable(me, slug, access.permission()), me, view_id))
    flash(_("The view is removed. Nobody's registration is touched by that."))
    return redirect(url_for("organizer.views_of_guests", slug=slug), 303)


def _own(roundtable: Roundtable, me: Organizer, view_id: int) -> SavedView:
    """Raises NotFound, for other people's views too."""
    found = saved.own(roundtable, me, view_id)
    if found is None:
        raise NotFound
    return found


def _address(roundtable: Roundtable) -> dict[str, str]:
    """A view is not about one page."""
    return {name: value for name, value in chosen.address(roundtable).items() if name != "page"}

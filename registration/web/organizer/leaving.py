"""One's own organization steps back from a roundtable it convenes with others."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, convenors, seats
from registration.extensions import transaction
from registration.i18n import localized
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import LastConvenor, NotFound
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.leaving import Leaving


@blueprint.route("/roundtables/<slug:slug>/leaving", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def leave_roundtable(slug: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    if len(found.convenors) == 1:
        raise LastConvenor
    form = Leaving()
    form.offer((one.slug, localized(one.names, languages.current())) for one in _own(me, found))
    if not form.is_sent_in_order():
        return render_template(
            "organizer/leaving.html", form=form, roundtable=found
        ), 422 if form.errors else 200
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        leaving = _chosen(me, room.roundtable, form.organization.data)
        convenors.leave(room, leaving, by=audit.organizer(me.id), at=at)
        stays = scope.may(me, room.roundtable, Permission.ROUNDTABLES_VIEW)
    flash(_("The organization no longer convenes this roundtable."))
    if stays:
        return redirect(url_for("organizer.roundtable", slug=slug), 303)
    return redirect(url_for("organizer.roundtables"), 303)


def _own(me: Organizer, roundtable: Roundtable) -> list[Organization]:
    held = set(scope.organizations(me, Permission.ROUNDTABLES_EDIT))
    return [organization for organization in roundtable.convenors if organization.id in held]


def _chosen(me: Organizer, roundtable: Roundtable, slug: str) -> Organization:
    """Raises NotFound when it has left already."""
    for organization in _own(me, roundtable):
        if organization.slug == slug:
            return organization
    raise NotFound

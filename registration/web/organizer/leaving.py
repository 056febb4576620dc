"""One's own organization steps back from a roundtable it convenes with others."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, convenors, seats
from registration.extensions import transaction
from registration.models.organizations import Organization
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import LastConvenor, NotFound
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer.blueprint import blueprint


@blueprint.route("/roundtables/<slug:slug>/leaving", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def leave_roundtable(slug: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.roundtable(me, slug, access.permission())
    if len(found.convenors) == 1:
        raise LastConvenor
    form = Form()
    if not form.is_sent_in_order():
        return render_template(
            "organizer/leaving.html",
            form=form,
            roundtable=found,
            own=_own(me, found),
            others=_others(me, found),
        )
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        leaving = _chosen(me, room.roundtable)
        convenors.leave(room, leaving, by=audit.organizer(me.id), at=at)
        stays = scope.may(me, room.roundtable, Permission.ROUNDTABLES_VIEW)
    flash(_("The organization no longer convenes this roundtable."))
    if stays:
        return redirect(url_for("organizer.roundtable", slug=slug), 303)
    return redirect(url_for("organizer.roundtables"), 303)


def _own(me: Organizer, roundtable: Roundtable) -> list[Organization]:
    held = set(scope.organizations(me, Permission.ROUNDTABLES_EDIT))
    return [organization for organization in roundtable.convenors if organization.id in held]


def _others(me: Organizer, roundtable: Roundtable) -> list[Organization]:
    own = _own(me, roundtable)
    return [organization for organization in roundtable.convenors if organization not in own]


def _chosen(me: Organizer, roundtable: Roundtable) -> Organization:
    """Whoever edits for several of the convenors says which; others of them are not found."""
    own = _own(me, roundtable)
    wanted = request.form.get("organization", own[0].slug if len(own) == 1 else "")
    for organization in own:
        if organization.slug == wanted:
            return organization
    raise NotFound

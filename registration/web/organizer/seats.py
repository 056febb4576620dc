"""The seats of a roundtable: every limit as it stands, and the hour at which reserved seats are released."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, limits, offers, seats
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import rooms, scope, seat_plan, seat_preview
from registration.queries.seat_plan import Plan
from registration.queries.seat_preview import Preview
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.roundtable import permissions_on
from registration.words.groups import Names


@blueprint.get("/roundtables/<slug:slug>/seats")
@access.needs(Permission.SEATS_VIEW)
def seat_overview(slug: str) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    plan = seat_plan.of(found)
    return render_template(
        "organizer/seats.html",
        roundtable=found,
        plan=plan,
        names=names(plan),
        may=permissions_on(me, found),
        released=_if_released(found, plan),
        ends_at=offers.deadline(found, at=now),
        may_release=found.takes_entries(now) and not (found.starts_at and found.starts_at <= now),
    )


@blueprint.post("/roundtables/<slug:slug>/seats/release")
@access.needs(Permission.ROUNDTABLES_EDIT)
def release_seats(slug: str) -> ResponseReturnValue:
    """The hour of the release is now: the worker does it, as it does at every other hour."""
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        kind, key = request.form.get("kind", ""), request.form.get("key", "")
        limits.release(room, kind, key, by=audit.organizer(me.id), at=at)
    flash(_("The reserved seats are being released. Whoever fits is told within a minute or two."))
    return redirect(url_for("organizer.seat_overview", slug=slug), 303)


def names(plan: Plan) -> Names:
    """What the groups of a plan are called in the reader's language."""
    return Names(
        languages.current(),
        {code: kind.names for code, kind in plan.stakeholder_types.items()},
        {key: organization.names for key, organization in plan.organizations.items()},
        plan.written,
    )


def _if_released(roundtable: Roundtable, plan: Plan) -> Preview | None:
    """What would happen if no seat was reserved any more; None where that would free none for anybody."""
    if not plan.unfilled or not plan.total.waiting:
        return None
    return seat_preview.of(roundtable, rooms.released(rooms.limits_of(roundtable.id)), at=clock.now())

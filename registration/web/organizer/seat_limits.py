"""Change the limits of a roundtable, after having looked at what that would bring about."""

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
from registration.rules import bounds
from registration.rules.contradictions import contradictions
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile, LimitsContradict
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.contradictions import refuse
from registration.web.organizer.forms import seats as forms
from registration.web.organizer.forms.seats import SeatsForm
from registration.web.organizer.seats import names


@blueprint.route("/roundtables/<slug:slug>/seats/edit", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_seats(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    plan = seat_plan.of(found)
    form = _form(found, plan)
    if not form.is_sent_in_order():
        return _page(form, found, plan), 422 if form.errors else 200
    try:
        if "preview" in request.form:
            return _page(form, found, plan, preview=_preview(form, found))
        _save(form, slug)
    except LimitsContradict as refusal:
        present = _found(slug)
        refuse(form, refusal, names(plan), present.starts_at, present.zone)
        return _page(form, present, plan), 422
    except ChangedMeanwhile:
        present = _found(slug)
        form.version.renew(present.version)
        return _page(form, present, plan, overtaken=True), 409
    flash(_("The limits have been saved."))
    return redirect(url_for("organizer.seat_overview", slug=slug), 303)


def _preview(form: SeatsForm, roundtable: Roundtable) -> Preview:
    """What saving would bring about. Raises LimitsContradict."""
    at = clock.now()
    wanted = bounds.applied(form.present, form.bounds(hybrid=roundtable.hybrid), at)
    if found := list(contradictions(wanted, hybrid=roundtable.hybrid, starts_at=roundtable.starts_at)):
        raise LimitsContradict(contradictions=found)
    return seat_preview.of(roundtable, wanted, at=at)


def _save(form: SeatsForm, slug: str) -> None:
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(_found(slug).id)
        wanted, by = form.bounds(hybrid=room.roundtable.hybrid), audit.organizer(me.id)
        limits.save(room, wanted, version=form.version.number, by=by, at=at)


def _form(roundtable: Roundtable, plan: Plan) -> SeatsForm:
    present, called = rooms.limits_of(roundtable.id), names(plan)
    kind = forms.of_groups(
        {line.group.key: called.of(line.group) for line in plan.types},
        {line.group.key: called.of(line.group) for line in plan.allotments},
    )
    form = kind(data={"version": str(roundtable.version), **forms.filled(present, roundtable.zone)})
    form.offer(present, called, zone=roundtable.zone)
    return form


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _page(
    form: SeatsForm,
    roundtable: Roundtable,
    plan: Plan,
    *,
    preview: Preview | None = None,
    overtaken: bool = False,
) -> str:
    return render_template(
        "organizer/seats_form.html",
        form=form,
        roundtable=roundtable,
        lines={line.group: line for line in (plan.total, *plan.groups, *plan.delegations)},
        names=names(plan),
        preview=preview,
        ends_at=offers.deadline(roundtable, at=clock.now()),
        overtaken=overtaken,
    )

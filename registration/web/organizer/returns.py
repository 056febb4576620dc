"""Take somebody up again who has gone, or confirm somebody whatever the limits say."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import offers, returns
from registration.models.registrations import Registration
from registration.rules.permissions import Permission
from registration.rules.statuses import Status
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer import deciding, decisions, groups
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.decisions import OnPurpose
from registration.web.organizer.roundtable import permissions_about

_HERE = "/roundtables/<slug:slug>/registrations/<uuid:registration_id>"


@blueprint.route(f"{_HERE}/reinstatement", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_DECIDE)
def reinstate(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found, form = deciding.looked_at(slug, registration_id, returns.GONE), Form()
    if not form.is_sent_in_order():
        prospect = decisions.prospect(found, groups.shown(found.roundtable, found))
        return render_template(
            "organizer/reinstatement.html",
            roundtable=found.roundtable,
            registration=found,
            form=form,
            prospect=prospect,
            offered_until=_offered_until(found) if prospect.fits else None,
            declined_before=[found] if found.status is Status.DECLINED else deciding.declined_before(found),
            may=permissions_about(access.organizer(), found),
        )
    with deciding.under_the_lock(slug, registration_id) as case:
        status = returns.reinstate(case.room, case.registration, by=case.by, at=case.at)
        name = case.registration.full_name
    return deciding.done(slug, registration_id, _told(status, name))


@blueprint.route(f"{_HERE}/seat-on-purpose", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def seat_over_limit(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found, form = deciding.looked_at(slug, registration_id, returns.SEATABLE), OnPurpose()
    if not form.is_sent_in_order():
        page = render_template(
            "organizer/seat_on_purpose.html",
            roundtable=found.roundtable,
            registration=found,
            form=form,
            prospect=decisions.prospect(found, groups.shown(found.roundtable, found)),
        )
        return page, 422 if form.errors else 200
    with deciding.under_the_lock(slug, registration_id) as case:
        returns.seat_over_limit(case.room, case.registration, form.text, by=case.by, at=case.at)
        name = case.registration.full_name
    return deciding.done(slug, registration_id, _told(Status.CONFIRMED, name))


def _offered_until(found: Registration) -> object:
    """Whoever let an offer pass is offered again, where there is still time for an answer."""
    if not offers.has_lapsed(found):
        return None
    return offers.deadline(found.roundtable, at=clock.now())


def _told(status: Status, name: str) -> str:
    match status:
        case Status.CONFIRMED:
            return _("%(name)s has a confirmed place and is being told by mail.", name=name)
        case Status.OFFERED:
            return _("%(name)s is offered a seat again and is being told by mail.", name=name)
        case _:
            return _("%(name)s is on the waiting list and is being told by mail.", name=name)

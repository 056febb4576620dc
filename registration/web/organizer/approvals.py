"""Decide about somebody who awaits approval: yes, no, or a question first."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.actions import approvals
from registration.models.registrations import Registration
from registration.rules import statuses
from registration.rules.permissions import Permission
from registration.rules.refusals import NoSeatNow
from registration.rules.statuses import Status
from registration.web import access
from registration.web.organizer import deciding, decisions, groups
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.decisions import Approval, Question, Refusal
from registration.web.organizer.roundtable import permissions_about
from registration.words.refusals import REFUSALS

_HERE = "/roundtables/<slug:slug>/registrations/<uuid:registration_id>"
_PENDING = frozenset({Status.PENDING})


@blueprint.route(f"{_HERE}/approval", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_DECIDE)
def approve(slug: str, registration_id: UUID) -> ResponseReturnValue:
    """Says what would become of the person; the waiting list has to be meant."""
    found, form = deciding.looked_at(slug, registration_id, _PENDING), Approval()
    if not form.is_sent_in_order():
        return _approval(found, form)
    try:
        with deciding.under_the_lock(slug, registration_id) as case:
            may_wait = form.may_wait.data == "yes"
            status = approvals.approve(
                case.room, case.registration, may_wait=may_wait, by=case.by, at=case.at
            )
            name = case.registration.full_name
    except NoSeatNow as refusal:
        form.form_errors.append(str(REFUSALS[refusal.code].heading))
        return _approval(deciding.looked_at(slug, registration_id, _PENDING), form), 409
    if status is Status.CONFIRMED:
        told = _("%(name)s has a confirmed place and is being told by mail.", name=name)
    else:
        told = _("%(name)s is on the waiting list and is being told by mail.", name=name)
    return deciding.done(slug, registration_id, told)


@blueprint.route(f"{_HERE}/refusal", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_DECIDE)
def decline(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found, form = deciding.looked_at(slug, registration_id, statuses.LIVE), Refusal()
    if not form.is_sent_in_order():
        page = render_template(
            "organizer/refusal.html", roundtable=found.roundtable, registration=found, form=form
        )
        return page, 422 if form.errors else 200
    with deciding.under_the_lock(slug, registration_id) as case:
        approvals.decline(
            case.room,
            case.registration,
            form.text,
            shown=form.shown.data,
            by=case.by,
            at=case.at,
        )
        name = case.registration.full_name
    return deciding.done(slug, registration_id, _("%(name)s is being told by mail.", name=name))


@blueprint.route(f"{_HERE}/question", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_DECIDE)
def ask(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found, form = deciding.looked_at(slug, registration_id, _PENDING), Question()
    if not form.is_sent_in_order():
        page = render_template(
            "organizer/question.html", roundtable=found.roundtable, registration=found, form=form
        )
        return page, 422 if form.errors else 200
    with deciding.under_the_lock(slug, registration_id) as case:
        approvals.ask(case.registration, form.text, by=case.by, at=case.at)
        name = case.registration.full_name
    told = _("The question is on its way to %(name)s. The answer appears here.", name=name)
    return deciding.done(slug, registration_id, told)


def _approval(found: Registration, form: Approval) -> str:
    return render_template(
        "organizer/approval.html",
        roundtable=found.roundtable,
        registration=found,
        form=form,
        prospect=decisions.prospect(found, groups.shown(found.roundtable, found)),
        declined_before=deciding.declined_before(found),
        may=permissions_about(access.organizer(), found),
    )

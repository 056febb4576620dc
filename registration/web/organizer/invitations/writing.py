"""Invite one person or office, and change what an invitation says until it is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, invitations, seats
from registration.extensions import transaction
from registration.models.invitations import Invitation
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import occupancy, scope
from registration.rules.invitations import Reply
from registration.rules.permissions import Permission
from registration.rules.refusals import AlreadyInvited, ChangedMeanwhile, NoLongerPossible, NoSeatToHold
from registration.web import access
from registration.web.organizer import groups
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.invitation import InvitationForm, invitation_form
from registration.words.refusals import REFUSALS

SEND = "send"


class NotWritten(Exception):
    """Nothing is stored; the form says why. `status` is that of the answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@blueprint.route("/roundtables/<slug:slug>/invitations/new", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def new_invitation(slug: str) -> ResponseReturnValue:
    """First the stakeholder type, then what is known of somebody of it."""
    found, now = scope.roundtable(access.organizer(), slug, access.permission()), clock.now()
    if not found.takes_entries(now):
        raise NoLongerPossible
    occupied = occupancy.of(found)
    types = {of.stakeholder_type.code: of for of in occupied.types if of.stakeholder_type.active}
    chosen = types.get(request.args.get("type", ""))
    if chosen is None:
        return render_template("organizer/invitations/type.html", roundtable=found, types=types.values())
    kind, form = chosen.stakeholder_type, invitation_form(chosen.stakeholder_type, found, now)
    if not form.is_sent_in_order():
        return _page(form, found, kind), 422 if form.errors else 200
    sends = request.form.get("then") == SEND
    try:
        with _explained(form, found), transaction():
            me, at = access.organizer(), clock.now()
            room, by = seats.lock(scope.roundtable(me, slug, access.permission()).id), audit.organizer(me.id)
            made = invitations.create(room, form.terms(kind), by=by, at=at)
            if sends:
                invitations.send(room, made, by=by, at=at)
            public_id = made.public_id
    except NotWritten as refusal:
        return _page(form, found, kind), refusal.status
    flash(_("The invitation is on its way.") if sends else _("The invitation is saved as a draft."))
    return redirect(url_for("organizer.invitation", slug=slug, invitee_id=public_id), 303)


@blueprint.route("/roundtables/<slug:slug>/invitations/<uuid:invitee_id>/edit", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def edit_invitation(slug: str, invitee_id: UUID) -> ResponseReturnValue:
    found, now = scope.invitation(access.organizer(), slug, str(invitee_id), access.permission()), clock.now()
    if found.status not in (Reply.DRAFT, Reply.SENT) or not found.roundtable.takes_entries(now):
        raise NoLongerPossible
    roundtable, kind = found.roundtable, found.stakeholder_type
    form = invitation_form(kind, roundtable, now, found)
    if not form.is_sent_in_order():
        return _page(form, roundtable, kind, found), 422 if form.errors else 200
    try:
        with _explained(form, roundtable, found), transaction():
            me, at = access.organizer(), clock.now()
            present = scope.invitation(me, slug, str(invitee_id), access.permission())
            room, by = invitations.lock_of(present), audit.organizer(me.id)
            invitations.edit(room, present, form.terms(kind), version=form.version.number, by=by, at=at)
    except NotWritten as refusal:
        return _page(form, roundtable, kind, found), refusal.status
    flash(_("The invitation has been changed. Nobody is told of the change."))
    return redirect(url_for("organizer.invitation", slug=slug, invitee_id=invitee_id), 303)


@contextmanager
def _explained(
    form: InvitationForm, roundtable: Roundtable, present: Invitation | None = None
) -> Iterator[None]:
    """A refusal becomes words of the form, beside what has to be changed. Raises NotWritten."""
    try:
        yield
    except AlreadyInvited as refusal:
        form.refuse("email", REFUSALS[refusal.code].sentences)
        raise NotWritten(422) from None
    except ChangedMeanwhile as refusal:
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        if present is not None:
            form.version.renew(present.version)
        raise NotWritten(409) from None
    except NoSeatToHold as refusal:
        decision = cast(dict[str, Any], refusal.facts["decision"])
        limit = groups.shown(roundtable, *([present] if present else [])).limit(decision)
        form.refuse("holds", f"{REFUSALS[refusal.code].sentences} {limit}".strip())
        raise NotWritten(409) from None


def _page(
    form: InvitationForm, roundtable: Roundtable, kind: StakeholderType, present: Invitation | None = None
) -> str:
    return render_template(
        "organizer/invitations/form.html", form=form, roundtable=roundtable, kind=kind, invitation=present
    )

"""Invite a colleague, send the invitation again, take it back."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, colleagues
from registration.extensions import transaction
from registration.queries import colleagues as people
from registration.queries import scope
from registration.rules.permissions import Permission, Role
from registration.rules.refusals import ColleagueInvited, OrganizerExists
from registration.web import access, throttling
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.colleagues.offered import offer
from registration.web.organizer.forms.rights import Invitation
from registration.words import choices
from registration.words.refusals import REFUSALS

_HERE = "/people/<slug:organization>/invitations"


@blueprint.route(f"{_HERE}/new", methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def invite_colleague(organization: str) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.organization(me, organization, access.permission())
    is_first = people.count(found) == 0
    form = Invitation(data={"language": me.language, "role": Role.OWNER if is_first else Role.VIEWER})
    offer(form, found)
    if form.is_sent_in_order() and _invited(form, organization):
        flash(_("%(address)s is being invited by mail.", address=form.email.data))
        return redirect(url_for("organizer.people"), 303)
    page = render_template(
        "organizer/colleagues/invitation.html",
        form=form,
        organization=found,
        is_first=is_first,
        role_rules=choices.ROLE_RULES,
    )
    return page, 422 if form.errors else 200


@blueprint.post(f"{_HERE}/<uuid:invitation_id>/sending")
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def invite_again(organization: str, invitation_id: UUID) -> ResponseReturnValue:
    _throttle(organization)
    with transaction():
        me = access.organizer()
        house = scope.organization(me, organization, access.permission())
        found = people.invitation(house, str(invitation_id))
        colleagues.send_again(found, by=audit.organizer(me.id), at=clock.now())
        address = found.email
    flash(
        _(
            "%(address)s is being invited again. The link in the earlier mail has stopped working.",
            address=address,
        )
    )
    return redirect(url_for("organizer.people"), 303)


@blueprint.post(f"{_HERE}/<uuid:invitation_id>/end")
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def take_back_invitation(organization: str, invitation_id: UUID) -> ResponseReturnValue:
    with transaction():
        me = access.organizer()
        house = scope.organization(me, organization, access.permission())
        found = people.invitation(house, str(invitation_id))
        address = found.email
        colleagues.take_back(found, by=audit.organizer(me.id), at=clock.now())
    flash(
        _("The invitation of %(address)s has been taken back. Its link has stopped working.", address=address)
    )
    return redirect(url_for("organizer.people"), 303)


def _invited(form: Invitation, organization: str) -> bool:
    _throttle(organization)
    try:
        with transaction():
            me = access.organizer()
            colleagues.invite(
                scope.organization(me, organization, access.permission()),
                form.email.data or "",
                form.grant,
                language=form.language.data,
                by=audit.organizer(me.id),
                at=clock.now(),
            )
    except (OrganizerExists, ColleagueInvited) as refusal:
        form.refuse("email", REFUSALS[refusal.code].sentences)
        return False
    return True


def _throttle(organization: str) -> None:
    """Nobody sends letters to the whole world from here."""
    throttling.limit("invitation", subject=organization, per_subject=60, per_network=100, everyone=1000)

"""Change what a colleague may do, take the part away, hand ownership over."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, memberships
from registration.extensions import transaction
from registration.models.organizers import Membership, Organizer
from registration.queries import colleagues, scope
from registration.rules.permissions import Permission, Role
from registration.rules.refusals import ChangedMeanwhile, LastOwner, NotFound
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.colleagues.offered import offer
from registration.web.organizer.forms.rights import Rights
from registration.words import choices
from registration.words.refusals import REFUSALS

_HERE = "/people/<slug:organization>/members/<row:member_id>"


@blueprint.route(_HERE, methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def change_colleague(organization: str, member_id: int) -> ResponseReturnValue:
    held, person = _found(organization, member_id)
    form = _form(held)
    if not form.is_sent_in_order():
        return _page(form, held, person), 422 if form.errors else 200
    try:
        with transaction():
            held, person = _found(organization, member_id)
            memberships.change(
                person,
                held.organization,
                form.grant,
                version=form.version.number,
                by=audit.organizer(access.organizer().id),
                at=clock.now(),
            )
            name = _name(person)
    except LastOwner as refusal:
        form.refuse("role", REFUSALS[refusal.code].sentences)
        return _page(form, *_found(organization, member_id)), 422
    except ChangedMeanwhile:
        held, person = _found(organization, member_id)
        form.version.renew(held.version)
        return _page(form, held, person, overtaken=True), 409
    flash(_("The rights of %(name)s have been saved and count at once.", name=name))
    return _back()


@blueprint.route(f"{_HERE}/removal", methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def remove_colleague(organization: str, member_id: int) -> ResponseReturnValue:
    held, person = _found(organization, member_id)
    form = Form()
    if not form.is_sent_in_order():
        return _question("removal", form, held, person)
    try:
        with transaction():
            held, person = _found(organization, member_id)
            name = _name(person)
            by = audit.organizer(access.organizer().id)
            memberships.remove(person, held.organization, by=by, at=clock.now())
    except LastOwner as refusal:
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        return _question("removal", form, *_found(organization, member_id)), 422
    flash(_("%(name)s has been removed.", name=name))
    return _back()


@blueprint.route(f"{_HERE}/handover", methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def hand_over(organization: str, member_id: int) -> ResponseReturnValue:
    """For owners alone: who looks after an organization without people has no ownership to give."""
    held, person = _found(organization, member_id)
    mine = access.organizer().membership(held.organization_id)
    if mine is None or mine.role is not Role.OWNER or mine.id == held.id:
        raise NotFound
    form = Form()
    if not form.is_sent_in_order():
        return _question("handover", form, held, person)
    with transaction():
        held, person = _found(organization, member_id)
        me, name = access.organizer(), _name(person)
        memberships.hand_over(me, person, held.organization, by=audit.organizer(me.id), at=clock.now())
        goes_on = bool(scope.organizations(me, Permission.PEOPLE_MANAGE))
    flash(_("%(name)s is owner now, and you are manager.", name=name))
    return redirect(url_for("organizer.people" if goes_on else "organizer.roundtables"), 303)


def _found(organization: str, member_id: int) -> tuple[Membership, Organizer]:
    """Raises NotFound."""
    house = scope.organization(access.organizer(), organization, access.permission())
    return colleagues.member(house, member_id)


def _form(held: Membership) -> Rights:
    form = Rights(
        data={
            "version": str(held.version),
            "role": held.role,
            "stakeholder_type": held.stakeholder_type_id,
            "host": held.host_id,
            "may_export": held.may_export,
            "sees_sensitive": held.sees_sensitive,
        }
    )
    offer(form, held.organization)
    return form


def _page(form: Rights, held: Membership, person: Organizer, *, overtaken: bool = False) -> str:
    me = access.organizer()
    mine = me.membership(held.organization_id)
    return render_template(
        "organizer/colleagues/member.html",
        form=form,
        held=held,
        person=person,
        name=_name(person),
        is_me=person.id == me.id,
        may_hand_over=mine is not None and mine.role is Role.OWNER and mine.id != held.id,
        overtaken=overtaken,
        role_rules=choices.ROLE_RULES,
    )


def _question(which: str, form: Form, held: Membership, person: Organizer) -> str:
    return render_template(
        f"organizer/colleagues/{which}.html",
        form=form,
        held=held,
        person=person,
        name=_name(person),
        is_me=person.id == access.organizer().id,
        is_only_part=len(person.memberships) == 1,
    )


def _name(person: Organizer) -> str:
    return person.name or person.email


def _back() -> ResponseReturnValue:
    """To the list; whoever has just given up ownership has none."""
    goes_on = bool(scope.organizations(access.organizer(), Permission.PEOPLE_MANAGE))
    return redirect(url_for("organizer.people" if goes_on else "organizer.roundtables"), 303)

"""The organizations themselves: what one's own is called, and the record of a partner with its first owner."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, colleagues, organizations
from registration.extensions import transaction
from registration.models.organizations import Organization
from registration.queries import scope
from registration.rules.permissions import Grant, Permission, Role
from registration.rules.refusals import ChangedMeanwhile, NotFound
from registration.web import access, throttling
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import texts
from registration.web.organizer.forms.names import NewOrganization, OrganizationNames


@blueprint.route("/organizations/new", methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def new_organization() -> ResponseReturnValue:
    """A partner that is to convene roundtables too: its record, and the letter to its first owner."""
    me = access.organizer()
    if not scope.organizations(me, access.permission()):
        raise NotFound
    form = NewOrganization(data={"language": me.language})
    if not form.is_sent_in_order():
        return render_template(
            "organizer/colleagues/new_organization.html", form=form
        ), 422 if form.errors else 200
    throttling.limit("invitation", subject=str(me.id), per_subject=60, per_network=100, everyone=1000)
    with transaction():
        me, at = access.organizer(), clock.now()
        own = scope.organizations(me, access.permission())[0]
        by = audit.organizer(me.id)
        added = organizations.set_up(_facts(form), set_up_by_id=own, by=by, at=at)
        owner, language = form.owner.data or "", form.language.data
        colleagues.invite(added, owner, Grant(Role.OWNER), language=language, by=by, at=at)
    flash(_("The organization is there. %(address)s is being invited as its first owner.", address=owner))
    return redirect(url_for("organizer.people"), 303)


@blueprint.route("/organizations/<slug:organization>", methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
def edit_organization(organization: str) -> ResponseReturnValue:
    found = scope.organization(access.organizer(), organization, access.permission())
    form = OrganizationNames(
        data={
            "version": str(found.version),
            "names": texts.filled(found.names),
            "short_name": found.short_name,
            "url": found.url or "",
        }
    )
    if not form.is_sent_in_order():
        return _page(form, found), 422 if form.errors else 200
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            organizations.edit(
                scope.organization(me, organization, access.permission()),
                _facts(form),
                version=form.version.number,
                by=audit.organizer(me.id),
                at=at,
            )
    except ChangedMeanwhile:
        found = scope.organization(access.organizer(), organization, access.permission())
        form.version.renew(found.version)
        return _page(form, found, overtaken=True), 409
    flash(_("The organization has been saved."))
    return redirect(url_for("organizer.people"), 303)


def _facts(form: OrganizationNames) -> organizations.Facts:
    return organizations.Facts(
        names=form.names.form.texts(), short_name=form.short_name.data or "", url=form.url.data or None
    )


def _page(form: OrganizationNames, found: Organization, *, overtaken: bool = False) -> str:
    return render_template(
        "organizer/colleagues/organization.html", form=form, organization=found, overtaken=overtaken
    )

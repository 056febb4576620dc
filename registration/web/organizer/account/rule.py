"""Whether members of an organization have to have a second factor: for whoever manages its people."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, second_factors
from registration.extensions import transaction
from registration.queries import scope
from registration.queries import second_factors as queries
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint


@blueprint.route("/account/organizations/<slug:organization>/second-factor", methods=["GET", "POST"])
@access.needs(Permission.PEOPLE_MANAGE)
@access.needs_fresh_sign_in
def second_factor_rule(organization: str) -> ResponseReturnValue:
    """The button says what it does, so that pressing it twice does the same."""
    found = scope.organization(access.organizer(), organization, access.permission())
    if request.method == "GET":
        members = queries.members(found.id)
        return render_template("organizer/account/rule.html", organization=found, members=members)
    with transaction():
        me = access.organizer()
        found = scope.organization(me, organization, access.permission())
        required = request.form.get("required") == "yes"
        second_factors.require(found, required=required, by=audit.organizer(me.id), at=clock.now())
    flash(
        _("Members need a second factor from now on.")
        if required
        else _("Members no longer need a second factor.")
    )
    return redirect(url_for("organizer.account"), 303)

"""The account at a glance: name and language, and everything one signs in with."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.extensions import transaction
from registration.queries import accounts, scope, second_factors
from registration.rules.permissions import Permission
from registration.web import access, languages
from registration.web.organizer import passkey_requests
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.account import AboutYou
from registration.words import roles


@blueprint.route("/account", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def account() -> ResponseReturnValue:
    me = access.organizer()
    form = AboutYou(formdata=request.form if request.method == "POST" else None, obj=me)
    if form.is_sent_in_order():
        return _save(form)
    settings = current_app.extensions["settings"]
    page = render_template(
        "organizer/account/account.html",
        me=me,
        form=form,
        in_words=lambda part: roles.in_words(part, languages.current()),
        mine=second_factors.of(me.id),
        passkeys_possible=passkey_requests.place() is not None,
        managed_organizations=scope.organizations(me, Permission.PEOPLE_MANAGE),
        required=second_factors.required(me, of_everyone=settings.second_factor_required),
        visits=accounts.visits(me.id, clock.now()),
        this_visit=access.visit_digest(),
    )
    return page, 422 if form.errors else 200


@blueprint.get("/account/second-factor")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def second_factor() -> ResponseReturnValue:
    """Where everything leads to for somebody who has to set one up first."""
    if not access.lacks_second_factor(access.organizer()):
        return redirect(url_for("organizer.account"), 303)
    possible = passkey_requests.place() is not None
    return render_template("organizer/account/second_factor.html", passkeys_possible=possible)


def _save(form: AboutYou) -> ResponseReturnValue:
    with transaction():
        me = access.organizer()
        form.populate_obj(me)
    languages.follow(me)
    flash(_("Your account has been saved."))
    return redirect(url_for("organizer.account"), 303)

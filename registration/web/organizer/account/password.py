"""A new password, for whoever has just shown who they are: by the old one, or by mail when it is forgotten."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import organizers, passwords
from registration.extensions import transaction
from registration.rules.permissions import Permission
from registration.rules.refusals import PasswordPersonal, PasswordTooWeak
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.account import NewPassword
from registration.words.refusals import REFUSALS


@blueprint.route("/account/password", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
@access.needs_fresh_sign_in
def password() -> ResponseReturnValue:
    """Every visit ends with the old password; this one begins anew."""
    me, form = access.organizer(), NewPassword()
    if not form.is_sent_in_order():
        return _page(form)
    known = passwords.known_of(me.email, me.name, current_app.extensions["settings"].site_name)
    try:
        chosen = passwords.hashed(form.new.data or "", known=known)
    except (PasswordTooWeak, PasswordPersonal) as refusal:
        form.refuse("new", REFUSALS[refusal.code].sentences)
        return _page(form)
    at, second_factor = clock.now(), access.has_shown_second_factor()
    with transaction():
        me = access.organizer()
        organizers.set_password(me, chosen, at=at)
    access.begin_organizer(me, second_factor=second_factor, at=at)
    flash(_("Your password has been changed. You have been signed out everywhere else."))
    return redirect(url_for("organizer.account"), 303)


def _page(form: NewPassword) -> ResponseReturnValue:
    page = render_template("organizer/account/password.html", form=form, me=access.organizer())
    return page, 422 if form.errors else 200

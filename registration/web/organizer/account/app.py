"""Set up an authenticator app, remove it."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import authenticators
from registration.documents import qr
from registration.extensions import transaction
from registration.queries import second_factors
from registration.rules import codes as typed_codes
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound, WrongCode
from registration.web import access, ceremonies, throttling
from registration.web.forms import Form
from registration.web.organizer.account import new_factors
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.account import FirstCode
from registration.words.refusals import REFUSALS

_NEW_APP = "new_app"


@blueprint.route("/account/authenticator-app", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
@access.needs_fresh_sign_in
def authenticator_app() -> ResponseReturnValue:
    """The secret stays the same while the page is open; it counts once the app has shown a code of it."""
    me, form, at = access.organizer(), FirstCode(), clock.now()
    secret = ceremonies.kept(_NEW_APP, at)
    if secret is None or not form.is_sent_in_order():
        return _page(form, secret)
    throttling.limit("new app", subject=str(me.id), per_subject=10, per_network=40, everyone=1000)
    try:
        with transaction():
            me = access.organizer()
            is_first = not second_factors.has_any(me.id)
            authenticators.add(me, secret, typed_codes.plain(form.code.data or ""), at=at)
            codes = new_factors.settle(me, is_first=is_first, at=at)
    except WrongCode as refusal:
        form.refuse("code", REFUSALS[refusal.code].sentences)
        return _page(form, secret)
    ceremonies.forget(_NEW_APP)
    flash(_("Your app has been set up. You have been signed out everywhere else."))
    return new_factors.after(codes)


@blueprint.route("/account/authenticator-app/removal", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
@access.needs_fresh_sign_in
def remove_app() -> ResponseReturnValue:
    me, form = access.organizer(), Form()
    if second_factors.app(me.id) is None:
        raise NotFound
    if not form.is_sent_in_order():
        is_last = second_factors.is_last(me.id)
        return render_template("organizer/account/removal.html", passkey=None, is_last=is_last)
    with transaction():
        me = access.organizer()
        authenticators.remove(me, at=clock.now())
        left = second_factors.has_any(me.id)
    access.set_second_factor(shown=left and access.has_shown_second_factor())
    flash(_("The authenticator app has been removed."))
    return redirect(url_for("organizer.account"), 303)


def _page(form: FirstCode, sealed: str | None) -> ResponseReturnValue:
    me = access.organizer()
    if sealed is None:
        sealed = authenticators.new_secret()
        ceremonies.keep(_NEW_APP, sealed, at=clock.now())
    secret = authenticators.readable(sealed) or ""
    address = authenticators.address(secret, me, current_app.extensions["settings"].site_name)
    page = render_template(
        "organizer/account/app.html",
        form=form,
        picture=qr.as_data(address),
        address=address,
        secret=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        replaces=second_factors.app(me.id) is not None,
    )
    return page, 422 if form.errors else 200

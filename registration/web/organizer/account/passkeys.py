"""Add a passkey, remove one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import passkeys
from registration.extensions import transaction
from registration.queries import second_factors
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound, PasskeyRefused
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer import passkey_requests
from registration.web.organizer.account import new_factors
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.passkeys import NewPasskey
from registration.words.refusals import REFUSALS


@blueprint.route("/account/passkeys/new", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
@access.needs_fresh_sign_in
def add_passkey() -> ResponseReturnValue:
    form = NewPasskey()
    if not form.is_sent_in_order():
        return _page(form)
    try:
        place, challenge = passkey_requests.answered()
        at = clock.now()
        with transaction():
            me = access.organizer()
            is_first = not second_factors.has_any(me.id)
            passkeys.add(me, form.name.data or "", form.answer(), challenge=challenge, place=place, at=at)
            codes = new_factors.settle(me, is_first=is_first, at=at)
    except PasskeyRefused as refusal:
        form.refuse("name", REFUSALS[refusal.code].sentences)
        return _page(form)
    flash(_("The passkey has been added. You have been signed out everywhere else."))
    return new_factors.after(codes)


@blueprint.route("/account/passkeys/<row:passkey_id>/removal", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
@access.needs_fresh_sign_in
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    me, form = access.organizer(), Form()
    found = second_factors.passkey(me.id, passkey_id)
    if found is None:
        raise NotFound
    if not form.is_sent_in_order():
        is_last = second_factors.is_last(me.id)
        return render_template("organizer/account/removal.html", passkey=found, is_last=is_last)
    with transaction():
        me = access.organizer()
        passkeys.remove(me, passkey_id, at=clock.now())
        left = second_factors.has_any(me.id)
    access.set_second_factor(shown=left and access.has_shown_second_factor())
    flash(_("The passkey has been removed."))
    return redirect(url_for("organizer.account"), 303)


def _page(form: NewPasskey) -> ResponseReturnValue:
    options = passkey_requests.for_new(access.organizer())
    if options is None:
        raise NotFound
    return render_template("organizer/account/passkey.html", form=form, options=options), (
        422 if form.errors else 200
    )

"""An organizer's own account: name, language, password."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import digesting, organizers, passwords
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.rules.permissions import Permission
from registration.rules.refusals import PasswordTooWeak
from registration.web import access, languages, throttling
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.account import AboutYou, NewPassword
from registration.web.organizer.forms.digest import Digest
from registration.words.refusals import REFUSALS


@blueprint.route("/account", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
def account() -> ResponseReturnValue:
    """Three forms on one page; which one was sent shows by its button."""
    me = access.organizer()
    sent = request.form.get("form") if request.method == "POST" else None
    about = AboutYou(formdata=request.form if sent == "about" else None, obj=me)
    password = NewPassword(formdata=request.form if sent == "password" else None)
    digest = _digest_form(me, sent)
    password.current_needed = me.password_hash is not None and not access.signed_in_just_now(clock.now())
    if sent == "about" and about.validate():
        return _save(about)
    if sent == "password" and password.validate() and _is_own(me, password) and _change_password(password):
        return redirect(url_for("organizer.account"), 303)
    if sent == "digest" and digest.validate():
        return _choose_digest(digest)
    failed = bool(about.errors or password.errors or digest.errors)
    page = render_template("organizer/account.html", me=me, about=about, password=password, digest=digest)
    return page, 422 if failed else 200


def _save(form: AboutYou) -> ResponseReturnValue:
    with transaction():
        me = access.organizer()
        form.populate_obj(me)
    languages.follow(me)
    flash(_("Your account has been saved."))
    return redirect(url_for("organizer.account"), 303)


def _digest_form(me: Organizer, sent: str | None) -> Digest:
    hour = "" if me.digest_hour is None else str(me.digest_hour)
    form = Digest(
        formdata=request.form if sent == "digest" else None, data={"hour": hour, "zone": me.digest_zone}
    )
    form.offer(languages.current())
    return form


def _choose_digest(form: Digest) -> ResponseReturnValue:
    with transaction():
        digesting.choose(access.organizer(), form.chosen_hour, form.zone.data or "", at=clock.now())
    if form.chosen_hour is None:
        flash(_("You get no digest any more."))
    else:
        flash(_("You get a digest by mail on days on which something has happened."))
    return redirect(url_for("organizer.account"), 303)


def _is_own(me: Organizer, form: NewPassword) -> bool:
    """Whoever finds an open browser cannot lock its owner out."""
    if not form.current_needed:
        return True
    throttling.limit("password", subject=str(me.id), per_subject=10, per_network=40, everyone=1000)
    if passwords.matches(me.password_hash, form.current.data or ""):
        return True
    form.refuse("current", _("This is not your present password"))
    return False


def _change_password(form: NewPassword) -> bool:
    try:
        chosen = passwords.hashed(form.new.data or "")
    except PasswordTooWeak as refusal:
        form.refuse("new", REFUSALS[refusal.code].sentences)
        return False
    at = clock.now()
    with transaction():
        me = access.organizer()
        organizers.set_password(me, chosen, at=at)
    access.begin_organizer(me, at=at)
    flash(_("Your password has been changed. You have been signed out everywhere else."))
    return True

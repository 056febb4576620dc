"""Sign in with a password, sign out."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import organizers
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.rules import names
from registration.rules.refusals import WrongCredentials
from registration.web import access, throttling
from registration.web.organizer import return_addresses
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.sign_in import SignIn
from registration.words.refusals import REFUSALS


@blueprint.route("/sign-in", methods=["GET", "POST"])
@access.open_to_all
def sign_in() -> ResponseReturnValue:
    """The answer to a wrong password and to an unknown address is the same, and takes as long."""
    wanted = return_addresses.safe(request.args.get("page"))
    asked_again = "again" in request.args and not access.signed_in_just_now(clock.now())
    if access.load_organizer() is not None and request.method == "GET" and not asked_again:
        return redirect(wanted, 303)
    form = SignIn()
    if not form.is_sent_in_order():
        return _page(form, wanted), 422 if form.errors else 200
    try:
        organizer = _verified(form)
    except WrongCredentials as refusal:
        form.form_errors.append(str(REFUSALS[refusal.code].heading))
        return _page(form, wanted), 422
    with transaction() as session:
        at = clock.now()
        organizers.record_sign_in(session.merge(organizer, load=True), at=at)
    access.begin_organizer(organizer, at=at)
    return redirect(wanted, 303)


@blueprint.post("/sign-out")
@access.open_to_all
def sign_out() -> ResponseReturnValue:
    access.end()
    flash(_("You have signed out."))
    response = redirect(url_for("organizer.sign_in"), 303)
    # Pages seen are taken out of the browser, so that its back button shows nothing.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _verified(form: SignIn) -> Organizer:
    """Raises WrongCredentials and TooMany. One network is stopped before it can lock an account for others."""
    address, password = form.email.data or "", form.password.data or ""
    subject = names.email_key(address)
    throttling.limit("sign-in", subject=subject, per_subject=40, per_network=20, everyone=1000)
    return organizers.verify_password(address, password)


def _page(form: SignIn, wanted: str) -> str:
    again = access.load_organizer() is not None
    return render_template("organizer/sign_in.html", form=form, wanted=wanted, again=again)

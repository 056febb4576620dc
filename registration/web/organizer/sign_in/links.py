"""Sign in by a mailed link: ask for one, use it once."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import organizers, sign_in_links
from registration.extensions import transaction
from registration.rules import names
from registration.rules.refusals import LinkExpired
from registration.web import access, errors, throttling
from registration.web.forms import Form
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.sign_in import AskForLink
from registration.web.organizer.sign_in import steps
from registration.words.refusals import REFUSALS


@blueprint.route("/sign-in/help", methods=["GET", "POST"])
@access.open_to_all
def sign_in_help() -> ResponseReturnValue:
    """Whoever asks is told the same, whether or not there is an account."""
    form = AskForLink()
    if not form.is_sent_in_order():
        return render_template("organizer/sign_in/help.html", form=form), 422 if form.errors else 200
    address = form.email.data or ""
    throttling.limit(
        "sign-in link", subject=names.email_key(address), per_subject=5, per_network=20, everyone=500
    )
    with transaction():
        sign_in_links.ask(address, at=clock.now())
    return render_template("organizer/sign_in/link_sent.html", address=address)


@blueprint.route("/sign-in/<token:secret>", methods=["GET", "POST"])
@access.open_to_all
def sign_in_link(secret: str) -> ResponseReturnValue:
    """Programs that read mail open every link: looking does nothing and tells nothing, the button signs in."""
    form = Form()
    if not form.is_sent_in_order():
        return render_template("organizer/sign_in/link.html", form=form)
    throttling.limit("sign-in by link", per_network=40, everyone=1000)
    at, wanted = clock.now(), url_for("organizer.roundtables")
    try:
        with transaction():
            organizer = organizers.redeem(secret, at=at)
            if organizers.is_reusable(secret):
                return steps.enter(organizer, "link", wanted, second_factor=True, at=at)
            response = steps.after_first(organizer, "link", wanted, at=at)
            has_password = organizer.password_hash is not None
    except LinkExpired as refusal:
        ask_again = (_("Ask for a new link"), url_for("organizer.sign_in_help"))
        return errors.page(410, REFUSALS[refusal.code], actions=[ask_again])
    if access.is_signed_in():
        flash(_forgotten() if has_password else _first_time())
    return response


def _first_time() -> str:
    return _("You are signed in. Set a password under “Account” to sign in without a mailed link.")


def _forgotten() -> str:
    return _("You are signed in. If you have forgotten your password, set a new one under “Account”.")

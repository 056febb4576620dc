"""Accept an invitation: looking does nothing and tells nothing; the account of the invited address says yes."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import colleagues, organizers, passwords
from registration.extensions import transaction
from registration.i18n import localized
from registration.models.organizers import Organizer
from registration.rules.refusals import LinkExpired, OrganizerExists, PasswordTooWeak
from registration.web import access, errors, languages, throttling
from registration.web.forms import Form
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.account import NewAccount
from registration.words.refusals import REFUSALS, Wording


@blueprint.route("/join/<token:secret>", methods=["GET", "POST"])
@access.open_to_all
def join(secret: str) -> ResponseReturnValue:
    """Programs that read mail open every link: the page is the same for all of them until its button is pressed."""
    if not Form().is_sent_in_order():
        return render_template("organizer/colleagues/joining.html")
    throttling.limit("invitation link", per_network=60, everyone=1000)
    try:
        invited = colleagues.of_secret(secret, at=clock.now()).email
    except LinkExpired:
        return _expired()
    if access.load_organizer() is not None:
        return _accepted(secret)
    account = organizers.of_address(invited)
    if account is not None:
        return _sign_in_first(secret, account)
    return _new_account(secret, invited)


def _accepted(secret: str) -> ResponseReturnValue:
    """By whoever is signed in. Raises InvitedByAnotherAddress, worded by the page of refusals."""
    with transaction():
        organization = colleagues.accept(secret, access.organizer(), at=clock.now())
        name = localized(organization.names, languages.current())
    flash(_("Welcome: you now work for %(organization)s here.", organization=name))
    return redirect(url_for("organizer.roundtables"), 303)


def _sign_in_first(secret: str, account: Organizer) -> ResponseReturnValue:
    if not account.active:
        return _expired()
    flash(
        _(
            "Your address has an account already. Sign in with its password, then accept. If you sign in by a mailed "
            "link, open the link of the invitation once more after that."
        )
    )
    return redirect(url_for("organizer.sign_in", page=url_for("organizer.join", secret=secret)), 303)


def _new_account(secret: str, invited: str) -> ResponseReturnValue:
    """The second step, for somebody new: a name, a language and a password."""
    sent = request.form.get("form") == "account"
    form = NewAccount(formdata=request.form if sent else None, data={"language": languages.current()})
    if sent and form.validate() and _account_made(secret, form):
        return redirect(url_for("organizer.roundtables"), 303)
    page = render_template("organizer/colleagues/new_account.html", form=form, invited=invited)
    return page, 422 if form.errors else 200


def _account_made(secret: str, form: NewAccount) -> bool:
    try:
        # Slow on purpose: before the transaction.
        chosen = passwords.hashed(form.password.data or "")
    except PasswordTooWeak as refusal:
        form.refuse("password", REFUSALS[refusal.code].sentences)
        return False
    at = clock.now()
    try:
        with transaction():
            about = {"name": form.name.data or "", "language": form.language.data}
            organizer = colleagues.accept_as_new(secret, chosen, **about, at=at)
    except OrganizerExists as refusal:
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        return False
    access.begin_organizer(organizer, second_factor=False, at=at)
    flash(_("Welcome. You are signed in, and have an account with the password you have chosen."))
    return True


def _expired() -> ResponseReturnValue:
    explanation = _(
        "It was used already, replaced by a newer one, taken back, or is older than a week. "
        "Ask whoever invited you to send the invitation again."
    )
    return errors.page(410, Wording(REFUSALS["link_expired"].heading, explanation))

"""Show once more who one is, before a page that gives away or changes much; then back to that page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from registration import clock
from registration.actions import authenticators, confirmation_codes, organizers, passkeys, passwords
from registration.extensions import transaction
from registration.models.organizers import Organizer
from registration.queries import second_factors
from registration.rules import codes
from registration.rules.permissions import Permission
from registration.rules.refusals import PasskeyRefused, WrongCode
from registration.rules.schedule import CONFIRM_CODE_LIFE
from registration.web import access, ceremonies, throttling
from registration.web.organizer import passkey_requests, return_addresses
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.account import ConfirmByCode, ConfirmByPassword
from registration.web.organizer.forms.passkeys import PasskeyAnswer
from registration.words.refusals import REFUSALS

_CODE_SENT = "confirmation_code_sent"


@blueprint.route("/account/identity", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def confirm_identity() -> ResponseReturnValue:
    """Several forms on one page; which one was sent shows by its button."""
    sent = request.form.get("form") if request.method == "POST" else None
    by_password = ConfirmByPassword(formdata=request.form if sent == "password" else None)
    by_code = ConfirmByCode(formdata=request.form if sent == "code" else None)
    if sent is not None:
        _limit(access.organizer())
    if sent == "mail":
        return _send_code()
    if sent == "password" and by_password.validate() and (done := _by_password(by_password)):
        return done
    if sent == "code" and by_code.validate() and (done := _by_code(by_code)):
        return done
    return _page(by_password, by_code)


@blueprint.post("/account/identity/passkey")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def confirm_by_passkey() -> ResponseReturnValue:
    _limit(access.organizer())
    try:
        place, challenge = passkey_requests.answered()
        with transaction():
            me, answer = access.organizer(), PasskeyAnswer().answer()
            passkeys.use(answer, challenge=challenge, place=place, of=me, at=clock.now())
            return _confirmed(me, "passkey")
    except PasskeyRefused as refusal:
        by_code = ConfirmByCode(formdata=None)
        by_code.form_errors.append(REFUSALS[refusal.code].sentences)
        return _page(ConfirmByPassword(formdata=None), by_code)


def _by_password(form: ConfirmByPassword) -> Response | None:
    if not passwords.matches(access.organizer().password_hash, form.password.data or ""):
        form.refuse("password", _("This is not your password"))
        return None
    with transaction():
        return _confirmed(access.organizer(), "password")


def _by_code(form: ConfirmByCode) -> Response | None:
    """A code of the app has six digits, one by mail eight."""
    code, at = codes.plain(form.code.data or ""), clock.now()
    try:
        with transaction():
            me = access.organizer()
            if codes.is_of_digits(code, authenticators.DIGITS):
                authenticators.use(me, code, at=at)
                return _confirmed(me, "app")
            confirmation_codes.use(me, code, at=at)
            return _confirmed(me, "mail")
    except WrongCode as refusal:
        form.refuse("code", REFUSALS[refusal.code].sentences)
        return None


def _send_code() -> ResponseReturnValue:
    me, at = access.organizer(), clock.now()
    throttling.limit("code by mail", subject=str(me.id), per_subject=5, per_network=20, everyone=500)
    with transaction():
        confirmation_codes.ask(access.organizer(), at=at)
    ceremonies.keep(_CODE_SENT, "yes", at=at, life=CONFIRM_CODE_LIFE)
    flash(_("A code is on its way to you. It arrives within minutes."))
    return redirect(url_for("organizer.confirm_identity", page=_wanted()), 303)


def _confirmed(me: Organizer, how: str) -> Response:
    """Within a transaction."""
    at = clock.now()
    organizers.record_confirmation(me, how, at=at)
    access.confirm(at=at)
    ceremonies.forget(_CODE_SENT)
    return redirect(_wanted(), 303)


def _page(by_password: ConfirmByPassword, by_code: ConfirmByCode) -> ResponseReturnValue:
    me = access.organizer()
    mine = second_factors.of(me.id)
    page = render_template(
        "organizer/account/identity.html",
        me=me,
        mine=mine,
        wanted=_wanted(),
        by_password=by_password,
        by_code=by_code,
        code_sent=ceremonies.kept(_CODE_SENT, clock.now()) is not None,
        options=passkey_requests.for_sign_in(me) if mine.passkeys else None,
    )
    return page, 422 if by_password.errors or by_code.errors else 200


def _wanted() -> str:
    return return_addresses.safe(request.args.get("page"))


def _limit(me: Organizer) -> None:
    """Whoever finds an open browser may not try all passwords and codes."""
    throttling.limit("identity", subject=str(me.id), per_subject=10, per_network=40, everyone=1000)

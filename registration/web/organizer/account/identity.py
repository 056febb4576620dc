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


@blueprint.get("/account/identity")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def confirm_identity() -> ResponseReturnValue:
    return _page()


@blueprint.post("/account/identity/password")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def confirm_by_password() -> ResponseReturnValue:
    me, form = access.organizer(), ConfirmByPassword()
    if not form.is_sent_in_order():
        return _page(by_password=form)
    _limit(me)
    if not passwords.matches(me.password_hash, form.password.data or ""):
        form.refuse("password", _("This is not your password"))
        return _page(by_password=form)
    with transaction():
        return _confirmed(access.organizer(), "password")


@blueprint.post("/account/identity/code")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def confirm_by_code() -> ResponseReturnValue:
    """A code of the app has six digits, one by mail eight."""
    form, at = ConfirmByCode(), clock.now()
    if not form.is_sent_in_order():
        return _page(by_code=form)
    _limit(access.organizer())
    code = codes.plain(form.code.data or "")
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
        return _page(by_code=form)


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
        form = ConfirmByCode(formdata=None)
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        return _page(by_code=form)


@blueprint.post("/account/identity/mail")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def send_confirmation_code() -> ResponseReturnValue:
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


def _page(
    *, by_password: ConfirmByPassword | None = None, by_code: ConfirmByCode | None = None
) -> ResponseReturnValue:
    """Every way there is for this person; one form may have been sent already."""
    me = access.organizer()
    by_password = by_password or ConfirmByPassword(formdata=None)
    by_code = by_code or ConfirmByCode(formdata=None)
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

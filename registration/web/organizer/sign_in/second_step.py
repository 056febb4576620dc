"""The second step of signing in: a code of the app, a recovery code, or a passkey."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import authenticators, passkeys, recovery_codes
from registration.extensions import db, transaction
from registration.models.organizers import Organizer
from registration.queries import second_factors
from registration.rules import codes
from registration.rules.refusals import NotFound, PasskeyRefused, WrongCode
from registration.web import access, ceremonies, throttling
from registration.web.ceremonies import FirstStep
from registration.web.organizer import passkey_requests
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.passkeys import PasskeyAnswer
from registration.web.organizer.forms.sign_in import SecondStep
from registration.web.organizer.sign_in import steps
from registration.words.refusals import REFUSALS


@blueprint.route("/sign-in/second-step", methods=["GET", "POST"])
@access.open_to_all
def sign_in_second_step() -> ResponseReturnValue:
    """Nothing on this page says whose account it is."""
    step, form = ceremonies.first_step(clock.now()), SecondStep()
    if step is None:
        return redirect(url_for("organizer.sign_in"), 303)
    if not form.is_sent_in_order():
        return _page(step, form)
    _limit(step)
    try:
        with transaction():
            at, organizer = clock.now(), _organizer(step)
            how = _used(organizer, codes.plain(form.code.data or ""))
            return steps.enter(organizer, f"{step.how} {how}", step.wanted, second_factor=True, at=at)
    except WrongCode as refusal:
        form.refuse("code", REFUSALS[refusal.code].sentences)
        return _page(step, form)


@blueprint.post("/sign-in/second-step/passkey")
@access.open_to_all
def sign_in_second_step_passkey() -> ResponseReturnValue:
    step = ceremonies.first_step(clock.now())
    if step is None:
        return redirect(url_for("organizer.sign_in"), 303)
    _limit(step)
    try:
        place, challenge = passkey_requests.answered()
        at = clock.now()
        with transaction():
            mine, answer = _organizer(step), PasskeyAnswer().answer()
            passkeys.use(answer, challenge=challenge, place=place, of=mine, at=at)
            return steps.enter(mine, f"{step.how} passkey", step.wanted, second_factor=True, at=at)
    except PasskeyRefused as refusal:
        form = SecondStep(formdata=None)
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        return _page(step, form)


def _page(step: FirstStep, form: SecondStep) -> ResponseReturnValue:
    organizer = _organizer(step)
    mine = second_factors.of(organizer.id)
    page = render_template(
        "organizer/sign_in/second_step.html",
        form=form,
        mine=mine,
        options=passkey_requests.for_sign_in(organizer) if mine.passkeys else None,
    )
    return page, 422 if form.errors else 200


def _organizer(step: FirstStep) -> Organizer:
    """Raises NotFound for somebody who has lost the account since the first step."""
    organizer = db.session.get(Organizer, step.organizer_id)
    if organizer is None or not organizer.active:
        raise NotFound
    return organizer


def _used(organizer: Organizer, code: str) -> str:
    """Take the code; returns of what kind it was. Raises WrongCode."""
    at = clock.now()
    if codes.is_of_digits(code, authenticators.DIGITS):
        authenticators.use(organizer, code, at=at)
        return "app"
    recovery_codes.use(organizer, code, at=at)
    return "recovery code"


def _limit(step: FirstStep) -> None:
    """Whoever has got hold of a password may not try all codes: so many in a while, and so many in a day."""
    subject = str(step.organizer_id)
    throttling.limit("second step", subject=subject, per_subject=6, per_network=40, everyone=1000)
    throttling.limit(
        "second step in a day",
        subject=subject,
        per_subject=40,
        per_network=200,
        everyone=20_000,
        within=24 * 60 * throttling.MINUTES,
    )

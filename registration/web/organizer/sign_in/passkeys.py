"""Sign in by passkey alone: the device has seen who holds it, so it is two factors in one."""

from flask import request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import passkeys
from registration.extensions import transaction
from registration.rules.refusals import PasskeyRefused
from registration.web import access, throttling
from registration.web.organizer import passkey_requests, return_addresses
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.passkeys import PasskeyAnswer
from registration.web.organizer.forms.sign_in import SignIn
from registration.web.organizer.sign_in import passwords, steps
from registration.words.refusals import REFUSALS


@blueprint.post("/sign-in/passkey")
@access.open_to_all
def sign_in_passkey() -> ResponseReturnValue:
    """A passkey that is not known and one that does not verify are answered alike."""
    wanted = return_addresses.safe(request.args.get("page"))
    throttling.limit("sign-in by passkey", per_network=40, everyone=1000)
    try:
        place, challenge = passkey_requests.answered()
        at = clock.now()
        with transaction():
            answer = PasskeyAnswer().answer()
            organizer = passkeys.use(answer, challenge=challenge, place=place, at=at)
            return steps.enter(organizer, "passkey", wanted, second_factor=True, at=at)
    except PasskeyRefused as refusal:
        form = SignIn(formdata=None)
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        return passwords.page(form, wanted), 422

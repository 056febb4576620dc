"""New recovery codes in place of the earlier ones."""

from flask import render_template
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import recovery_codes as actions
from registration.extensions import transaction
from registration.queries import second_factors
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access
from registration.web.forms import Form
from registration.web.organizer.blueprint import blueprint


@blueprint.route("/account/recovery-codes", methods=["GET", "POST"])
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
@access.needs_fresh_sign_in
def recovery_codes() -> ResponseReturnValue:
    """The codes are shown in this one answer and never again."""
    me = access.organizer()
    mine = second_factors.of(me.id)
    if not mine.any:
        raise NotFound
    if not Form().is_sent_in_order():
        return render_template("organizer/account/recovery_codes.html", codes=[], left=mine.codes_left)
    with transaction():
        codes = actions.renew(access.organizer(), at=clock.now())
    return render_template("organizer/account/recovery_codes.html", codes=codes)

"""The link sent to an address, the first one or a new one: pressing its button shows that mail there is read."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock, links
from registration.actions import addresses, seats
from registration.extensions import transaction
from registration.queries import registrations
from registration.rules.refusals import LinkExpired
from registration.web.my.blueprint import blueprint


@blueprint.get("/addresses/<token:token>")
def check_address(language: str, token: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    """The same page for every link, good or bad."""
    return render_template("my/address.html")


@blueprint.post("/addresses/<token:token>")
def confirm_address(language: str, token: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    link = links.unsigned(token)
    with transaction():
        found = registrations.by_public_id(link.public_id) if link else None
        if found is None:
            raise LinkExpired
        addresses.confirm(seats.lock_of(found), found, token, at=clock.now())
    flash(_("Thank you. A message that says how things stand is on its way to this address."), "success")
    return redirect(url_for(".ask"), 303)

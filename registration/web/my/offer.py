"""A seat is offered: take it. To let it go is to withdraw."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import offers, seats
from registration.extensions import transaction
from registration.rules.statuses import Status
from registration.web.my import person
from registration.web.my.blueprint import blueprint


@blueprint.post("/registration/acceptance")
def accept(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    with transaction():
        found = person.own()
        seats.lock_of(found)
        # The second click of a double click is no mistake.
        if found.status is not Status.CONFIRMED:
            offers.accept(found, at=clock.now())
    flash(_("The seat is yours. A message with the confirmation is on its way."), "success")
    return redirect(url_for(".registration"), 303)

"""Give one's place back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, registrations, seats
from registration.extensions import transaction
from registration.rules.refusals import NoLongerPossible
from registration.rules.statuses import Status
from registration.web.my import person
from registration.web.my.blueprint import blueprint
from registration.web.my.registration import can_change


@blueprint.get("/registration/withdrawal")
def withdraw(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    found = person.own()
    if not can_change(found):
        raise NoLongerPossible
    return render_template("my/withdrawal.html", registration=found, roundtable=found.roundtable)


@blueprint.post("/registration/withdrawal")
def give_back(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    with transaction():
        found = person.own()
        room = seats.lock_of(found)
        # The second click of a double click is no mistake.
        if found.status is not Status.WITHDRAWN:
            registrations.withdraw(room, found, by=audit.PERSON, at=clock.now())
    flash(_("The registration is withdrawn. Thank you for telling us in time."), "success")
    return redirect(url_for(".registration"), 303)

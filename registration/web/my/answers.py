"""Change one's answers. A new address counts only once mail sent there is read."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import addresses, audit, edits, seats
from registration.extensions import transaction
from registration.models.registrations import Registration
from registration.rules import names
from registration.rules.refusals import AlreadyRegistered, ChangeWouldNotFit, NoLongerPossible
from registration.web.forms import Details, details_form, typed_from
from registration.web.my import person
from registration.web.my.blueprint import blueprint
from registration.web.my.registration import can_change
from registration.words.refusals import REFUSALS


@blueprint.route("/registration/edit", methods=["GET", "POST"])
def edit(language: str) -> ResponseReturnValue:
    found = person.own()
    if not can_change(found):
        raise NoLongerPossible
    form = _form(found, language)
    if form.is_sent_in_order():
        try:
            return _save(form)
        except ChangeWouldNotFit as refusal:
            form.refuse("mode" if "mode" in form else "position", REFUSALS[refusal.code].explanation)
        except AlreadyRegistered:
            form.refuse("family_name", _("This name and address belong to another registration already"))
    page = render_template("my/edit.html", form=form, registration=found, roundtable=found.roundtable)
    return page, 422 if form.errors else 200


def _form(found: Registration, language: str) -> Details:
    form = details_form(
        found.stakeholder_type,
        found.roundtable,
        language=language,
        on_behalf=bool(found.registrant_email),
        # Whoever registered another person could try names at an address not their own, and see which are taken.
        name_fixed=found.is_made_for_another,
    )
    return form(data=typed_from(found))


def _save(form: Details) -> ResponseReturnValue:
    now, answers = clock.now(), form.answers()
    with transaction():
        found = person.own()
        room = seats.lock_of(found)
        address = _new_address(found, answers)
        changed = edits.edit(room, found, answers, by=audit.PERSON, at=now)
        if address:
            addresses.propose(found, address, at=now)
    if changed or not address:
        flash(_("Your changes are saved.") if changed else _("Nothing was changed."), "success")
    if address:
        flash(
            _(
                "We have written to the new address. It takes effect once the link in that message has been used."
            ),
            "success",
        )
    return redirect(url_for(".registration"), 303)


def _new_address(found: Registration, answers: dict[str, Any]) -> str:
    """Take a changed address out of the answers; a change of capitals alone is none."""
    address = str(answers["email"])
    if names.email_key(address) == found.email_key:
        return ""
    del answers["email"]
    return address

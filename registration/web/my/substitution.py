"""Somebody else comes instead: name that person, or take the place back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, seats, substitutions
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.rules.refusals import ChangeWouldNotFit, NoLongerPossible, SubstitutionNotPossible
from registration.rules.statuses import Status
from registration.web import successors, throttling
from registration.web.forms import Details
from registration.web.my import person
from registration.web.my.blueprint import blueprint
from registration.web.my.standing import can_substitute
from registration.words import substitutions as words
from registration.words.refusals import REFUSALS

PER_NETWORK, EVERYONE, PER_PERSON = 120, 2000, 20


@blueprint.route("/registration/substitution", methods=["GET", "POST"])
def substitute(language: str) -> ResponseReturnValue:
    found, now = person.own(), clock.now()
    form = successors.form(found, language)
    if form.is_sent_in_order():
        throttling.limit(
            "substitution",
            per_network=PER_NETWORK,
            everyone=EVERYONE,
            subject=found.public_id,
            per_subject=PER_PERSON,
        )
        try:
            return _name(form)
        except ChangeWouldNotFit as refusal:
            place = "accompanying" if "accompanying" in form else "position"
            form.refuse(place, REFUSALS[refusal.code].sentences)
        except SubstitutionNotPossible:
            form.refuse("email", _("This person cannot take the place: name somebody else"))
    elif not can_substitute(found, now):
        raise NoLongerPossible
    roundtable = found.roundtable
    page = render_template(
        "my/substitution.html",
        form=form,
        registration=found,
        roundtable=roundtable,
        rows=successors.rows(found, language),
        how=words.how(
            roundtable.substitution_terms(found.stakeholder_type_id),
            at=now,
            zone=roundtable.zone,
            language=language,
        ),
    )
    return page, 422 if form.errors else 200


@blueprint.post("/registration/substitution/undo")
def take_back(language: str) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    with transaction():
        found = person.own()
        room = seats.lock_of(found)
        # The second click of a double click is no mistake.
        if not found.is_live:
            substitutions.undo(room, found, by=audit.PERSON, at=clock.now())
    flash(_("The place is yours again. A message that says so is on its way to both of you."), "success")
    return redirect(url_for(".registration"), 303)


def _name(form: Details) -> ResponseReturnValue:
    with transaction():
        found = person.own()
        room = seats.lock_of(found)
        answers = {**substitutions.carried_over(found), **form.answers()}
        if not successors.was_named(found, str(answers["email"])):
            own = form.own_answers()
            wish = Wish(found.stakeholder_type, answers, language=found.language, own=own)
            substitutions.substitute(room, found, wish, by=audit.PERSON, at=clock.now())
        passed_on = found.status is Status.SUBSTITUTED
    if passed_on:
        flash(_("The place is passed on. A message is on its way to both of you."), "success")
    else:
        flash(_("The organizers decide. Until then the place is yours."), "success")
    return redirect(url_for(".registration"), 303)

"""Somebody of the delegation does not come: another person comes instead, or nobody."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, registrations, seats, substitutions
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.models.registrations import Registration
from registration.rules.refusals import (
    ChangeWouldNotFit,
    NoLongerPossible,
    NotFound,
    SubstitutionNotPossible,
)
from registration.rules.statuses import Status
from registration.web import successors
from registration.web.delegations import registering, visit
from registration.web.delegations.blueprint import blueprint
from registration.web.forms import Details
from registration.web.my.standing import can_substitute
from registration.words import substitutions as words
from registration.words.refusals import REFUSALS

_ONE = "/mine/people/<uuid:registration_id>"


@blueprint.route(f"{_ONE}/replacement", methods=["GET", "POST"])
def replace(language: str, registration_id: UUID) -> ResponseReturnValue:
    found, now = visit.person(registration_id), clock.now()
    form = successors.form(found, language)
    if form.is_sent_in_order():
        registering.limit(visit.current())
        try:
            return _replace(form, registration_id)
        except ChangeWouldNotFit as refusal:
            form.refuse("position", REFUSALS[refusal.code].sentences)
        except SubstitutionNotPossible:
            form.refuse("email", _("This person cannot take the place: name somebody else"))
        found = visit.person(registration_id)
    elif not can_substitute(found, now):
        raise NoLongerPossible
    terms = found.roundtable.substitution_terms(found.stakeholder_type_id)
    page = render_template(
        "delegations/replacement.html",
        form=form,
        registration=found,
        roundtable=found.roundtable,
        how=words.how(terms, at=now, zone=found.roundtable.zone, language=language),
    )
    return page, 422 if form.errors else 200


@blueprint.get(f"{_ONE}/withdrawal")
def withdraw(language: str, registration_id: UUID) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    found = visit.person(registration_id)
    if not found.is_live or found.roundtable.is_over(clock.now()):
        raise NoLongerPossible
    return render_template("delegations/withdrawal.html", registration=found, roundtable=found.roundtable)


@blueprint.post(f"{_ONE}/withdrawal")
def give_back(language: str, registration_id: UUID) -> ResponseReturnValue:  # noqa: ARG001  (part of the address)
    registering.limit(visit.current())
    with transaction():
        by = audit.focal_point(visit.current().id)
        room, found = _locked(registration_id)
        # The second click of a double click is no mistake.
        if found.status is not Status.WITHDRAWN:
            registrations.withdraw(room, found, by=by, at=clock.now())
    flash(_("The registration is withdrawn."))
    return redirect(url_for(".mine"), 303)


def _replace(form: Details, registration_id: UUID) -> ResponseReturnValue:
    with transaction():
        focal_point = visit.current()
        by = audit.focal_point(focal_point.id)
        room, found = _locked(registration_id)
        answers = {**substitutions.carried_over(found), **form.answers()}
        if not successors.was_named(found, str(answers["email"])):
            wish = Wish(
                found.stakeholder_type,
                answers,
                language=found.language,
                registrant_name=focal_point.name,
                registrant_email=focal_point.email,
                own=form.own_answers(),
            )
            substitutions.substitute(room, found, wish, by=by, at=clock.now())
        passed_on = found.status is Status.SUBSTITUTED
    if passed_on:
        flash(_("The place is passed on. A message is on its way to both of them."))
    else:
        flash(_("The organizers decide about whoever is named."))
    return redirect(url_for(".mine"), 303)


def _locked(registration_id: UUID) -> tuple[seats.Room, Registration]:
    """Behind the lock, where the person may have gone over to another delegation meanwhile."""
    found = visit.person(registration_id)
    belongs = found.delegation
    room = seats.lock_of(found)
    if found.delegation != belongs:
        raise NotFound
    return room, found

"""Somebody else comes instead of whoever is registered, and the way back."""

from typing import Any, cast
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.actions import substitutions
from registration.actions.wishes import Wish
from registration.models.registrations import Registration
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangeWouldNotFit, NoLongerPossible, SubstitutionNotPossible
from registration.rules.substitutions import REPLACEABLE
from registration.web import access
from registration.web.organizer import deciding, groups, own_questions
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.entry import Entry, entry_form
from registration.words.refusals import REFUSALS


@blueprint.route(
    "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/substitution", methods=["GET", "POST"]
)
@access.needs(Permission.REGISTRATIONS_EDIT)
def substitute(slug: str, registration_id: UUID) -> ResponseReturnValue:
    """The form of a registration with the answers about the delegation filled in."""
    found = deciding.looked_at(slug, registration_id, REPLACEABLE)
    if found.checked_in_at:
        raise NoLongerPossible
    kind, roundtable = found.stakeholder_type, found.roundtable
    form = entry_form(
        kind,
        roundtable,
        own_questions.asking(roundtable),
        typed=substitutions.carried_over(found) | {"host": str(found.host_id or "")},
        bringing=found.accompanying,
    )
    if not form.is_sent_in_order():
        return _page(found, form), 422 if form.errors else 200
    wish = Wish(kind, form.answers(), language=form["language"].data, own=form.own_answers())
    try:
        with deciding.under_the_lock(slug, registration_id) as case:
            successor = substitutions.substitute(case.room, case.registration, wish, by=case.by, at=case.at)
            public_id, name = UUID(successor.public_id), successor.full_name
    except SubstitutionNotPossible:
        form.form_errors.append(
            _("Only another person of the same delegation or organization can take the place.")
        )
        return _page(found, form), 409
    except ChangeWouldNotFit as refusal:
        limit = groups.shown(found.roundtable, found).limit(cast(dict[str, Any], refusal.facts["decision"]))
        form.form_errors.append(f"{REFUSALS[refusal.code].sentences} {limit}".strip())
        return _page(found, form), 409
    return deciding.done(
        slug, public_id, _("The place has gone to %(name)s; both are being told by mail.", name=name)
    )


@blueprint.post("/roundtables/<slug:slug>/registrations/<uuid:registration_id>/substitution/undo")
@access.needs(Permission.REGISTRATIONS_EDIT)
def undo_substitution(slug: str, registration_id: UUID) -> ResponseReturnValue:
    with deciding.under_the_lock(slug, registration_id) as case:
        substitutions.undo(case.room, case.registration, by=case.by, at=case.at)
    return deciding.done(slug, registration_id, _("The place is back; both are being told by mail."))


def _page(registration: Registration, form: Entry) -> str:
    return render_template(
        "organizer/substitution.html",
        roundtable=registration.roundtable,
        registration=registration,
        form=form,
    )

"""How people come in: by stakeholder type, by approval, by offer."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import admission as settings
from registration.actions import audit, seats
from registration.extensions import transaction
from registration.i18n import localized
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import occupancy, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import admission as forms
from registration.web.organizer.forms.admission import AdmissionForm
from registration.words import choices


@blueprint.route("/roundtables/<slug:slug>/admission", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def admission(slug: str) -> ResponseReturnValue:
    found = _found(slug)
    types = [kind for kind in occupancy.stakeholder_types() if kind.active or found.policy(kind.id)]
    form = _form(found, types)
    if not form.is_sent_in_order():
        return _page(form, found), 422 if form.errors else 200
    try:
        _save(form, slug, types)
    except ChangedMeanwhile:
        present = _found(slug)
        form.version.renew(present.version)
        return _page(form, present, overtaken=True), 409
    flash(_("The admission has been saved. It applies to everyone who registers from now on."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


def _save(form: AdmissionForm, slug: str, types: list[StakeholderType]) -> None:
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(_found(slug).id)
        policies = {
            kind.id: form.types.form[kind.code].form.policy(form.zone, room.roundtable.policy(kind.id))
            for kind in types
        }
        by = audit.organizer(me.id)
        settings.change(
            room, form.settings(room.roundtable), policies, version=form.version.number, by=by, at=at
        )


def _form(roundtable: Roundtable, types: list[StakeholderType]) -> AdmissionForm:
    language = languages.current()
    called = {kind.code: localized(kind.names, language) for kind in types}
    form = forms.of_types(called)(data=forms.filled(roundtable, {kind.id: kind.code for kind in types}))
    form.offer(roundtable, language)
    return form


def _found(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _page(form: AdmissionForm, roundtable: Roundtable, *, overtaken: bool = False) -> str:
    return render_template(
        "organizer/admission.html",
        form=form,
        roundtable=roundtable,
        overtaken=overtaken,
        rules=choices.ADMISSION_RULES,
    )

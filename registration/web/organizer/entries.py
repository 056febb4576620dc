"""Register somebody by hand, and change somebody's answers."""

from typing import Any, cast
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import answers, audit, edits, registrations, seats
from registration.actions.wishes import Wish
from registration.extensions import transaction
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import occupancy, questions, scope
from registration.rules.permissions import Permission
from registration.rules.refusals import (
    AlreadyRegistered,
    ChangedMeanwhile,
    ChangeWouldNotFit,
    NoLongerPossible,
)
from registration.rules.statuses import Status
from registration.web import access
from registration.web.forms import Own
from registration.web.organizer import deciding, groups, own_questions
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.entry import Entry, entry_form
from registration.words.refusals import REFUSALS


@blueprint.route("/roundtables/<slug:slug>/registrations/new", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def new_registration(slug: str) -> ResponseReturnValue:
    """First the stakeholder type, then only its questions."""
    found = scope.roundtable(access.organizer(), slug, access.permission())
    if not found.takes_entries(clock.now()):
        raise NoLongerPossible
    occupied = occupancy.of(found)
    types = {of.stakeholder_type.code: of for of in occupied.types if of.stakeholder_type.active}
    chosen = types.get(request.args.get("type", ""))
    if chosen is None:
        return render_template(
            "organizer/entry_type.html", roundtable=found, types=types.values(), total=occupied.total
        )
    kind = chosen.stakeholder_type
    form = entry_form(kind, found, own_questions.asking(found))
    if not form.is_sent_in_order():
        return page(form, found, kind), 422 if form.errors else 200
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
            wish = Wish(
                kind,
                form.answers(),
                language=form["language"].data,
                host_id=form.host_id,
                own=form.own_answers(),
            )
            added = registrations.add(room, wish, by=audit.organizer(me.id), at=at)
            told = _told(added)
            public_id = added.public_id
    except AlreadyRegistered:
        return page(form, found, kind, already=form["email"].data), 422
    flash(told)
    return redirect(url_for("organizer.registration", slug=slug, registration_id=public_id), 303)


@blueprint.route(
    "/roundtables/<slug:slug>/registrations/<uuid:registration_id>/edit", methods=["GET", "POST"]
)
@access.needs(Permission.REGISTRATIONS_EDIT)
def edit_registration(slug: str, registration_id: UUID) -> ResponseReturnValue:
    found = scope.registration(access.organizer(), slug, str(registration_id), access.permission())
    if not found.is_live or found.roundtable.is_over(clock.now()):
        raise NoLongerPossible
    kind = found.stakeholder_type
    return answers_page(found, kind)


def answers_page(found: Registration, kind: StakeholderType) -> ResponseReturnValue:
    """The answers of somebody, asked as of this stakeholder type, which may be another one than before."""
    slug, registration_id = found.roundtable.slug, UUID(found.public_id)
    own = own_questions.asking(found.roundtable)
    given = questions.answers(found, own.questions)
    form = entry_form(kind, found.roundtable, own, found, given)
    if not form.is_sent_in_order():
        return page(form, found.roundtable, kind, found), 422 if form.errors else 200
    try:
        with deciding.under_the_lock(slug, registration_id) as case:
            changed = edits.edit(
                case.room,
                case.registration,
                form.answers(),
                own=form.own_answers(),
                kind=kind,
                host=edits.Host(form.host_id),
                version=form.version.number,
                by=case.by,
                at=case.at,
            )
    except AlreadyRegistered:
        return page(form, found.roundtable, kind, found, already=form["email"].data), 422
    except ChangedMeanwhile as refusal:
        form.form_errors.append(REFUSALS[refusal.code].sentences)
        form.version.renew(found.version)
        return page(form, found.roundtable, kind, found), 409
    except ChangeWouldNotFit as refusal:
        limit = groups.shown(found.roundtable, found).limit(cast(dict[str, Any], refusal.facts["decision"]))
        form.form_errors.append(f"{REFUSALS[refusal.code].sentences} {limit}")
        return page(form, found.roundtable, kind, found), 409
    return deciding.done(slug, registration_id, _changed(changed, own))


def _changed(changed: list[str], own: Own) -> str:
    if not changed:
        return _("Nothing was changed.")
    private = {answers.named(one) for one in own.questions if one.organizer_only} | {edits.INVITED_BY}
    if private.issuperset(changed):
        return _("The change has been saved.")
    return _("The answers have been changed; the person is being told by mail.")


def _told(added: Registration) -> str:
    if added.status is Status.CONFIRMED:
        return _("%(name)s has a confirmed place and is being told by mail.", name=added.full_name)
    return _("%(name)s is on the waiting list and is being told by mail.", name=added.full_name)


def page(
    form: Entry,
    roundtable: Roundtable,
    kind: StakeholderType,
    registration: Registration | None = None,
    *,
    already: str = "",
) -> str:
    """`already`: the address under which this person is registered."""
    if already:
        form.form_errors.append(str(REFUSALS[AlreadyRegistered.code].heading))
    return render_template(
        "organizer/entry.html",
        form=form,
        roundtable=roundtable,
        kind=kind,
        registration=registration,
        already=already,
        lost_file=bool(request.files) and bool(form.errors),
    )

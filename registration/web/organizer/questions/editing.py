"""Add a question, and change one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, seats
from registration.actions import questions as deeds
from registration.extensions import transaction
from registration.i18n import localized
from registration.models.questions import Question as Row
from registration.models.roundtables import Roundtable
from registration.queries import occupancy, questions, scope
from registration.rules.permissions import Permission
from registration.rules.questions import DECIDING, MOST, Question
from registration.rules.refusals import (
    ChangedMeanwhile,
    KeyTaken,
    NoLongerPossible,
    QuestionAnswered,
    QuestionNeeded,
    Refused,
)
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms import question as forms
from registration.web.organizer.forms.question import QuestionForm
from registration.words.refusals import REFUSALS


@blueprint.route("/roundtables/<slug:slug>/questions/new", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def new_question(slug: str) -> ResponseReturnValue:
    found = _roundtable(slug)
    earlier = questions.of(found.id)
    if len(earlier) >= MOST:
        raise NoLongerPossible
    form = _form(None, earlier)
    if not form.is_sent_in_order():
        return _page(form, found, None), 422 if form.errors else 200
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            room = seats.lock(_roundtable(slug).id)
            row = deeds.add(room, form.facts(None), by=audit.organizer(me.id), at=at)
            question_id = row.id
    except KeyTaken as refusal:
        form.refuse("key", REFUSALS[refusal.code].sentences)
        return _page(form, _roundtable(slug), None), 422
    except ChangedMeanwhile:
        form.refuse("condition", _("This condition cannot be met any more: choose another one"))
        return _page(form, _roundtable(slug), None), 422
    flash(_("The question has been added."))
    return _back(slug, question_id)


@blueprint.route("/roundtables/<slug:slug>/questions/<row:question_id>/edit", methods=["GET", "POST"])
@access.needs(Permission.ROUNDTABLES_EDIT)
def edit_question(slug: str, question_id: int) -> ResponseReturnValue:
    found = _roundtable(slug)
    row = questions.row(found, question_id)
    form = _form(row, questions.of(found.id))
    if not form.is_sent_in_order():
        return _page(form, found, row), 422 if form.errors else 200
    try:
        _save(form, slug, question_id)
    except ChangedMeanwhile:
        present = questions.row(_roundtable(slug), question_id)
        form.version.renew(present.version)
        return _page(form, _roundtable(slug), present, overtaken=True), 409
    except (QuestionAnswered, QuestionNeeded) as refusal:
        _refuse(form, refusal)
        return _page(form, _roundtable(slug), questions.row(_roundtable(slug), question_id)), 422
    flash(_("The question has been saved."))
    return _back(slug, question_id)


def _save(form: QuestionForm, slug: str, question_id: int) -> None:
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(_roundtable(slug).id)
        row = questions.row(room.roundtable, question_id)
        facts = form.facts(row.plain)
        deeds.edit(room, row, facts, version=form.version.number, by=audit.organizer(me.id), at=at)


def _refuse(form: QuestionForm, refusal: Refused) -> None:
    """Beside what would have to stay as it is."""
    words = REFUSALS[refusal.code].sentences
    if isinstance(refusal, QuestionAnswered) and "kind" in form:
        form.refuse("kind", words)
    else:
        form.form_errors.append(words)


def _form(row: Row | None, asked: tuple[Question, ...]) -> QuestionForm:
    """For a question that is there: kind and key that cannot change are not asked for."""
    language = languages.current()
    present = row.plain if row is not None else None
    data: dict[str, Any] = forms.data(present, row.version) if row is not None and present is not None else {}
    form = QuestionForm(data=data)
    place = next((place for place, one in enumerate(asked) if present and one.id == present.id), len(asked))
    deciding = [one for one in asked[:place] if one.kind in DECIDING and not one.retired]
    types = occupancy.stakeholder_types()
    form.offer(
        {kind.code: localized(kind.names, language) for kind in types if kind.active}, deciding, language
    )
    if present is not None:
        del form.key
        if questions.is_answered(present.id):
            del form.kind
    return form


def _roundtable(slug: str) -> Roundtable:
    return scope.roundtable(access.organizer(), slug, access.permission())


def _back(slug: str, question_id: int) -> ResponseReturnValue:
    return redirect(url_for("organizer.questions", slug=slug, _anchor=f"question-{question_id}"), 303)


def _page(form: QuestionForm, roundtable: Roundtable, row: Row | None, *, overtaken: bool = False) -> str:
    return render_template(
        "organizer/questions/form.html",
        form=form,
        roundtable=roundtable,
        question=row.plain if row is not None else None,
        overtaken=overtaken,
    )

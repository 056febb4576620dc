"""The list of a roundtable's own questions, in the order of the form; each moved, retired or removed by a button."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, seats
from registration.actions import questions as deeds
from registration.extensions import transaction
from registration.i18n import LANGUAGES, localized
from registration.queries import occupancy, questions, scope
from registration.rules.permissions import Permission
from registration.rules.questions import MOST, Kind, Question, moved
from registration.rules.refusals import NotFound
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.words.choices import YES_NO
from registration.words.questions import KINDS, called, option


@blueprint.get("/roundtables/<slug:slug>/questions", endpoint="questions")
@access.needs(Permission.ROUNDTABLES_EDIT)
def listing(slug: str) -> ResponseReturnValue:
    found = scope.roundtable(access.organizer(), slug, access.permission())
    asked, language = questions.of(found.id), languages.current()
    return render_template(
        "organizer/questions/list.html",
        roundtable=found,
        questions=[_row(question, asked, language) for question in asked],
        numbers=questions.numbers(found),
        types={kind.code: localized(kind.names, language) for kind in occupancy.stakeholder_types()},
        template=questions.template(found.series_id),
        full=len(asked) >= MOST,
    )


@blueprint.post("/roundtables/<slug:slug>/questions/<row:question_id>")
@access.needs(Permission.ROUNDTABLES_EDIT)
def change_question(slug: str, question_id: int) -> ResponseReturnValue:
    """Move, retire, ask again or remove it, whichever button was pressed."""
    do = _DEEDS.get(request.form.get("deed", ""))
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        row = questions.row(room.roundtable, question_id)
        if do is None:
            raise NotFound
        name = called(row.plain, languages.current())
        said = do(room, row, by=audit.organizer(me.id), at=at)
    if words := _said(said, name):
        flash(words)
    return redirect(url_for("organizer.questions", slug=slug, _anchor=f"question-{question_id}"), 303)


def _retire(*facts: Any, **more: Any) -> str:
    deeds.retire(*facts, **more)
    return "retired"


def _resume(*facts: Any, **more: Any) -> str:
    deeds.resume(*facts, **more)
    return "resumed"


def _remove(*facts: Any, **more: Any) -> str:
    return "removed" if deeds.remove(*facts, **more) else "retired"


def _move(step: int) -> Callable[..., str]:
    def move(room: seats.Room, row: Any, **more: Any) -> str:
        return "" if deeds.move(room, row, step, **more) else "stuck"

    return move


_DEEDS: Mapping[str, Callable[..., str]] = {
    "up": _move(-1),
    "down": _move(1),
    "retire": _retire,
    "resume": _resume,
    "remove": _remove,
}


def _said(what: str, question: str) -> str:
    match what:
        case "retired":
            return _("“%(question)s” is asked no more. Its answers stay.", question=question)
        case "resumed":
            return _("“%(question)s” is asked again.", question=question)
        case "removed":
            return _("“%(question)s” has been removed.", question=question)
        case "stuck":
            return _("“%(question)s” cannot go there: one depends on the other.", question=question)
        case _:
            return ""


def _row(question: Question, asked: tuple[Question, ...], language: str) -> dict[str, Any]:
    """What the list says about a question."""
    return {
        "question": question,
        "kind": KINDS[question.kind],
        "condition": _condition(question, asked, language),
        "missing": [code for code in LANGUAGES if code not in question.labels],
        "up": moved(asked, question.key, -1) is not None,
        "down": moved(asked, question.key, 1) is not None,
    }


def _condition(question: Question, asked: tuple[Question, ...], language: str) -> str:
    needed = question.condition
    decides = next((one for one in asked if needed and one.key == needed.question), None)
    if needed is None or decides is None:
        return ""
    yes_no = decides.kind is Kind.YES_NO
    answer = str(YES_NO[needed.option == "yes"]) if yes_no else option(decides, needed.option, language)
    return _(
        "Only if the answer to “%(question)s” is “%(answer)s”",
        question=called(decides, language),
        answer=answer,
    )

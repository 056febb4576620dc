"""Register up to five people of the delegation at once; what is the same for all is asked once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration.models.focal_points import FocalPoint
from registration.queries import questions as own
from registration.rules import fields
from registration.rules.closed import CLOSED
from registration.rules.refusals import AlreadySent, Refused, RoundtableFull
from registration.web.delegations import registering, visit
from registration.web.delegations.blueprint import blueprint
from registration.web.forms import Details, asked, form_of
from registration.words.refusals import REFUSALS
from registration.words.statuses import STATUSES

LINES = 5
_OF_LINE = (fields.GIVEN_NAMES, fields.FAMILY_NAME, fields.POSITION, fields.EMAIL)
# About one person alone, and never asked for many.
_NOT_SHARED = {*(field.key for field in fields.OF_EVERYONE), "accompanying", "consent_listed"}


_REFUSALS: tuple[type[Refused], ...] = (RoundtableFull, AlreadySent, *CLOSED.values())


@dataclass
class Line:
    """One person; `result` says what has become of the line."""

    number: int
    form: Details
    result: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(self.form[field.key].data for field in _OF_LINE)


def is_offered(found: FocalPoint) -> bool:
    """Not where the roundtable has a question of its own that everybody has to answer."""
    return not any(one.required for one in own.of(found.roundtable_id))


@blueprint.route("/mine/registrations", methods=["GET", "POST"])
def register_several(language: str) -> ResponseReturnValue:
    found, key = visit.current(), registering.sending()
    if not is_offered(found):
        return redirect(url_for(".register"))
    if key is None:
        return redirect(url_for(".register_several", sending=uuid4()))
    shared, lines = _forms(found, language)
    sent = shared.is_submitted()  # type: ignore[no-untyped-call]
    if not sent and (refusal := visit.closed(found)) is not None:
        raise refusal
    if sent and _in_order(shared, lines):
        registering.limit(found)
        used = [line for line in lines if not line.is_empty]
        done = sum(_register(found, shared, line, key) for line in used)
        if done == len(used):
            flash(
                ngettext(
                    "%(num)s person is registered or waits.", "%(num)s people are registered or wait.", done
                )
            )
            return redirect(url_for(".mine"), 303)
    for line in lines:
        if line.form.errors:
            shared.form_errors.append(_("Look at person %(number)s", number=line.number))
    page = render_template(
        "delegations/several.html",
        form=shared,
        lines=lines,
        focal_point=found,
        roundtable=found.roundtable,
    )
    return page, 422 if sent else 200


def _in_order(shared: Details, lines: list[Line]) -> bool:
    """Every check of every line, so that all complaints are there at once."""
    used = [line for line in lines if not line.is_empty]
    right = [shared.validate(), *(line.form.validate() for line in used)]
    if not used:
        shared.form_errors.append(_("Fill in at least one line"))
    return all(right) and bool(used)


def _register(found: FocalPoint, shared: Details, line: Line, key: str) -> bool:
    """Each line is a registration of its own: sent again, it is still the same one."""
    answers = {**shared.answers(), **line.form.answers()}
    wish = registering.wish_of(found, answers, str(shared["language"].data))
    try:
        line.result = str(STATUSES[registering.send(wish, str(uuid5(UUID(key), str(line.number))))])
    except _REFUSALS as refusal:
        line.form.refuse("email", REFUSALS[refusal.code].sentences)
        return False
    return True


def _forms(found: FocalPoint, language: str) -> tuple[Details, list[Line]]:
    kind = found.stakeholder_type
    same = tuple(
        field
        for field in asked(kind, found.roundtable)
        if field.key not in found.answers and field.key not in _NOT_SHARED
    )
    made: Any = form_of(kind, _OF_LINE, language=language, terse=True)
    lines = [Line(number, made(prefix=f"line-{number}-")) for number in range(1, LINES + 1)]
    return form_of(kind, same, language=language, on_behalf=True)(), lines

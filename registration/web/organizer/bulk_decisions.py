"""Decide about many people of the guest table at once: first a preview of who is told what, then the deed."""

from collections import Counter
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, bulk_decisions, seats
from registration.actions.bulk_decisions import AT_ONCE, Decision, Deed, Result
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import occupancy, scope, selections
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.organizer import filters, previews
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.bulk_decisions import FORMS, LEAVE
from registration.web.organizer.forms.decisions import Saying
from registration.web.organizer.reports import said


@blueprint.post("/roundtables/<slug:slug>/registrations/decisions")
@access.needs(Permission.REGISTRATIONS_DECIDE)
def decide(slug: str) -> ResponseReturnValue:
    """A first sending names the people and the deed and is answered by a preview; that one is sent back to act."""
    found = scope.roundtable(access.organizer(), slug, access.permission())
    if not found.takes_entries(clock.now()):
        raise NoLongerPossible
    address = _address()
    deed, chosen = _deed(), _ids("person")
    if deed is None or not chosen or len(chosen) > selections.MOST:
        flash(_cannot(len(chosen)), "warning")
        return _back(slug, address)
    decided = "decided" in request.form
    form = FORMS[deed]() if decided else FORMS[deed](formdata=None)
    if not (decided and form.is_sent_in_order()):
        return _page(found, deed, form, chosen, address), 422 if form.errors else 200
    waits = frozenset(_ids("waits"))
    if form.data.get("without_seat") == LEAVE:
        chosen, waits = [one for one in chosen if one not in waits], frozenset()
    decision = Decision(deed, form.text, shown=bool(form.data.get("shown")), may_wait=waits)
    for words, category in said(_act(slug, decision, chosen)):
        flash(words, category)
    return _back(slug, address)


def _act(slug: str, decision: Decision, chosen: list[str]) -> Counter[Result]:
    """In units, each under the lock of its own; what was decided stays decided if a later one fails."""
    results: Counter[Result] = Counter()
    for start in range(0, len(chosen), AT_ONCE):
        with transaction():
            me, at = access.organizer(), clock.now()
            room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
            reached = scope.reaches(me, room.roundtable, access.permission())
            people = selections.of(room.roundtable, chosen[start : start + AT_ONCE], reached)
            results.update(bulk_decisions.decide(room, people, decision, by=audit.organizer(me.id), at=at))
    return results


def _page(found: Roundtable, deed: Deed, form: Saying, chosen: list[str], address: dict[str, str]) -> str:
    reached = scope.reaches(access.organizer(), found, access.permission())
    parts = previews.preview(found, selections.of(found, chosen, reached), deed)
    return render_template(
        "organizer/bulk_decision.html",
        roundtable=found,
        form=form,
        deed=deed,
        parts=parts,
        acted_on=[part for part in parts if part.acts],
        waits=any(part.waits for part in parts),
        address=address,
    )


def _back(slug: str, address: dict[str, Any]) -> ResponseReturnValue:
    return redirect(url_for("organizer.registrations", slug=slug, **address), 303)


def _deed() -> Deed | None:
    value = request.form.get("deed", "")
    return Deed(value) if value in set(Deed) else None


def _ids(name: str) -> list[str]:
    """Every identifier once; what is none is nobody's."""
    return list(dict.fromkeys(value for value in request.form.getlist(name) if _is_id(value)))


def _is_id(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _address() -> dict[str, str]:
    """The filters of the guest table, to come back to the same people."""
    types = {kind.code for kind in occupancy.stakeholder_types()}
    wanted = filters.as_address(filters.read(request.args, types=types, contact=True))
    number = filters.page_number(request.args)
    return wanted | ({"page": str(number)} if number > 1 else {})


def _cannot(number: int) -> str:
    if number > selections.MOST:
        return _("Please select at most %(most)s people at once.", most=selections.MOST)
    return _("Select the people first, then choose what to do.")

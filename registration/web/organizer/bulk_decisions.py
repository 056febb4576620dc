"""Decide about many people of the guest table at once: first a preview of who is told what, then the deed."""

from collections import Counter

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import audit, seats, undoing
from registration.actions.bulk_decisions import AT_ONCE, POSSIBLE, Decision, Deed, Result
from registration.extensions import transaction
from registration.models.roundtables import Roundtable
from registration.queries import scope, selections
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible
from registration.web import access
from registration.web.organizer import previews
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.bulk_decisions import FORMS, LEAVE
from registration.web.organizer.forms.decisions import Saying
from registration.web.organizer.guests import chosen
from registration.web.organizer.reports import said


@blueprint.post("/roundtables/<slug:slug>/registrations/decisions")
@access.needs(Permission.REGISTRATIONS_DECIDE)
def decide(slug: str) -> ResponseReturnValue:
    """A first sending names the people and the deed and is answered by a preview; that one is sent back to act."""
    found = scope.roundtable(access.organizer(), slug, access.permission())
    if not found.takes_entries(clock.now()):
        raise NoLongerPossible
    deed = _deed()
    who = chosen.chosen(found, POSSIBLE[deed] if deed else ())
    if deed is None or who.words:
        return chosen.back(found, who.words or chosen.nobody())
    decided = "decided" in request.form
    form = FORMS[deed]() if decided else FORMS[deed](formdata=None)
    if not (decided and form.is_sent_in_order()):
        return _page(found, deed, form, who.ids), 422 if form.errors else 200
    people, waits = who.ids, frozenset(chosen.ids("waits"))
    if form.data.get("without_seat") == LEAVE:
        people, waits = [one for one in people if one not in waits], frozenset()
    decision = Decision(deed, form.text, shown=bool(form.data.get("shown")), may_wait=waits)
    for words, category in said(_act(slug, decision, people)):
        flash(words, category)
    return chosen.back(found)


def _act(slug: str, decision: Decision, people: list[str]) -> Counter[Result]:
    """In units, each under the lock of its own; what was decided stays decided if a later one fails."""
    results: Counter[Result] = Counter()
    record = None
    for start in range(0, len(people), AT_ONCE):
        with transaction():
            me = access.organizer()
            room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
            if record is None:
                record = undoing.begin(room.roundtable, decision.deed, organizer_id=me.id, at=clock.now())
            reached = scope.reaches(me, room.roundtable, access.permission())
            some = selections.of(room.roundtable, people[start : start + AT_ONCE], reached)
            by = audit.organizer(me.id)
            results.update(undoing.decide(room, some, decision, record=record, by=by))
    return results


def _page(found: Roundtable, deed: Deed, form: Saying, people: list[str]) -> str:
    reached = scope.reaches(access.organizer(), found, access.permission())
    parts = previews.preview(found, selections.of(found, people, reached), deed)
    return render_template(
        "organizer/bulk_decision.html",
        roundtable=found,
        form=form,
        deed=deed,
        parts=parts,
        acted_on=[part for part in parts if part.acts],
        acting=previews.ids(parts, waits=False),
        waiting=previews.ids(parts, waits=True),
        address=chosen.address(found),
    )


def _deed() -> Deed | None:
    value = request.form.get("deed", "")
    return Deed(value) if value in set(Deed) else None

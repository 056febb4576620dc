"""The delegation: who is registered, who waits, how many seats are left."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration import clock
from registration.queries import focal_points
from registration.web.delegations import several, visit
from registration.web.delegations.blueprint import blueprint
from registration.web.my.standing import can_substitute
from registration.words import meetings
from registration.words.refusals import REFUSALS


@blueprint.get("/mine")
def mine(language: str) -> ResponseReturnValue:
    found, now, number = visit.current(), clock.now(), _number()
    roundtable = found.roundtable
    people, total = focal_points.people(found, number)
    refusal = visit.closed(found)
    closes_at = roundtable.facts_of_type(found.stakeholder_type_id).closes_at
    return render_template(
        "delegations/mine.html",
        focal_point=found,
        roundtable=roundtable,
        people=[one for one in people if one.status == "confirmed"],
        waiting=[one for one in people if one.status != "confirmed"],
        number=number,
        pages=max(1, -(-total // focal_points.PER_PAGE)),
        seats=focal_points.seats_of(roundtable, found.delegation)[found.delegation],
        closed=REFUSALS[refusal.code].sentences if refusal else "",
        until=meetings.when(closes_at, None, roundtable.zone, language) if closes_at else "",
        can_add_several=several.is_offered(found),
        replaceable={one.id for one in people if can_substitute(one, now)},
        is_over=roundtable.is_over(now),
    )


def _number() -> int:
    typed = request.args.get("page", "1")
    return int(typed) if typed.isdecimal() and 0 < len(typed) < 5 and int(typed) else 1

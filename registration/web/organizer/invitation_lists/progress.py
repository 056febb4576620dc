"""How far the invitations of a list have come, and what became of each row."""

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from registration.queries import guest_lists
from registration.queries.guest_lists import PER_PAGE
from registration.rules.guest_lists import MADE, Fate, ListState
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.invitation_lists.found import HERE, Words, found


@blueprint.get(HERE)
@access.needs(Permission.REGISTRATIONS_EDIT)
def guest_list(slug: str, list_id: UUID) -> ResponseReturnValue:
    roundtable, one = found(slug, list_id)
    if one.state not in (ListState.WORKING, ListState.DONE):
        raise NotFound
    numbers = guest_lists.numbers(one)
    counts = {fate: numbers[fate] for fate in Fate if fate in numbers}
    chosen = next((fate for fate in counts if fate == request.args.get("fate")), None)
    total = counts[chosen] if chosen else sum(counts.values())
    page = min(filters.page_number(request.args), max(1, -(-total // PER_PAGE)))
    words = Words(one)
    return render_template(
        "organizer/invitation_lists/progress.html",
        roundtable=roundtable,
        guest_list=one,
        counts=counts,
        number=sum(numbers.values()),
        done=sum(counts.values()),
        made=sum(number for fate, number in counts.items() if fate in MADE),
        chosen=chosen,
        rows=[
            words.row(row.number, row.cells, row.fate, row.details)
            for row in guest_lists.page(one, chosen, page)
            if row.fate
        ],
        total=total,
        page=page,
        per_page=PER_PAGE,
    )

"""What would become of every row, before anything is written; and the word to go."""

from collections import Counter
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registration import clock
from registration.actions import guest_lists
from registration.extensions import transaction
from registration.models.guest_lists import GuestList
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.queries.guest_lists import PER_PAGE
from registration.rules.guest_lists import Fate, ListState
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access
from registration.web.organizer import filters
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guest_lists import Going
from registration.web.organizer.invitation_lists.found import HERE, Words, found


@blueprint.route(f"{HERE}/rows", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def check_guest_list(slug: str, list_id: UUID) -> ResponseReturnValue:
    roundtable, guest_list = found(slug, list_id)
    if guest_list.state is ListState.READ:
        return redirect(url_for("organizer.match_guest_list", slug=slug, list_id=list_id))
    if guest_list.state is not ListState.MATCHED:
        return redirect(url_for("organizer.guest_list", slug=slug, list_id=list_id))
    form = Going()
    if not form.is_sent_in_order():
        return _page(roundtable, guest_list)
    try:
        with transaction():
            guest_lists.begin(
                found(slug, list_id)[1],
                sends=request.form.get("deed") == "send",
                version=form.version.number,
                at=clock.now(),
            )
    except ChangedMeanwhile:
        return _page(*found(slug, list_id), overtaken=True), 409
    return redirect(url_for("organizer.guest_list", slug=slug, list_id=list_id), 303)


def _page(roundtable: Roundtable, guest_list: GuestList, *, overtaken: bool = False) -> str:
    reaches = scope.reaches(access.organizer(), roundtable, access.permission())
    foreseen = guest_lists.foreseen(guest_list, guest_lists.people(guest_list), reaches)
    counts = Counter(fate for _row, _read, fate, _details in foreseen)
    chosen = next((fate for fate in counts if fate == request.args.get("fate")), None)
    wanted = [one for one in foreseen if chosen is None or one[2] is chosen]
    page = min(filters.page_number(request.args), max(1, -(-len(wanted) // PER_PAGE)))
    begins = (page - 1) * PER_PAGE
    words = Words(guest_list)
    return render_template(
        "organizer/invitation_lists/rows.html",
        roundtable=roundtable,
        guest_list=guest_list,
        overtaken=overtaken,
        counts={fate: counts[fate] for fate in Fate if counts[fate]},
        number=len(foreseen),
        chosen=chosen,
        rows=[
            words.row(row.number, row.cells, fate, details)
            for row, _read, fate, details in wanted[begins : begins + PER_PAGE]
        ],
        total=len(wanted),
        page=page,
        per_page=PER_PAGE,
    )

"""Say what the columns of a list hold, and what holds for all its rows."""

from collections.abc import Sequence
from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import guest_lists, tags
from registration.extensions import transaction
from registration.models.guest_lists import GuestList, GuestListRow
from registration.models.roundtables import Roundtable
from registration.queries import guest_lists as stored
from registration.queries import stakeholder_types
from registration.queries import tags as known_tags
from registration.rules import names
from registration.rules.guest_lists import ListState, Part
from registration.rules.permissions import Permission
from registration.rules.refusals import ChangedMeanwhile
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.forms.guest_lists import Columns, columns_form
from registration.web.organizer.invitation_lists.found import HERE, found

EXAMPLES = 3


@blueprint.route(f"{HERE}/columns", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def match_guest_list(slug: str, list_id: UUID) -> ResponseReturnValue:
    roundtable, guest_list = found(slug, list_id)
    if guest_list.state not in (ListState.READ, ListState.MATCHED):
        return redirect(url_for("organizer.guest_list", slug=slug, list_id=list_id))
    rows = stored.rows(guest_list)
    form = columns_form(guest_list, roundtable, stakeholder_types.offered(), clock.now())
    if not form.is_sent_in_order() or not _is_within_tags(form, roundtable, rows):
        return _page(form, roundtable, guest_list, rows), 422 if form.errors else 200
    try:
        with transaction():
            guest_lists.match(
                found(slug, list_id)[1],
                form.parts,
                form.defaults(),
                headed=form.headed.data,
                version=form.version.number,
                at=clock.now(),
            )
    except ChangedMeanwhile:
        roundtable, guest_list = found(slug, list_id)
        form.version.renew(guest_list.version)
        return _page(form, roundtable, guest_list, stored.rows(guest_list), overtaken=True), 409
    return redirect(url_for("organizer.check_guest_list", slug=slug, list_id=list_id), 303)


def _is_within_tags(form: Columns, roundtable: Roundtable, rows: Sequence[GuestListRow]) -> bool:
    """A roundtable has room for so many tags: a column of remarks is none."""
    places = [place for place, part in enumerate(form.parts) if part == Part.TAGS]
    different = {
        names.key(tag)
        for row in _people(form, rows)
        for place in places
        for tag in row.cells[place].split(";")
        if tag.strip()
    }
    different |= {tag.key for tag in known_tags.of_roundtable(roundtable)} if different else set()
    if len(different) > tags.MOST:
        words = _(
            "These columns would make %(number)s tags, and a roundtable can have %(most)s. Leave one of them out",
            number=len(different),
            most=tags.MOST,
        )
        form.refuse(f"column{places[0]}", words)
    return not form.errors


def _people(form: Columns, rows: Sequence[GuestListRow]) -> Sequence[GuestListRow]:
    """The rows but the headings."""
    return rows[1:] if form.headed.data else rows


def _page(
    form: Columns,
    roundtable: Roundtable,
    guest_list: GuestList,
    rows: Sequence[GuestListRow],
    *,
    overtaken: bool = False,
) -> str:
    people = _people(form, rows)
    examples = [
        list(dict.fromkeys(row.cells[place] for row in people if row.cells[place]))[:EXAMPLES]
        for place in range(len(guest_list.first))
    ]
    return render_template(
        "organizer/invitation_lists/columns.html",
        roundtable=roundtable,
        guest_list=guest_list,
        form=form,
        examples=examples,
        number=len(people),
        overtaken=overtaken,
    )

"""The rows of which no invitation can be made, as a file to correct and bring along again."""

from collections.abc import Iterator
from uuid import UUID

from flask import Response
from flask_babel import gettext as _

from registration import clock
from registration.actions import guest_lists
from registration.documents import csv_tables, tables
from registration.models.guest_lists import GuestList
from registration.queries import guest_lists as stored
from registration.queries import scope
from registration.rules.guest_lists import Fate, ListState
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.invitation_lists.found import HERE, Words, found
from registration.words.guest_lists import FATES

_LEFT_OUT = (Fate.WRONG, Fate.INVITED, Fate.REGISTERED, Fate.REPEATED, Fate.NOT_HELD, Fate.NOT_SENT)


@blueprint.get(f"{HERE}/left-out.csv")
@access.needs(Permission.REGISTRATIONS_EDIT)
def guest_list_left_out(slug: str, list_id: UUID) -> Response:
    """The rows as they were brought along, and one more column that says what is the matter."""
    roundtable, guest_list = found(slug, list_id)
    name = tables.file_name(roundtable.slug, "left-out", clock.now(), "csv")
    said = Words(guest_list)
    headings = guest_list.first if guest_list.headed else said.headings()
    columns = [
        tables.Column(f"column_{place}", heading, tables.Kind.TEXT)
        for place, heading in enumerate(headings, 1)
    ]
    columns.append(tables.Column("left_out", _("What is the matter"), tables.Kind.TEXT))
    words = tables.Words()
    chunks = csv_tables.csv_stream(
        columns, list(_rows(guest_list, said)), dialect=tables.Dialect.COMMA, words=words, header_keys=False
    )
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(b"".join(chunks), headers=headers, content_type="text/csv; charset=utf-8")


def _rows(guest_list: GuestList, said: Words) -> Iterator[list[str]]:
    if guest_list.state in (ListState.WORKING, ListState.DONE):
        found = [(row.cells, row.fate, row.details) for row in stored.rows(guest_list)]
    else:
        reaches = scope.reaches(access.organizer(), guest_list.roundtable, access.permission())
        foreseen = guest_lists.foreseen(guest_list, guest_lists.people(guest_list), reaches)
        found = [(row.cells, fate, details) for row, _read, fate, details in foreseen]
    for cells, fate, details in found:
        if fate in _LEFT_OUT:
            yield [*cells, " ".join([f"{FATES[fate]}.", *said.notes(fate, details)])]

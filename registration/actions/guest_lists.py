"""Keep a list of guests, say what its columns hold, and make invitations of it, a few rows at a time.

Each row gets its fate in the same unit of work as its invitation: a worker that dies in between is made up for, and
nobody is invited twice.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, insert

from registration.actions import audit, invitations, seats, tags
from registration.actions.guest_rows import Read, Reader
from registration.extensions import db
from registration.models.guest_lists import GuestList, GuestListRow
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.roundtables import Roundtable
from registration.models.tags import LONGEST
from registration.queries import guest_lists, questions, scope
from registration.queries.guest_lists import Known
from registration.rules import names
from registration.rules.guest_lists import MADE, REPEATABLE, Fate, ListState, Part, Wrong, answerable
from registration.rules.permissions import Permission, Reaches
from registration.rules.refusals import (
    AlreadyInvited,
    ChangedMeanwhile,
    NoLongerPossible,
    NoSeatToHold,
    TooManyTags,
)
from registration.rules.verbs import Verb
from registration.words import recognized

KEPT = timedelta(days=1)
# As many invitations as one unit makes under the lock, so that nobody waits long for a seat.
AT_ONCE = 15


def keep(
    roundtable: Roundtable,
    organizer: Organizer,
    rows: Sequence[tuple[int, list[str]]],
    *,
    name: str,
    guessed: bool,
    people: bool,
    at: datetime,
) -> GuestList:
    """Store what was read, with a guess at what its columns hold. `people`: a name and an address, no headings."""
    first_number, first = rows[0]
    asked = recognized.questions(answerable(questions.of(roundtable.id)))
    columns = [Part.FULL_NAME, Part.EMAIL] if people else _guessed(rows, asked)
    headed = not people and not any("@" in cell for cell in first)
    kept = GuestList(
        public_id=str(uuid4()),
        roundtable_id=roundtable.id,
        organizer_id=organizer.id,
        name=name[:200],
        guessed=guessed,
        first=first,
        first_number=first_number,
        headed=headed,
        columns=columns,
        defaults={},
        state=ListState.READ,
        sends=False,
        version=1,
        created_at=at,
        expires_at=at + KEPT,
    )
    db.session.add(kept)
    db.session.flush()
    db.session.execute(
        insert(GuestListRow),
        [
            {"guest_list_id": kept.id, "number": number, "cells": cells, "details": {}}
            for number, cells in rows
        ],
    )
    return kept


def match(
    guest_list: GuestList,
    columns: Sequence[str],
    defaults: Mapping[str, Any],
    *,
    headed: bool,
    version: int,
    at: datetime,
) -> None:
    """What each column holds, and what holds for all rows. Raises ChangedMeanwhile, NoLongerPossible."""
    if guest_list.version != version:
        raise ChangedMeanwhile
    if guest_list.state not in (ListState.READ, ListState.MATCHED):
        raise NoLongerPossible
    guest_list.columns, guest_list.defaults = list(columns), dict(defaults)
    guest_list.headed, guest_list.state = headed, ListState.MATCHED
    guest_list.version += 1
    guest_list.expires_at = at + KEPT


def begin(guest_list: GuestList, *, sends: bool, version: int, at: datetime) -> None:
    """From here on the worker makes invitations of it. Raises ChangedMeanwhile, NoLongerPossible."""
    if guest_list.state is not ListState.MATCHED:
        raise NoLongerPossible
    if guest_list.version != version:
        raise ChangedMeanwhile
    if guest_list.headed:
        db.session.execute(
            delete(GuestListRow).where(
                GuestListRow.guest_list_id == guest_list.id, GuestListRow.number == guest_list.first_number
            )
        )
    guest_list.sends, guest_list.state = sends, ListState.WORKING
    guest_list.version += 1
    guest_list.expires_at = at + KEPT


def people(guest_list: GuestList) -> list[GuestListRow]:
    """Its rows but the headings."""
    rows = guest_lists.rows(guest_list)
    return [row for row in rows if not guest_list.headed or row.number != guest_list.first_number]


def foreseen(
    guest_list: GuestList, rows: Sequence[GuestListRow], reaches: Reaches
) -> list[tuple[GuestListRow, Read, Fate, dict[str, Any]]]:
    """What would become of each row now. Nothing is written."""
    reader = Reader(guest_list, guest_list.roundtable, reaches)
    read = [(row, reader.read(row.cells)) for row in rows]
    known = guest_lists.known(guest_list.roundtable, (one.key for _, one in read if one.terms))
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row, one in read:
        fate, details = _fate(one, known.get(one.key), seen.get(one.key))
        found.append((row, one, fate, details))
        if one.terms:
            seen.setdefault(one.key, row.number)
    return found


def go_on(list_id: int, *, at: datetime) -> bool:
    """One unit of work on a list under way. Returns whether there is more to do at once."""
    roundtable_id = db.session.get_one(GuestList, list_id).roundtable_id
    room = seats.lock(roundtable_id)
    guest_list = db.session.get_one(GuestList, list_id, populate_existing=True)
    if guest_list.state is not ListState.WORKING:
        return False
    rows = guest_lists.open_rows(guest_list, AT_ONCE)
    reaches = scope.reaches(guest_list.organizer, room.roundtable, Permission.REGISTRATIONS_EDIT)
    by = audit.organizer(guest_list.organizer_id)
    for row, one, fate, details in foreseen(guest_list, rows, reaches if guest_list.organizer.active else ()):
        row.fate, row.details = fate, details
        if fate is Fate.NEW and one.terms:
            _make(room, guest_list, row, one, by=by, at=at)
        elif fate is Fate.INVITED:
            _look_for_the_same(guest_list, row)
    db.session.flush()
    guest_list.expires_at = at + KEPT
    if guest_lists.numbers(guest_list).get(None):
        return True
    guest_list.state = ListState.DONE
    numbers = guest_lists.numbers(guest_list)
    made = sum(number for fate, number in numbers.items() if fate in MADE)
    audit.record(
        Verb.GUEST_LIST_IMPORTED,
        by=by,
        at=at,
        roundtable_id=roundtable_id,
        made=made,
        sent=numbers.get(Fate.SENT, 0),
        left_out=sum(numbers.values()) - made,
    )
    return False


def _make(
    room: seats.Room, guest_list: GuestList, row: GuestListRow, one: Read, *, by: audit.By, at: datetime
) -> None:
    """A draft, and sent if that was wanted and is possible."""
    assert one.terms is not None
    for tag in one.terms.tags:
        # Without room for more it stays a word on the invitation.
        with suppress(TooManyTags):
            tags.known(guest_list.roundtable_id, tag, at=at)
    try:
        invitation = invitations.create(room, one.terms, by=by, at=at)
    except AlreadyInvited:
        row.fate = Fate.INVITED
        return
    except NoLongerPossible:
        row.fate, row.details = Fate.WRONG, {"problems": [{"wrong": Wrong.OVER, "part": Part.NOTHING}]}
        return
    row.fate, row.invitation_id = Fate.DRAFTED, invitation.id
    if guest_list.sends:
        _send(room, row, invitation, by=by, at=at)


def _send(room: seats.Room, row: GuestListRow, invitation: Invitation, *, by: audit.By, at: datetime) -> None:
    try:
        invitations.send(room, invitation, by=by, at=at)
        row.fate = Fate.SENT
    except NoSeatToHold as refusal:
        row.fate, row.details = Fate.NOT_HELD, {"decision": refusal.facts["decision"]}
    except NoLongerPossible:
        row.fate = Fate.NOT_SENT


def _look_for_the_same(guest_list: GuestList, row: GuestListRow) -> None:
    """Whoever stands twice in the list was invited by its own first row."""
    number = guest_lists.same_in_list(guest_list, int(row.details.get("invitation", 0)))
    if number is not None:
        row.fate, row.details = Fate.REPEATED, {"row": number}


def _fate(one: Read, known: Known | None, earlier: int | None) -> tuple[Fate, dict[str, Any]]:
    if one.terms is None:
        return Fate.WRONG, {"problems": one.problems}
    if earlier is not None:
        return Fate.REPEATED, {"row": earlier}
    if known is None:
        return Fate.NEW, {}
    if known.status is None:
        return Fate.REGISTERED, {}
    return Fate.INVITED, {"invitation": known.invitation_id, "status": known.status}


def _guessed(rows: Sequence[tuple[int, list[str]]], asked: Mapping[str, str]) -> list[str]:
    """By the headings, those of the form and of `asked`; a column nobody knows becomes tags where its cells could be
    tags, an address by its looks.
    """
    headings, found = rows[0][1], list[str]()
    for place, heading in enumerate(headings):
        column = recognized.heading(heading) or asked.get(names.search_key(heading))
        cells = [cells[place] for _, cells in rows[1:]]
        if column is None and any("@" in cell for cell in [heading, *cells]):
            column = Part.EMAIL
        if column is None:
            could_be_tags = heading and any(cells) and max(map(len, cells)) <= LONGEST
            column = Part.TAGS if could_be_tags else Part.NOTHING
        found.append(column if column in REPEATABLE or column not in found else Part.NOTHING)
    return found

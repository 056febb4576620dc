"""The rows of the attendee list, streamed: one definition of every column, for every kind of file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, and_, func, null, select
from sqlalchemy.orm import aliased

from registration import i18n
from registration.data import countries
from registration.extensions import db
from registration.models import delegations
from registration.models.organizations import Organization
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.models.tags import Tag, Tagged
from registration.queries import changes, guest_table, own_columns, scope
from registration.rules import attendee_list, fields, names
from registration.rules.attendee_list import Preset
from registration.rules.questions import Question
from registration.rules.statuses import Status
from registration.words import choices, statuses

# Rows are read and worded so many together, column by column: that takes half the time of going cell by cell.
AT_ONCE = 200

# Columns for those who may see how to reach people.
CONTACT = frozenset(field.key for field in fields.FIELDS if field.contact)

# What is stored, column by column, and the cells of one column of the list made from it.
Stored = Sequence[Sequence[Any]]
Cells = Callable[[Stored], Iterable[object]]


class Wording(NamedTuple):
    """In which language codes are written; `codes` leaves them as they are, for machines."""

    language: str
    codes: bool


def rows(
    roundtable: Roundtable,
    preset: Preset,
    filters: guest_table.Filters,
    wording: Wording,
    own: Sequence[Question] = (),
    since: datetime | None = None,
) -> Iterator[tuple[object, ...]]:
    """Tuples in the order of the preset's columns and `own` questions, in the contract's order of people.

    The roundtable is read now, the people while they are iterated over: on a connection of its own with a cursor on the
    server, so that memory stays flat and nobody waits. Without `filters.contact` the columns of addresses and phone
    numbers are there, and empty. Changes are those `since` a moment.
    """
    query, zone = _query(roundtable, preset, filters, own, since), roundtable.zone
    return _read(query, zone, preset, wording, own, contact=filters.contact)


def count(roundtable: Roundtable, preset: Preset, filters: guest_table.Filters) -> int:
    """How many rows the list will have, to be shown before the download."""
    return guest_table.page(roundtable, _effective(preset, filters), 1).total


def _read(
    query: Select[tuple[object, ...]],
    zone: str,
    preset: Preset,
    wording: Wording,
    own: Sequence[Question],
    *,
    contact: bool,
) -> Iterator[tuple[object, ...]]:
    with db.engine.connect().execution_options(stream_results=True, yield_per=AT_ONCE) as connection:
        columns = _columns(zone, wording, preset, _types(connection, wording), contact=contact)
        further = [own_columns.cells(one, wording.language, codes=wording.codes) for one in own]
        for together in connection.execute(query).partitions():
            stored = list(zip(*together, strict=True))
            answers = own_columns.read(stored[_OWN]) if own else []
            yield from zip(
                *[cells(stored) for cells in columns], *[cells(answers) for cells in further], strict=True
            )


def _query(
    roundtable: Roundtable,
    preset: Preset,
    filters: guest_table.Filters,
    own: Sequence[Question],
    since: datetime | None,
) -> Select[tuple[object, ...]]:
    host, predecessor = aliased(Organization), aliased(Registration)
    query = guest_table.ordered(
        guest_table.narrowed(roundtable, _effective(preset, filters)), guest_table.Sort.LIST
    )
    if of_changes := preset is Preset.CHANGES:
        query = query.where(changes.happened(since))
    return (
        query.outerjoin(host, Registration.host_id == host.id)
        .outerjoin(
            predecessor,
            and_(
                Registration.predecessor_id == predecessor.id,
                # A list names nobody else outside of the reader's reach.
                scope.within(filters.reaches, predecessor),
            ),
        )
        .with_only_columns(
            *(getattr(Registration, key) for key in _STORED),
            _TAGS_OF_ONE,
            host.short_name,
            predecessor.reference,
            predecessor.given_names,
            predecessor.family_name,
            changes.change(since, filters.reaches) if of_changes else null(),
            *([own_columns.gathered(own)] if own else []),
        )
    )


# No tag holds it: it cannot be printed.
_BETWEEN = "\x1f"
_TAGS_OF_ONE = (
    select(func.aggregate_strings(Tag.name, _BETWEEN))
    .join(Tagged, Tagged.tag_id == Tag.id)
    .where(Tagged.registration_id == Registration.id)
    .correlate(Registration)
    .scalar_subquery()
)

_STORED = (
    "reference",
    "status",
    "stakeholder_type_id",
    "state",
    "un_entity",
    "organization",
    "represented_by",
    "department",
    "duty_station",
    "country",
    "honorific",
    "given_names",
    "family_name",
    "plate_name",
    "position",
    "delegation_role",
    "email",
    "phone",
    "mode",
    "accompanying",
    "grounds_pass",
    "ecosoc_status",
    "language",
    "consent_listed",
    "created_at",
    "decided_at",
    "checked_in_at",
    "waiting_since",
)

# Where a column stands in a row.
_PLACE = {key: place for place, key in enumerate(_STORED)}
_TYPE, _STATE, _ENTITY = _PLACE["stakeholder_type_id"], _PLACE["state"], _PLACE["un_entity"]
_ORGANIZATION, _COUNTRY, _CREATED = _PLACE["organization"], _PLACE["country"], _PLACE["created_at"]
_TAGS, _HOST, _CHANGE, _OWN = (len(_STORED) + place for place in (0, 1, 5, 6))
_PLACE["change"] = _CHANGE
_PREDECESSOR = slice(_HOST + 1, _CHANGE)


def _effective(preset: Preset, filters: guest_table.Filters) -> guest_table.Filters:
    """`attendees` are the confirmed, whatever status the guest table shows; changes are about them."""
    status = {Preset.ATTENDEES: Status.CONFIRMED, Preset.CHANGES: None}.get(preset, filters.status)
    return replace(filters, status=status)


def _types(connection: Connection, wording: Wording) -> dict[int, str]:
    """Code or name of each stakeholder type, by its id."""
    rows = connection.execute(select(StakeholderType.id, StakeholderType.code, StakeholderType.names)).all()
    return {
        row.id: row.code if wording.codes else i18n.localized(row.names, wording.language) for row in rows
    }


def _columns(
    zone: str, wording: Wording, preset: Preset, types: Mapping[int, str], *, contact: bool
) -> list[Cells]:
    """One function per column, made once per download."""
    local = ZoneInfo(zone)
    special: dict[str, Cells] = {
        "status": _worded("status", statuses.STATUSES, wording),
        "stakeholder_type": lambda stored: map(types.__getitem__, stored[_TYPE]),
        "delegation": _delegation(wording),
        "country": _country(wording),
        "iso3": _iso3,
        "invited_by": lambda stored: [name or "" for name in stored[_HOST]],
        "registered_at_utc": _stored("created_at"),
        "registered_at_local": lambda stored: [at.astimezone(local) for at in stored[_CREATED]],
        "substitutes_for": lambda stored: map(_predecessor, *stored[_PREDECESSOR]),
        "tags": lambda stored: [sorted(text.split(_BETWEEN)) if text else [] for text in stored[_TAGS]],
    } | {key: _worded(key, words, wording) for key, words in choices.BY_FIELD.items()}
    if not contact:
        special |= dict.fromkeys(CONTACT, _withheld)
    return [special.get(key) or _stored(key) for key in attendee_list.columns(preset)]


def _withheld(stored: Stored) -> Iterable[object]:
    return [None] * len(stored[0])


def _stored(key: str) -> Cells:
    return itemgetter(_PLACE[key])


def _worded(key: str, words: Mapping[str, object], wording: Wording) -> Cells:
    if wording.codes:
        return _stored(key)
    # Translated once: lazy words look the language up each time they are read.
    known: dict[object, str] = {code: str(word) for code, word in words.items()}
    place = _PLACE[key]
    return lambda stored: [known.get(code, "") for code in stored[place]]


def _delegation(wording: Wording) -> Cells:
    def named(state: str | None, un_entity: str | None, organization: str) -> str:
        if wording.codes:
            return delegations.code(state, un_entity, organization)
        return delegations.label(state, un_entity, organization, wording.language)

    return lambda stored: map(named, stored[_STATE], stored[_ENTITY], stored[_ORGANIZATION])


def _country(wording: Wording) -> Cells:
    """Where the organization is based, or the state itself."""
    if wording.codes:
        return _iso3
    return lambda stored: [countries.name(code, wording.language) if code else "" for code in _iso3(stored)]


def _iso3(stored: Stored) -> list[str]:
    return [country or state or "" for country, state in zip(stored[_COUNTRY], stored[_STATE], strict=True)]


def _predecessor(reference: str | None, given_names: str, family_name: str) -> str:
    return f"{names.full_name(given_names, family_name)} ({reference})" if reference else ""

"""Registrations that may be of one person: found to be looked at, never merged by themselves."""

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import scope
from registration.queries.registrations import LIVE
from registration.rules import likeness, names
from registration.rules.permissions import Reaches

# As many pairs as somebody looks through, and as large a group as is compared name by name.
MOST = 100
LARGEST = 200


class Because(StrEnum):
    """What is alike, the strongest first."""

    NAME = "name"
    ADDRESS = "address"
    DELEGATION = "delegation"


class Known(NamedTuple):
    """Of each person what is compared, and no more."""

    id: int
    email_key: str
    name_key: str
    delegation: str | None


class Pair(NamedTuple):
    one: Registration
    other: Registration
    because: Because


def of_roundtable(roundtable: Roundtable, reaches: Reaches) -> list[Pair]:
    """The pairs most alike first; at most as many as somebody looks through."""
    columns = (Registration.id, Registration.email_key, Registration.name_key, Registration.delegation)
    rows = db.session.execute(
        select(*columns).where(
            Registration.roundtable_id == roundtable.id,
            Registration.status.in_(LIVE),
            scope.within(reaches),
        )
    )
    found: dict[tuple[int, int], Because] = {}
    everybody = [Known(*row) for row in rows]
    for because in Because:
        for pair in _pairs(everybody, because):
            found.setdefault(pair, because)
            if len(found) == MOST:
                return _read(found)
    return _read(found)


def of_person(registration: Registration, reaches: Reaches) -> list[tuple[Registration, Because]]:
    """Others of the roundtable who may be this person."""
    alike = or_(
        Registration.name_key == registration.name_key,
        Registration.email_key == registration.email_key,
        and_(
            Registration.delegation.is_not(None),
            Registration.delegation == registration.delegation,
        ),
    )
    others = db.session.scalars(
        select(Registration)
        .where(
            Registration.roundtable_id == registration.roundtable_id,
            Registration.status.in_(LIVE),
            Registration.id != registration.id,
            scope.within(reaches),
            alike,
        )
        .order_by(Registration.id)
        .limit(LARGEST)
    )
    me = _known(registration)
    found = [(other, _because(me, _known(other))) for other in others]
    return [(other, because) for other, because in found if because is not None]


def _pairs(everybody: list[Known], because: Because) -> Iterator[tuple[int, int]]:
    """Of those who have the one thing in common, each two who are one person by all that is known."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for person in everybody:
        for key in _keys(person, because):
            groups[key].append(person)
    for group in groups.values():
        if 1 < len(group) <= LARGEST:
            for one, other in combinations(group, 2):
                if _because(one, other) is because:
                    yield min(one.id, other.id), max(one.id, other.id)


def _keys(person: Known, because: Because) -> set[str]:
    match because:
        case Because.NAME:
            return {person.name_key}
        case Because.ADDRESS:
            return {person.email_key}
        case Because.DELEGATION:
            # Only who shares a word of the name is compared: large delegations are many pairs.
            words = names.search_key(person.name_key).split()
            return {f"{person.delegation} {word}" for word in words} if person.delegation else set()


def _because(one: Known, other: Known) -> Because | None:
    same_delegation = one.delegation is not None and one.delegation == other.delegation
    if one.name_key == other.name_key and same_delegation:
        return Because.NAME
    if not likeness.nearly_same(one.name_key, other.name_key):
        return None
    if one.email_key == other.email_key:
        return Because.ADDRESS
    return Because.DELEGATION if same_delegation else None


def _known(one: Registration) -> Known:
    return Known(one.id, one.email_key, one.name_key, one.delegation)


def _read(found: dict[tuple[int, int], Because]) -> list[Pair]:
    ids = {one for pair in found for one in pair}
    rows = {row.id: row for row in db.session.scalars(select(Registration).where(Registration.id.in_(ids)))}
    return [Pair(rows[one], rows[other], because) for (one, other), because in found.items()]

"""The guest table: filters, counts, search, sorting, pages."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count, Limit
from registration.models.stakeholder_types import StakeholderType
from registration.rules import names
from registration.rules.seats import Kind
from registration.rules.statuses import Status

PER_PAGE = 50


class Sort(StrEnum):
    LIST = "list"
    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Filters:
    """What the address of the guest table and of a list may narrow. `contact` is whether addresses are searched."""

    status: Status | None = None
    stakeholder_type: str | None = None
    search: str = ""
    sort: Sort = Sort.LIST
    contact: bool = True


@dataclass(frozen=True)
class Page:
    rows: list[Registration]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True)
class TypeCount:
    """Seats taken by one stakeholder type, against its cap."""

    stakeholder_type: StakeholderType
    taken: int
    waiting: int
    cap: int | None


def page(roundtable: Roundtable, filters: Filters, number: int) -> Page:
    """One page; a number past the end shows the last."""
    wanted = narrowed(roundtable, filters)
    total = db.session.scalar(
        select(func.count()).select_from(wanted.with_only_columns(Registration.id).subquery())
    )
    last = max(1, -(-(total or 0) // PER_PAGE))
    number = min(max(1, number), last)
    rows = db.session.scalars(ordered(wanted, filters.sort).limit(PER_PAGE).offset((number - 1) * PER_PAGE))
    return Page(list(rows), total or 0, number)


def narrowed(roundtable: Roundtable, filters: Filters) -> Select[Registration]:
    """The registrations that the filters leave."""
    query = select(Registration).where(Registration.roundtable_id == roundtable.id)
    if filters.status is not None:
        query = query.where(Registration.status == filters.status)
    if filters.stakeholder_type:
        query = query.where(
            Registration.stakeholder_type_id.in_(
                select(StakeholderType.id).where(StakeholderType.code == filters.stakeholder_type)
            )
        )
    for part in names.key(filters.search).split()[:8]:
        query = query.where(_matches(part, contact=filters.contact))
    return query


def ordered(query: Select[Registration], sort: Sort) -> Select[Registration]:
    by = {
        Sort.LIST: (Registration.type_position, Registration.sort_key),
        Sort.NAME: (Registration.name_sort_key,),
        Sort.NEWEST: (Registration.created_at.desc(),),
        Sort.OLDEST: (Registration.created_at,),
    }[sort]
    return query.order_by(*by, Registration.id)


def status_counts(roundtable: Roundtable) -> dict[Status, int]:
    """How many registrations are in each status, for the tabs."""
    rows = db.session.execute(
        select(Registration.status, func.count())
        .where(Registration.roundtable_id == roundtable.id)
        .group_by(Registration.status)
    )
    return dict(rows.tuples().all())


def type_counts(roundtable: Roundtable) -> list[TypeCount]:
    """Taken, waiting and cap for each stakeholder type, in their order."""
    taken = {
        row.key: row.taken
        for row in db.session.execute(
            select(Count.key, Count.taken).where(
                Count.roundtable_id == roundtable.id, Count.kind == Kind.STAKEHOLDER_TYPE
            )
        )
    }
    caps = {
        row.key: row.cap
        for row in db.session.execute(
            select(Limit.key, Limit.cap).where(
                Limit.roundtable_id == roundtable.id, Limit.kind == Kind.STAKEHOLDER_TYPE
            )
        )
    }
    waiting = db.session.execute(
        select(Registration.stakeholder_type_id, func.count())
        .where(Registration.roundtable_id == roundtable.id, Registration.status == Status.WAITLISTED)
        .group_by(Registration.stakeholder_type_id)
    )
    waiting_by_type = dict(waiting.tuples().all())
    types = db.session.scalars(select(StakeholderType).order_by(StakeholderType.position))
    return [
        TypeCount(kind, taken.get(kind.code, 0), waiting_by_type.get(kind.id, 0), caps.get(kind.code))
        for kind in types
        if kind.active or kind.code in taken
    ]


def _matches(part: str, *, contact: bool) -> ColumnElement[bool]:
    """A word of the search: part of a name, organization or reference; "@domain" is the end of an address."""
    if part.startswith("@") and contact:
        return Registration.email_key.like("%" + _escaped(part), escape="\\")
    pattern = "%" + _escaped(part) + "%"
    found = Registration.search_text.like(pattern, escape="\\")
    return found | Registration.email_key.like(pattern, escape="\\") if contact else found


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

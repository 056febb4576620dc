"""The guest table: filters, counts, search, sorting, pages."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.models.submissions import Submission
from registration.queries import scope
from registration.rules import names
from registration.rules.permissions import EVERYBODY, Reaches
from registration.rules.statuses import Status

PER_PAGE = 50


class Sort(StrEnum):
    LIST = "list"
    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Filters:
    """What the address of the guest table and of a list may narrow.

    `contact` is whether addresses are searched; `reaches` is whom the reader may see at all.
    """

    status: Status | None = None
    stakeholder_type: str | None = None
    search: str = ""
    sort: Sort = Sort.LIST
    contact: bool = True
    reaches: Reaches = (EVERYBODY,)


@dataclass(frozen=True)
class Page:
    rows: list[Registration]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def page(roundtable: Roundtable, filters: Filters, number: int) -> Page:
    """One page; a number past the end shows the last."""
    wanted = narrowed(roundtable, filters)
    total = db.session.scalar(
        select(func.count()).select_from(wanted.with_only_columns(Registration.id).subquery())
    )
    if not total:
        return Page([], 0, 1)
    last = -(-total // PER_PAGE)
    number = min(max(1, number), last)
    # Found by an index alone, read afterwards: a page far back does not read everybody before it.
    ids = ordered(wanted, filters.sort).with_only_columns(Registration.id)
    ids = ids.limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    rows = db.session.scalars(ordered(select(Registration).where(Registration.id.in_(ids)), filters.sort))
    return Page(list(rows), total, number)


def narrowed(roundtable: Roundtable, filters: Filters) -> Select[Registration]:
    """The registrations that the filters leave."""
    query = select(Registration).where(
        Registration.roundtable_id == roundtable.id, scope.within(filters.reaches)
    )
    if filters.status is not None:
        query = query.where(Registration.status == filters.status)
    if filters.stakeholder_type:
        query = query.where(
            Registration.stakeholder_type_id.in_(
                select(StakeholderType.id).where(StakeholderType.code == filters.stakeholder_type)
            )
        )
    for part in names.key(filters.search).split()[:8]:
        query = query.where(_matches(part, roundtable, contact=filters.contact))
    return query


def ordered(query: Select[Registration], sort: Sort) -> Select[Registration]:
    by = {
        Sort.LIST: (Registration.type_position, Registration.sort_key),
        Sort.NAME: (Registration.name_sort_key,),
        Sort.NEWEST: (Registration.created_at.desc(),),
        Sort.OLDEST: (Registration.created_at,),
    }[sort]
    return query.order_by(*by, Registration.id)


def status_counts(roundtable: Roundtable, reaches: Reaches = (EVERYBODY,)) -> dict[Status, int]:
    """How many registrations are in each status, of those the reader may see."""
    rows = db.session.execute(
        select(Registration.status, func.count())
        .where(Registration.roundtable_id == roundtable.id, scope.within(reaches))
        .group_by(Registration.status)
    )
    return dict(rows.all())


def _matches(part: str, roundtable: Roundtable, *, contact: bool) -> ColumnElement[bool]:
    """A word of the search: part of a name, organization, reference or address; "@" stands before a domain."""
    found = _holds(Registration.search_text, names.search_key(part)) | _sent_as(part, roundtable)
    return found | _holds(Registration.email_key, part) if contact else found


def named(search: str) -> list[ColumnElement[bool]]:
    """The conditions of a search for a name or an organization, over any roundtables."""
    parts = names.key(search).split()[:8]
    return [_holds(Registration.search_text, names.search_key(part)) for part in parts]


def _sent_as(part: str, roundtable: Roundtable) -> ColumnElement[bool]:
    """Every sending has a reference of its own: who registered twice is found by either."""
    # A list made once; asked for each person it would be thousands of questions.
    return Registration.id.in_(
        select(Submission.registration_id).where(
            Submission.roundtable_id == roundtable.id, _holds(Submission.reference, part.upper())
        )
    )


def _holds(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return column.like(f"%{escaped}%", escape="\\")

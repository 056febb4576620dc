"""The guest table: counts, sorting, pages. What narrows it is in `narrowing.py`."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import narrowing, scope
from registration.queries.narrowing import Filters, Sort
from registration.rules.permissions import EVERYBODY, Reaches
from registration.rules.statuses import Status

PER_PAGE = 50

__all__ = ["PER_PAGE", "Filters", "Page", "Sort", "narrowed", "ordered", "page", "status_counts"]


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
    return select(Registration).where(
        Registration.roundtable_id == roundtable.id,
        scope.within(filters.reaches),
        *narrowing.conditions(roundtable, filters),
    )


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

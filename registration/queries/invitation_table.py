"""The table of invitations: the funnel, filters, sorting, pages. As many queries, however many are invited."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.outbox import OVERTAKEN, Delivery, Message
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import occupancy, scope
from registration.rules import names
from registration.rules.expectations import Expectation
from registration.rules.invitations import TAKEN_UP, Reply
from registration.rules.permissions import EVERYBODY, Reaches

PER_PAGE = 50
# As many as one request can carry and somebody can answer for.
MOST = 1000


class Sort(StrEnum):
    LIST = "list"
    RESPOND_BY = "respond_by"
    NEWEST = "newest"


@dataclass(frozen=True)
class Filters:
    """Several at once narrow further. `contact`: whether addresses are searched; `reaches`: what the reader may see."""

    status: Reply | None = None
    stakeholder_type: str | None = None
    host: int | None = None
    search: str = ""
    mail_failed: bool = False
    sort: Sort = Sort.LIST
    contact: bool = True
    reaches: Reaches = (EVERYBODY,)


@dataclass(frozen=True)
class Page:
    rows: list[Invitation]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True)
class Funnel:
    """How many invitations are in each state: in all, by the id of the type, by that of the inviting organization."""

    total: Counter[Reply]
    types: dict[int, Counter[Reply]]
    hosts: dict[int | None, Counter[Reply]]


def page(roundtable: Roundtable, filters: Filters, number: int) -> Page:
    """One page; a number past the end shows the last."""
    wanted = _narrowed(roundtable, filters)
    total = db.session.scalar(
        select(func.count()).select_from(wanted.with_only_columns(Invitation.id).subquery())
    )
    if not total:
        return Page([], 0, 1)
    number = min(max(1, number), -(-total // PER_PAGE))
    ids = _ordered(wanted, filters.sort).with_only_columns(Invitation.id)
    ids = ids.limit(PER_PAGE).offset((number - 1) * PER_PAGE)
    rows = db.session.scalars(
        _ordered(select(Invitation).where(Invitation.id.in_(ids)), filters.sort).options(
            joinedload(Invitation.host)
        )
    )
    return Page(list(rows), total, number)


def matching(roundtable: Roundtable, filters: Filters, statuses: Collection[Reply]) -> list[str]:
    """The public ids of those that the filters leave, in one of the states: at most one too many."""
    query = _ordered(_narrowed(roundtable, filters), filters.sort).where(Invitation.status.in_(statuses))
    return list(db.session.scalars(query.with_only_columns(Invitation.public_id).limit(MOST + 1)))


def of(roundtable: Roundtable, public_ids: Collection[str], reaches: Reaches) -> list[Invitation]:
    """Those of this roundtable within these reaches, read afresh."""
    found = db.session.scalars(
        select(Invitation)
        .where(
            Invitation.roundtable_id == roundtable.id,
            Invitation.public_id.in_(public_ids),
            scope.invitations_within(reaches),
        )
        .order_by(Invitation.sort_key, Invitation.id)
        .execution_options(populate_existing=True)
    )
    return list(found)


def funnel(roundtable: Roundtable, reaches: Reaches) -> Funnel:
    rows = db.session.execute(
        select(Invitation.stakeholder_type_id, Invitation.host_id, Invitation.status, func.count())
        .where(Invitation.roundtable_id == roundtable.id, scope.invitations_within(reaches))
        .group_by(Invitation.stakeholder_type_id, Invitation.host_id, Invitation.status)
    )
    found = Funnel(Counter(), {}, {})
    for type_id, host_id, status, number in rows:
        found.total[status] += number
        found.types.setdefault(type_id, Counter())[status] += number
        found.hosts.setdefault(host_id, Counter())[status] += number
    return found


def expectation(roundtable: Roundtable, total: Counter[Reply]) -> Expectation | None:
    """For how many more there is room; None where the seats have no limit. `total`: of all invitations."""
    free = occupancy.of(roundtable).total.left
    if free is None:
        return None
    open_seats = db.session.scalar(
        select(func.sum((Invitation.seats - Invitation.held) * (1 + Invitation.accompanying))).where(
            Invitation.roundtable_id == roundtable.id, Invitation.status == Reply.SENT
        )
    )
    accepted = sum(total[status] for status in TAKEN_UP)
    return Expectation(
        free=free,
        open=int(open_seats or 0),
        answered=accepted + total[Reply.REGRETS] + total[Reply.EXPIRED],
        accepted=accepted,
    )


def latest_mail(rows: Iterable[Invitation]) -> dict[int, Message]:
    """The last letter about each of these."""
    latest = (
        select(func.max(Message.id))
        .where(Message.invitation_id.in_([row.id for row in rows]))
        .group_by(Message.invitation_id)
    )
    found = db.session.scalars(select(Message).where(Message.id.in_(latest)))
    return {message.invitation_id: message for message in found if message.invitation_id is not None}


def mail_of(invitation: Invitation) -> list[Message]:
    """Every letter about it, the latest first."""
    return list(
        db.session.scalars(
            select(Message).where(Message.invitation_id == invitation.id).order_by(Message.id.desc())
        )
    )


def is_undelivered(message: Message | None) -> bool:
    """Whether a letter failed for good and no later one has made it idle."""
    return (
        message is not None
        and message.delivery in (Delivery.FAILED, Delivery.BOUNCED)
        and message.last_error != OVERTAKEN
    )


def _narrowed(roundtable: Roundtable, filters: Filters) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.roundtable_id == roundtable.id,
        scope.invitations_within(filters.reaches),
        *_conditions(roundtable, filters),
    )


def _conditions(roundtable: Roundtable, filters: Filters) -> Iterator[ColumnElement[bool]]:
    if filters.status is not None:
        yield Invitation.status == filters.status
    if filters.host is not None:
        yield Invitation.host_id == filters.host
    if filters.stakeholder_type:
        yield Invitation.stakeholder_type_id.in_(
            select(StakeholderType.id).where(StakeholderType.code == filters.stakeholder_type)
        )
    if filters.mail_failed:
        yield Invitation.id.in_(_undelivered(roundtable))
    for part in names.key(filters.search).split()[:8]:
        found = Invitation.search_text.contains(names.search_key(part), autoescape=True)
        yield or_(found, Invitation.email_key.contains(part, autoescape=True)) if filters.contact else found


def _undelivered(roundtable: Roundtable) -> "Select[int | None]":
    """The invitations whose last letter did not arrive."""
    latest = (
        select(func.max(Message.id))
        .where(Message.roundtable_id == roundtable.id, Message.invitation_id.is_not(None))
        .group_by(Message.invitation_id)
    )
    return select(Message.invitation_id).where(
        Message.id.in_(latest),
        Message.delivery.in_((Delivery.FAILED, Delivery.BOUNCED)),
        Message.last_error != OVERTAKEN,
    )


def _ordered(query: Select[Invitation], sort: Sort) -> Select[Invitation]:
    by = {
        Sort.LIST: (Invitation.sort_key,),
        # On every database those without a day come last.
        Sort.RESPOND_BY: (Invitation.respond_by.is_(None), Invitation.respond_by),
        Sort.NEWEST: (Invitation.created_at.desc(),),
    }[sort]
    return query.order_by(*by, Invitation.id)

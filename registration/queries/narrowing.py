"""What the address of the guest table and of a list may narrow, and the conditions that do so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from registration.data import entities, states
from registration.i18n import LANGUAGES
from registration.models.inquiries import Inquiry
from registration.models.outbox import OVERTAKEN, Delivery, Message
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.models.submissions import Submission
from registration.models.tags import Tagged
from registration.rules import names
from registration.rules.permissions import EVERYBODY, Reaches
from registration.rules.statuses import Status

_Conditions = Iterator[ColumnElement[bool]]


class Sort(StrEnum):
    LIST = "list"
    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Filters:
    """Several at once narrow further.

    `contact` is whether addresses are searched; `reaches` is whom the reader may see at all.
    `delegation` is a key ("state:SWE"), or part of a name. `chosen` are public ids: nobody else is left.
    """

    status: Status | None = None
    stakeholder_type: str | None = None
    search: str = ""
    sort: Sort = Sort.LIST
    contact: bool = True
    reaches: Reaches = (EVERYBODY,)
    tag: int | None = None
    mode: str | None = None
    delegation: str = ""
    host: int | None = None
    country: str | None = None
    question_open: bool = False
    mail_failed: bool = False
    since: date | None = None
    chosen: tuple[str, ...] | None = None


def conditions(roundtable: Roundtable, filters: Filters) -> _Conditions:
    """All of them have to hold."""
    equal = {
        Registration.status: filters.status,
        Registration.mode: filters.mode,
        Registration.host_id: filters.host,
        func.coalesce(Registration.country, Registration.state): filters.country,
    }
    yield from (column == value for column, value in equal.items() if value is not None)
    if filters.stakeholder_type:
        yield Registration.stakeholder_type_id.in_(
            select(StakeholderType.id).where(StakeholderType.code == filters.stakeholder_type)
        )
    if filters.delegation:
        yield _of_delegation(filters.delegation)
    if filters.since is not None:
        yield Registration.created_at >= _beginning(filters.since, roundtable.zone)
    if filters.chosen is not None:
        yield Registration.public_id.in_(filters.chosen)
    yield from _elsewhere(roundtable, filters)
    for part in names.key(filters.search).split()[:8]:
        yield _matches(part, roundtable, contact=filters.contact)


def _elsewhere(roundtable: Roundtable, filters: Filters) -> _Conditions:
    """What other tables say about people: lists made once; asked for each they would be thousands of questions."""
    if filters.tag is not None:
        yield Registration.id.in_(select(Tagged.registration_id).where(Tagged.tag_id == filters.tag))
    if filters.question_open:
        yield Registration.status == Status.PENDING
        yield Registration.id.in_(select(Inquiry.registration_id).where(Inquiry.answered_at.is_(None)))
    if filters.mail_failed:
        yield Registration.id.in_(
            select(Message.registration_id).where(
                Message.roundtable_id == roundtable.id,
                Message.delivery.in_((Delivery.FAILED, Delivery.BOUNCED)),
                Message.registration_id.is_not(None),
                Message.last_error != OVERTAKEN,
            )
        )


def _of_delegation(text: str) -> ColumnElement[bool]:
    """This very delegation, or every one whose name holds the text in any of our languages."""
    if text.startswith(("state:", "un_entity:", "organization:")):
        return Registration.delegation == text
    part = names.search_key(text)
    coded = [key for key, called in _names() if part in called]
    named = Registration.delegation.like(*_like(names.key(text), before="organization:%"))
    return or_(Registration.delegation.in_(coded), named)


@lru_cache(maxsize=1)
def _names() -> list[tuple[str, str]]:
    """What states and entities are called in all our languages, by the key of the delegation."""
    called = {
        f"state:{one.iso3}": [states.name(one.iso3, code) for code in LANGUAGES] for one in states.STATES
    }
    called |= {
        f"un_entity:{one.code}": [entities.entity_name(one.code, code) for code in LANGUAGES]
        for one in entities.UN_ENTITIES
    }
    return [(key, "\n".join(map(names.search_key, texts))) for key, texts in called.items()]


def _beginning(day: date, zone: str) -> datetime:
    """The first moment of a day by the clock of the meeting."""
    return datetime.combine(day, time(), ZoneInfo(zone))


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
    return Registration.id.in_(
        select(Submission.registration_id).where(
            Submission.roundtable_id == roundtable.id, _holds(Submission.reference, part.upper())
        )
    )


def _holds(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    pattern, escape = _like(text)
    return column.like(pattern, escape)


def _like(text: str, before: str = "%") -> tuple[str, str]:
    """(pattern, escape character) for what holds the text."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{before}{escaped}%", "\\"

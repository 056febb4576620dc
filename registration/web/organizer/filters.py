"""What the address of the guest table and of a list says about whom to show."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from registration.data import countries
from registration.models.roundtables import Roundtable
from registration.queries import occupancy, tags
from registration.queries.guest_table import Filters, Sort
from registration.rules import fields
from registration.rules.permissions import EVERYBODY, Reaches
from registration.rules.statuses import Status

LONGEST_SEARCH = 200
LAST_PAGE = 10**6

Code = TypeVar("Code", bound=StrEnum)

# What is typed, and may be somebody's name: never on record.
TYPED = ("q", "delegation")


class UnknownValue(ValueError):
    """An address names something that does not exist; the text is the name of the option."""


@dataclass(frozen=True)
class Known:
    """What a roundtable has to choose from: stakeholder types by code, tags and convening organizations by id."""

    types: Collection[str]
    tags: Mapping[int, str] = field(default_factory=dict)
    hosts: Mapping[int, str] = field(default_factory=dict)


def known(roundtable: Roundtable) -> Known:
    return Known(
        {kind.code for kind in occupancy.stakeholder_types()},
        {tag.id: tag.name for tag in tags.of_roundtable(roundtable)},
        {host.id: host.short_name for host in roundtable.convenors},
    )


def read(
    values: Mapping[str, str], known: Known, *, contact: bool, reaches: Reaches = (EVERYBODY,)
) -> Filters:
    """The filters of a guest table: what it does not know it does not mind."""
    kind, mode, country = values.get("type", ""), values.get("mode", ""), values.get("country", "")
    return Filters(
        status=member(Status, values.get("status", "")),
        stakeholder_type=kind if kind in known.types else None,
        search=typed(values, "q"),
        sort=member(Sort, values.get("sort", "")) or Sort.LIST,
        contact=contact,
        reaches=reaches,
        tag=one_of(known.tags, values.get("tag", "")),
        mode=mode if mode in fields.MODES else None,
        delegation=typed(values, "delegation"),
        host=one_of(known.hosts, values.get("host", "")),
        country=country if countries.find(country) else None,
        question_open=values.get("question") == "open",
        # About addresses, like the search.
        mail_failed=contact and values.get("mail") == "failed",
        since=_day(values.get("since", "")),
    )


def read_strictly(
    values: Mapping[str, str],
    known: Known,
    *,
    contact: bool,
    reaches: Reaches,
    minds_status: bool = True,
) -> Filters:
    """The filters of a file: a script that misspells one must not get everybody. Raises UnknownValue."""
    found = read(values, known, contact=contact, reaches=reaches)
    understood = as_address(found)
    for name in _NAMES:
        if name in ("sort", *TYPED) or (name == "status" and not minds_status):
            continue
        if values.get(name) and name not in understood:
            raise UnknownValue(name)
    return found


def as_address(filters: Filters) -> dict[str, str]:
    """The same filters for another address; what is not narrowed is left out."""
    written = {
        "status": filters.status,
        "type": filters.stakeholder_type,
        "q": filters.search,
        "sort": filters.sort if filters.sort is not Sort.LIST else "",
        "tag": filters.tag,
        "mode": filters.mode,
        "delegation": filters.delegation,
        "host": filters.host,
        "country": filters.country,
        "question": "open" if filters.question_open else "",
        "mail": "failed" if filters.mail_failed else "",
        "since": filters.since,
    }
    return {name: str(value) for name, value in written.items() if value}


_NAMES = (
    "status",
    "type",
    "q",
    "sort",
    "tag",
    "mode",
    "delegation",
    "host",
    "country",
    "question",
    "mail",
    "since",
)


def page_number(values: Mapping[str, str]) -> int:
    """The number of a page; the first for anything else."""
    typed = values.get("page", "")
    return min(int(typed), LAST_PAGE) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 1


def typed(values: Mapping[str, str], name: str) -> str:
    text = values.get(name, "")[:LONGEST_SEARCH]
    return "".join(character if character.isprintable() else " " for character in text).strip()


def member(kind: type[Code], value: str) -> Code | None:
    return kind(value) if value in set(kind) else None


def one_of(ids: Mapping[int, str], value: str) -> int | None:
    number = int(value) if value.isascii() and value.isdecimal() and len(value) < 18 else None
    return number if number in ids else None


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    # Within these a day begins everywhere on earth.
    return found if 2000 <= found.year < 3000 else None

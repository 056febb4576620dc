"""What the address of the guest table and of a list says about whom to show."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from registration.queries.guest_table import Filters, Sort
from registration.rules.permissions import EVERYBODY, Reaches
from registration.rules.statuses import Status

LONGEST_SEARCH = 200
LAST_PAGE = 10**6

Code = TypeVar("Code", bound=StrEnum)


class UnknownValue(ValueError):
    """An address names something that does not exist; the text is the name of the option."""


def read(
    values: Mapping[str, str], *, types: Collection[str], contact: bool, reaches: Reaches = (EVERYBODY,)
) -> Filters:
    """The filters of a guest table: what it does not know it does not mind."""
    kind = values.get("type", "")
    return Filters(
        status=_member(Status, values.get("status", "")),
        stakeholder_type=kind if kind in types else None,
        search=_search(values),
        sort=_member(Sort, values.get("sort", "")) or Sort.LIST,
        contact=contact,
        reaches=reaches,
    )


def read_strictly(
    values: Mapping[str, str],
    *,
    types: Collection[str],
    contact: bool,
    reaches: Reaches,
    minds_status: bool = True,
) -> Filters:
    """The filters of a file: a script that misspells one must not get everybody. Raises UnknownValue."""
    found = read(values, types=types, contact=contact, reaches=reaches)
    if minds_status and values.get("status") and found.status is None:
        raise UnknownValue("status")
    if values.get("type") and found.stakeholder_type is None:
        raise UnknownValue("type")
    return found


def as_address(filters: Filters) -> dict[str, str]:
    """The same filters for another address; what is not narrowed is left out."""
    written = {
        "status": filters.status or "",
        "type": filters.stakeholder_type or "",
        "q": filters.search,
        "sort": filters.sort if filters.sort is not Sort.LIST else "",
    }
    return {name: str(value) for name, value in written.items() if value}


def page_number(values: Mapping[str, str]) -> int:
    """The number of a page; the first for anything else."""
    typed = values.get("page", "")
    return min(int(typed), LAST_PAGE) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 1


def _search(values: Mapping[str, str]) -> str:
    typed = values.get("q", "")[:LONGEST_SEARCH]
    return "".join(character if character.isprintable() else " " for character in typed).strip()


def _member(kind: type[Code], value: str) -> Code | None:
    return kind(value) if value in set(kind) else None

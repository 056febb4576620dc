"""What the address of the table of invitations says about which to show."""

from collections.abc import Mapping

from registration.queries.invitation_table import Filters, Sort
from registration.rules.invitations import Reply
from registration.rules.permissions import EVERYBODY, Reaches
from registration.web.organizer.filters import Known, member, one_of, typed


def read(
    values: Mapping[str, str], known: Known, *, contact: bool, reaches: Reaches = (EVERYBODY,)
) -> Filters:
    """What it does not know it does not mind."""
    kind = values.get("type", "")
    return Filters(
        status=member(Reply, values.get("status", "")),
        stakeholder_type=kind if kind in known.types else None,
        host=one_of(known.hosts, values.get("host", "")),
        search=typed(values, "q"),
        # About addresses, like the search.
        mail_failed=contact and values.get("mail") == "failed",
        sort=member(Sort, values.get("sort", "")) or Sort.LIST,
        contact=contact,
        reaches=reaches,
    )


def as_address(filters: Filters) -> dict[str, str]:
    """The same filters for another address; what is not narrowed is left out."""
    written = {
        "status": filters.status,
        "type": filters.stakeholder_type,
        "host": filters.host,
        "q": filters.search,
        "mail": "failed" if filters.mail_failed else "",
        "sort": filters.sort if filters.sort is not Sort.LIST else "",
    }
    return {name: str(value) for name, value in written.items() if value}

"""Who sits on the seats of each group without being confirmed for good, and who waits for one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import rooms
from registration.rules import seats
from registration.rules.seats import Group, Kind
from registration.rules.statuses import MAY_HOLD_A_SEAT, Status

# Seats that invitations hold until they are answered, beside the statuses of people.
INVITED = "invited"
HELD = (INVITED, Status.OFFERED, *sorted(MAY_HOLD_A_SEAT))


@dataclass(frozen=True)
class Standings:
    """By group: seats held in each of `HELD`, and how many people wait. `written`: names of organizations, by key."""

    by_group: dict[Group, Counter[str]]
    written: dict[str, str]


def standings(roundtable: Roundtable, delegations: Sequence[str]) -> Standings:
    """In three statements. Of delegations only these: there are as many as people."""
    found: dict[Group, Counter[str]] = {}
    for status, groups, people, number in _of_groups(roundtable):
        for group in groups:
            found.setdefault(group, Counter())[status] += people if status is Status.WAITLISTED else number
    written = {}
    for key, status, organization, people in _of_delegations(roundtable, delegations):
        found.setdefault(Group(Kind.DELEGATION, key), Counter())[status] += people
        written[key] = organization
    for party, number in rooms.invited(roundtable.id).items():
        for group, wanted in party.seats().items():
            found.setdefault(group, Counter())[INVITED] += wanted * number
    return Standings(found, written)


def _of_groups(roundtable: Roundtable) -> Iterator[tuple[Status, list[Group], int, int]]:
    """(status, its groups, how many people, how many seats they want)."""
    columns = (Registration.status, StakeholderType.code, Registration.mode, Registration.host_id)
    rows = db.session.execute(
        select(*columns, func.count(), func.sum(1 + Registration.accompanying))
        .join(StakeholderType)
        .where(Registration.roundtable_id == roundtable.id, _counts())
        .group_by(*columns)
    )
    for status, code, mode, host_id, people, number in rows:
        groups = [seats.TOTAL, Group(Kind.MODE, mode), Group(Kind.STAKEHOLDER_TYPE, code)]
        yield status, groups + ([Group(Kind.HOST, str(host_id))] if host_id else []), people, number


def _of_delegations(roundtable: Roundtable, keys: Sequence[str]) -> Any:
    return db.session.execute(
        select(
            Registration.delegation, Registration.status, func.max(Registration.organization), func.count()
        )
        .where(Registration.roundtable_id == roundtable.id, Registration.delegation.in_(keys), _counts())
        .group_by(Registration.delegation, Registration.status)
    )


def _counts() -> Any:
    """Whoever holds a seat or waits for one."""
    return or_(Registration.holds_seat, Registration.status == Status.WAITLISTED)

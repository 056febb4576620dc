"""Seats of one roundtable, recounted: counts, caps, and nobody waiting beside a free seat."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, or_, select

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.queries import rooms
from registration.queries.broken import Broken, Code
from registration.rules import seats, statuses
from registration.rules.invitations import MAY_HOLD
from registration.rules.seats import Group, Kind, Party, Taken
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def check(roundtable: Roundtable, at: datetime) -> Iterator[Broken]:
    yield from _wrong_holders(roundtable)
    yield from _wrong_invitations(roundtable)
    counts = seats.recount_alike(rooms.holders(roundtable.id))
    yield from _wrong_counts(roundtable, counts)
    yield from _over(roundtable, counts)
    yield from _waits_for_nothing(roundtable, counts, at)


def _wrong_counts(roundtable: Roundtable, counts: dict[Group, Taken]) -> Iterator[Broken]:
    stored = rooms.counts_of(roundtable.id)
    for group in sorted(stored.keys() | counts.keys(), key=lambda group: (group.kind, group.key)):
        written, real = stored.get(group, Taken()), counts.get(group, Taken())
        if written != real:
            yield Broken(
                Code.COUNT,
                roundtable.slug,
                f"{_called(group)} says {_numbers(written)}, the registrations say {_numbers(real)}",
            )


def _over(roundtable: Roundtable, counts: dict[Group, Taken]) -> Iterator[Broken]:
    """More than the cap is allowed where a decision says that it was on purpose, or where it was so already when the
    limits were changed: then no more than at that time.
    """
    limits = rooms.limits_of(roundtable.id)
    on_purpose = seats.recount_alike(
        rooms.alike(roundtable.id, Registration.holds_seat.is_(True), _OVER_LIMIT)
    )
    when_changed = _over_when_changed(roundtable)
    for group, taken, cap in seats.over(limits, counts):
        most = max(cap, when_changed.get(group, 0)) + on_purpose.get(group, Taken()).seats
        yield Broken(
            Code.OVER_CAP,
            roundtable.slug,
            f"{_called(group)} holds {taken}, its cap is {cap}",
            note=taken <= most,
        )


def _over_when_changed(roundtable: Roundtable) -> dict[Group, int]:
    details = db.session.scalar(
        select(AuditEntry.details)
        .where(AuditEntry.roundtable_id == roundtable.id, AuditEntry.verb == Verb.LIMITS_CHANGED)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    over: list[tuple[Kind, str, int]] = (details or {}).get("over", [])
    return {Group(Kind(kind), key): taken for kind, key, taken in over}


def _waits_for_nothing(roundtable: Roundtable, counts: dict[Group, Taken], at: datetime) -> Iterator[Broken]:
    if roundtable.state is not State.PUBLISHED or roundtable.is_over(at) or roundtable.promotion_due:
        return
    limits = rooms.limits_of(roundtable.id)
    for party, number in rooms.alike(roundtable.id, Registration.status == Status.WAITLISTED).items():
        if seats.refusal(limits, counts, party, hybrid=roundtable.hybrid) is None:
            first = _first_to_wait(roundtable, party)
            others = f" (and {number - 1} like it)" if number > 1 else ""
            yield Broken(Code.WAITS_FOR_NOTHING, roundtable.slug, f"{first} waits, but would fit{others}")


def _first_to_wait(roundtable: Roundtable, party: Party) -> str:
    """Which of those who wait alike is named."""
    return db.session.scalars(
        select(Registration.reference)
        .join(StakeholderType)
        .where(
            Registration.roundtable_id == roundtable.id,
            Registration.status == Status.WAITLISTED,
            StakeholderType.code == party.stakeholder_type,
            Registration.mode == party.mode,
            Registration.delegation.is_not_distinct_from(party.delegation),
            Registration.accompanying == party.accompanying,
        )
        .order_by(Registration.id)
        .limit(1)
    ).one()


def _wrong_holders(roundtable: Roundtable) -> Iterator[Broken]:
    kinds = select(Registration.status, Registration.holds_seat, Registration.reference).where(
        Registration.roundtable_id == roundtable.id, _DISAGREES
    )
    for status, holds_seat, reference in db.session.execute(kinds):
        holds = "holds a seat" if holds_seat else "holds no seat"
        yield Broken(Code.HOLDER, roundtable.slug, f"{reference} is {status}, and {holds}")


def _wrong_invitations(roundtable: Roundtable) -> Iterator[Broken]:
    """Seats held by an invitation that holds none any more, or for more people than may still come."""
    came = (
        select(func.count())
        .where(Registration.invitation_id == Invitation.id, Registration.holds_seat)
        .correlate(Invitation)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Invitation.public_id, Invitation.status, Invitation.held, Invitation.seats, came).where(
            Invitation.roundtable_id == roundtable.id, Invitation.held > 0
        )
    )
    for public_id, status, held, most, here in rows:
        if status not in MAY_HOLD or held + here > most:
            yield Broken(
                Code.HOLDER,
                roundtable.slug,
                f"invitation {public_id} is {status}, and holds {held} of {most} seats beside {here} taken",
            )


def _called(group: Group) -> str:
    return str(group.kind) if group == seats.TOTAL else f"{group.kind} {group.key}"


def _numbers(taken: Taken) -> str:
    return f"{taken.seats} ({taken.in_person} in the room)"


_OVER_LIMIT = Registration.decision["over_limit"].as_boolean().is_(True)
_DISAGREES = or_(
    *(
        (Registration.status == status) & (Registration.holds_seat == holds_seat)
        for status in Status
        for holds_seat in (True, False)
        if not statuses.agrees(status, holds_seat=holds_seat)
    )
)

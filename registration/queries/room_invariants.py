"""Seats of one roundtable, recounted: counts, caps, and nobody waiting beside a free seat."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from registration.extensions import db
from registration.models.audit import AuditEntry
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count
from registration.queries.broken import Broken, Code
from registration.queries.rooms import limits_of
from registration.rules import seats, statuses
from registration.rules.seats import Group, Taken
from registration.rules.standing import State
from registration.rules.statuses import Status
from registration.rules.verbs import Verb


def check(roundtable: Roundtable, at: datetime) -> Iterator[Broken]:
    holders = _registrations(roundtable, Registration.holds_seat.is_(True))
    yield from _wrong_holders(roundtable)
    counts = seats.recount(holder.party for holder in holders)
    yield from _wrong_counts(roundtable, counts)
    yield from _over(roundtable, holders, counts)
    yield from _waits_for_nothing(roundtable, counts, at)


def _wrong_counts(roundtable: Roundtable, counts: dict[Group, Taken]) -> Iterator[Broken]:
    rows = db.session.execute(
        select(Count.kind, Count.key, Count.taken, Count.in_person).where(
            Count.roundtable_id == roundtable.id
        )
    )
    stored = {Group(kind, key): Taken(taken, in_person) for kind, key, taken, in_person in rows}
    for group in sorted(stored.keys() | counts.keys(), key=lambda group: (group.kind, group.key)):
        written, real = stored.get(group, Taken()), counts.get(group, Taken())
        if written != real:
            yield Broken(
                Code.COUNT,
                roundtable.slug,
                f"{_called(group)} says {_numbers(written)}, the registrations say {_numbers(real)}",
            )


def _over(
    roundtable: Roundtable, holders: Sequence[Registration], counts: dict[Group, Taken]
) -> Iterator[Broken]:
    """More than the cap is allowed after it was lowered, or where a decision says that it was on purpose."""
    lowered_at = db.session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.roundtable_id == roundtable.id, AuditEntry.verb == Verb.LIMITS_CHANGED
        )
    )
    for group, taken, cap in seats.over(limits_of(roundtable.id), counts):
        inside = [holder for holder in holders if group in holder.party.seats()]
        on_purpose = sum(
            holder.party.seats()[group] for holder in inside if holder.decision.get("over_limit")
        )
        seated_at = max(holder.decided_at or holder.created_at for holder in inside)
        allowed = taken - on_purpose <= cap or (lowered_at is not None and seated_at <= lowered_at)
        yield Broken(
            Code.OVER_CAP, roundtable.slug, f"{_called(group)} holds {taken}, its cap is {cap}", note=allowed
        )


def _waits_for_nothing(roundtable: Roundtable, counts: dict[Group, Taken], at: datetime) -> Iterator[Broken]:
    if roundtable.state is not State.PUBLISHED or roundtable.is_over(at) or roundtable.promotion_due:
        return
    limits = limits_of(roundtable.id)
    for waiting in _registrations(roundtable, Registration.status == Status.WAITLISTED):
        if seats.refusal(limits, counts, waiting.party, hybrid=roundtable.hybrid) is None:
            yield Broken(Code.WAITS_FOR_NOTHING, roundtable.slug, f"{waiting.reference} waits, but would fit")


def _wrong_holders(roundtable: Roundtable) -> Iterator[Broken]:
    for one in _registrations(roundtable):
        if not statuses.agrees(one.status, holds_seat=one.holds_seat):
            holds = "holds a seat" if one.holds_seat else "holds no seat"
            yield Broken(Code.HOLDER, roundtable.slug, f"{one.reference} is {one.status}, and {holds}")


def _registrations(roundtable: Roundtable, *wanted: ColumnElement[bool]) -> Sequence[Registration]:
    return db.session.scalars(
        select(Registration).where(Registration.roundtable_id == roundtable.id, *wanted)
    ).all()


def _called(group: Group) -> str:
    return str(group.kind) if group == seats.TOTAL else f"{group.kind} {group.key}"


def _numbers(taken: Taken) -> str:
    return f"{taken.seats} ({taken.in_person} in the room)"

"""Undo a deed about many people: for each whom nobody has touched since, and no mail has reached."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from registration.actions import audit, bulk_decisions, held_letters, seats, tags, waiting_list
from registration.actions.bulk_decisions import AT_ONCE, PRIORITIES, Decision, Deed, Result
from registration.extensions import db
from registration.models.bulk_deeds import BulkDeed
from registration.models.inquiries import Inquiry
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.tags import Tag
from registration.queries import selections
from registration.queries import tags as known_tags
from registration.rules import names, schedule
from registration.rules.refusals import NoLongerPossible
from registration.rules.statuses import Status
from registration.rules.verbs import Verb

TAG, UNTAG = "tag", "untag"

_NOTHING_DONE = frozenset({Result.NO_SEAT, Result.HAS_SEAT, Result.CHANGED_MEANWHILE})


class Undone(NamedTuple):
    """How many were put back, how many were left alone, how many are still to come."""

    back: int
    left: int
    remaining: int


def _before(people: Sequence[Registration]) -> dict[int, dict[str, Any]]:
    """What would have to be put back, by the id of the registration."""
    return {
        one.id: {
            "id": one.id,
            "status": one.status,
            "held": one.holds_seat,
            "priority": one.priority,
            "decision": one.decision,
        }
        for one in people
    }


def begin(roundtable: Roundtable, deed: str, *, organizer_id: int, at: datetime) -> int:
    """The record of a deed, before its first unit of work; returns its id."""
    made = BulkDeed(
        roundtable_id=roundtable.id, organizer_id=organizer_id, deed=deed, at=at, details={"people": []}
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def decide(
    room: seats.Room, people: Sequence[Registration], decision: Decision, *, record: int, by: audit.By
) -> list[Result]:
    """One unit of work. Its letters wait for a moment, so that they can be taken back."""
    deed = db.session.get_one(BulkDeed, record)
    was = _before(people)
    results = bulk_decisions.decide(room, people, decision, by=by, at=deed.at)
    changed = [one.id for one, result in zip(people, results, strict=True) if result not in _NOTHING_DONE]
    held_letters.hold(changed, made_at=deed.at, until=schedule.held_until(deed.at))
    _remember(deed, [was[one] for one in changed])
    return results


def tag(
    roundtable: Roundtable, people: Sequence[Registration], name: str, *, record: int, by: audit.By
) -> int:
    """One unit of work: put the tag on, or take it off. Returns for how many that is new. Raises TooManyTags."""
    deed = db.session.get_one(BulkDeed, record)
    if deed.deed == TAG:
        found: Tag | None = tags.known(roundtable.id, name, at=deed.at)
    else:
        found = known_tags.named(roundtable.id, names.key(name))
    if found is None:
        return 0
    change = tags.put if deed.deed == TAG else tags.take_off
    changed = change(found, people, by=by, at=deed.at)
    deed.details = deed.details | {"tag": found.id}
    _remember(deed, changed)
    return len(changed)


def _remember(deed: BulkDeed, people: list[Any]) -> None:
    deed.details = deed.details | {"people": [*deed.details["people"], *people]}


def is_over(deed: BulkDeed, at: datetime) -> bool:
    """Whether it is too late: decisions are final once their mail goes out."""
    told = deed.deed in set(Deed) and Deed(deed.deed) not in PRIORITIES
    ends_at = schedule.held_until(deed.at) if told else deed.at + schedule.UNDO_LASTS
    return deed.undone_at is not None or not deed.details["people"] or ends_at <= at


def undo_some(room: seats.Room, deed: BulkDeed, *, by: audit.By, at: datetime) -> Undone:
    """One unit of work. Raises NoLongerPossible when it is too late."""
    if is_over(deed, at):
        raise NoLongerPossible
    entries, rest = deed.details["people"][:AT_ONCE], deed.details["people"][AT_ONCE:]
    back = _undo(room, deed, entries, by=by, at=at)
    deed.details = deed.details | {"people": rest}
    if not rest:
        deed.undone_at = at
    return Undone(back, len(entries) - back, len(rest))


def _undo(room: seats.Room, deed: BulkDeed, entries: list[Any], *, by: audit.By, at: datetime) -> int:
    if deed.deed in (TAG, UNTAG):
        return _undo_tags(room, deed, entries, by=by, at=at)
    put_back: Callable[..., bool] = _DEEDS[Deed(deed.deed)]
    ids = [entry["id"] for entry in entries]
    people = {one.id: one for one in selections.by_ids(room.roundtable, ids)}
    back = sum(
        put_back(room, people[entry["id"]], entry, deed, by=by, at=at)
        for entry in entries
        if entry["id"] in people
    )
    db.session.flush()
    waiting_list.promote(room, at=at)
    return back


def _undo_tags(room: seats.Room, deed: BulkDeed, ids: list[int], *, by: audit.By, at: datetime) -> int:
    tag = db.session.get(Tag, deed.details["tag"])
    if tag is None:
        return 0
    people = selections.by_ids(room.roundtable, ids)
    change = tags.take_off if deed.deed == TAG else tags.put
    return len(change(tag, people, by=by, at=at))


def _order(
    _room: seats.Room, one: Registration, was: dict[str, Any], deed: BulkDeed, *, by: audit.By, at: datetime
) -> bool:
    if one.status is not Status.WAITLISTED or one.updated_at != deed.at:
        return False
    return waiting_list.put(one, was["priority"], by=by, at=at)


def _decision(
    room: seats.Room, one: Registration, was: dict[str, Any], deed: BulkDeed, *, by: audit.By, at: datetime
) -> bool:
    """Back to where it was, if nothing has happened to it since and the seat it had is still there."""
    needs_seat = was["held"] and not one.holds_seat
    if one.updated_at != deed.at or (needs_seat and room.refusal(one.party) is not None):
        return False
    if not held_letters.take_back(one, made_at=deed.at):
        return False
    if needs_seat:
        seats.take(room, one)
    elif not was["held"]:
        seats.free(room, one)
    one.move_to(Status(was["status"]), at=at)
    one.decision, one.reason, one.reason_shown = was["decision"], "", False
    if one.status is Status.PENDING:
        one.waiting_since = None
    audit.record_on(one, Verb.DECISION_UNDONE, by=by, at=at, status=one.status)
    return True


def _question(
    _room: seats.Room, one: Registration, _was: dict[str, Any], deed: BulkDeed, *, by: audit.By, at: datetime
) -> bool:
    asked = db.session.scalar(
        select(Inquiry).where(
            Inquiry.registration_id == one.id, Inquiry.asked_at == deed.at, Inquiry.answered_at.is_(None)
        )
    )
    if asked is None or not held_letters.take_back(one, made_at=deed.at):
        return False
    db.session.delete(asked)
    audit.record_on(one, Verb.DECISION_UNDONE, by=by, at=at, status=one.status)
    return True


_DEEDS: dict[Deed, Callable[..., bool]] = {
    Deed.APPROVE: _decision,
    Deed.WAIT: _decision,
    Deed.DECLINE: _decision,
    Deed.ASK: _question,
    Deed.FIRST: _order,
    Deed.USUAL: _order,
}

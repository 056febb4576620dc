"""Delegations of a roundtable and those who look after them; what one of those may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, func, select, union
from sqlalchemy.orm import joinedload

from registration.extensions import db
from registration.models.focal_points import FocalPoint
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.seats import Count
from registration.queries import rooms
from registration.queries.registrations import LIVE
from registration.rules import invitations, seats
from registration.rules.refusals import NotFound
from registration.rules.seats import Group, Taken

PER_PAGE = 50

Example = TypeVar("Example", Registration, Invitation)


@dataclass(frozen=True)
class Seats:
    """What a delegation has of its seats; held for those who are invited, they count as taken."""

    taken: int
    cap: int | None

    @property
    def left(self) -> int | None:
        return None if self.cap is None else max(0, self.cap - self.taken)


@dataclass(frozen=True)
class Delegation:
    """One that has people or invitations; `example` says what it is called and of which type it is."""

    key: str
    example: Registration | Invitation
    seats: Seats
    focal_points: list[FocalPoint] = field(default_factory=list)


def of_link(public_id: str, version: int) -> FocalPoint | None:
    """Whom a link is for; None once it was taken back or replaced."""
    found = db.session.scalar(
        select(FocalPoint).options(joinedload(FocalPoint.roundtable)).where(FocalPoint.public_id == public_id)
    )
    return found if found and found.link_version == version and found.removed_at is None else None


def by_id(focal_point_id: int | None) -> FocalPoint | None:
    return db.session.get(FocalPoint, focal_point_id) if focal_point_id else None


def one(roundtable: Roundtable, focal_point_id: int) -> FocalPoint:
    """Raises NotFound."""
    found = by_id(focal_point_id)
    if found is None or found.roundtable_id != roundtable.id or found.removed_at is not None:
        raise NotFound
    return found


def at_address(roundtable: Roundtable, delegation: str, email_key: str) -> FocalPoint | None:
    """Also one whose part was taken away."""
    return db.session.scalar(
        select(FocalPoint).where(
            FocalPoint.roundtable_id == roundtable.id,
            FocalPoint.delegation == delegation,
            FocalPoint.email_key == email_key,
        )
    )


def of_delegation(roundtable_id: int, *delegations: str) -> list[FocalPoint]:
    """Those who look after these delegations now."""
    found = db.session.scalars(
        select(FocalPoint)
        .where(
            FocalPoint.roundtable_id == roundtable_id,
            FocalPoint.delegation.in_(delegations),
            FocalPoint.removed_at.is_(None),
        )
        .order_by(FocalPoint.id)
    )
    return list(found)


def people(focal_point: FocalPoint, page: int) -> tuple[list[Registration], int]:
    """One page of the delegation's people who are registered or wait, and how many there are in all."""
    mine = select(Registration).where(*_of(focal_point), Registration.status.in_(LIVE))
    total = db.session.scalar(mine.with_only_columns(func.count())) or 0
    order = (Registration.status != "confirmed", Registration.sort_key, Registration.id)
    chosen = mine.order_by(*order).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return list(db.session.scalars(chosen)), total


def person(focal_point: FocalPoint, public_id: str) -> Registration:
    """One of the delegation's people. Raises NotFound: other delegations do not exist here."""
    found = db.session.scalar(
        select(Registration)
        .options(joinedload(Registration.roundtable))
        .where(Registration.public_id == public_id, *_of(focal_point))
    )
    if found is None:
        raise NotFound
    return found


def seats_of(roundtable: Roundtable, *delegations: str) -> dict[str, Seats]:
    limits = rooms.limits_of(roundtable.id)
    groups = [Group(seats.Kind.DELEGATION, key) for key in delegations]
    counts = rooms.counts_of(roundtable.id, Count.kind == seats.Kind.DELEGATION, Count.key.in_(delegations))
    return {
        group.key: Seats(counts.get(group, Taken()).seats, seats.cap_of(limits, group)) for group in groups
    }


def delegations(roundtable: Roundtable, page: int) -> tuple[list[Delegation], int]:
    """One page of the delegations with people or invitations, and how many there are in all."""
    registered, invited = _present(roundtable)
    every = union(registered, invited).subquery()
    total = db.session.scalar(select(func.count()).select_from(every)) or 0
    keys = db.session.scalars(
        select(every.c.delegation).order_by(every.c.delegation).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    ).all()
    return _described(roundtable, keys), total


def delegation(roundtable: Roundtable, key: str) -> Delegation:
    """One of them. Raises NotFound."""
    found = _described(roundtable, [key])
    if not found:
        raise NotFound
    return found[0]


def _described(roundtable: Roundtable, keys: Sequence[str]) -> list[Delegation]:
    invited = _latest(roundtable, keys, Invitation, Invitation.status.in_(invitations.LIVE))
    registered = _latest(roundtable, keys, Registration, Registration.status.in_(LIVE))
    examples: dict[str, Registration | Invitation] = {one.delegation or "": one for one in invited}
    examples |= {one.delegation or "": one for one in registered}
    taken = seats_of(roundtable, *keys)
    named = of_delegation(roundtable.id, *keys)
    return [
        Delegation(key, examples[key], taken[key], [one for one in named if one.delegation == key])
        for key in keys
        if key in examples
    ]


def _latest(
    roundtable: Roundtable, keys: Sequence[str], table: type[Example], condition: ColumnElement[bool]
) -> list[Example]:
    """The latest row of each of these delegations."""
    ids = (
        select(func.max(table.id))
        .where(table.roundtable_id == roundtable.id, table.delegation.in_(keys), condition)
        .group_by(table.delegation)
    )
    return list(db.session.scalars(select(table).where(table.id.in_(ids))))


def _present(roundtable: Roundtable) -> tuple[Select[str | None], Select[str | None]]:
    return (
        select(Registration.delegation).where(
            Registration.roundtable_id == roundtable.id,
            Registration.delegation.is_not(None),
            Registration.status.in_(LIVE),
        ),
        select(Invitation.delegation).where(
            Invitation.roundtable_id == roundtable.id,
            Invitation.delegation.is_not(None),
            Invitation.status.in_(invitations.LIVE),
        ),
    )


def _of(focal_point: FocalPoint) -> tuple[ColumnElement[bool], ...]:
    return (
        Registration.roundtable_id == focal_point.roundtable_id,
        Registration.delegation == focal_point.delegation,
    )

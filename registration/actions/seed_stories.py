"""The demonstration's roundtables with rules of their own: each event of their stories is one of the real actions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select

from registration.actions import (
    approvals,
    audit,
    due,
    limits,
    offers,
    registrations,
    seats,
    seed_registrations,
)
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.organizations import Organization
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules.seats import Group, Kind


@dataclass(frozen=True)
class Scene:
    """One event: where, when, and who is meant."""

    room: seats.Room
    event: dict[str, Any]
    person: dict[str, Any]
    number: int
    by: audit.By
    at: datetime

    @property
    def registration(self) -> Registration:
        """The person's registration here."""
        return db.session.scalars(
            select(Registration).where(
                Registration.roundtable_id == self.room.roundtable.id,
                Registration.email == self.person["email"],
            )
        ).one()

    def wish(self) -> Wish:
        """What the form would have sent, with what the event says of it."""
        kind = db.session.scalars(
            select(StakeholderType).where(StakeholderType.code == self.person["type"])
        ).one()
        wish = seed_registrations.wish(self.room.roundtable, self.person, kind, self.number)
        answers: dict[str, object] = {
            key: self.event[key] for key in ("mode", "accompanying") if key in self.event
        }
        host = select(Organization.id).where(Organization.slug == self.event.get("host"))
        return replace(wish, answers={**wish.answers, **answers}, host_id=db.session.scalar(host))


def tell(
    story: list[dict[str, Any]],
    roundtable: Roundtable,
    people: list[dict[str, Any]],
    *,
    by: audit.By,
    at: datetime,
) -> None:
    """Let it happen, event by event, up to `at`."""
    known = {person["email"]: person for person in people}
    for number, event in enumerate(story):
        moment = _moment(event, roundtable.zone, at)
        person = known[event["who"]] if "who" in event else {}
        scene = Scene(seats.lock(roundtable.id), event, person, number, by, moment)
        _DEEDS[event["does"]](scene)


def _moment(event: dict[str, Any], zone: str, at: datetime) -> datetime:
    """By the day and the clock of the meeting's city, so that nobody works at night; the last ones by hours."""
    if "hours_ago" in event:
        return at - timedelta(hours=event["hours_ago"])
    local = at.astimezone(ZoneInfo(zone))
    day = local.date() - timedelta(days=event["days_ago"])
    return datetime.combine(day, time.fromisoformat(event["time"]), local.tzinfo)


def _register(scene: Scene) -> None:
    registrations.register(scene.room, scene.wish(), key=str(uuid4()), at=scene.at)


def _add(scene: Scene) -> None:
    registrations.add(scene.room, scene.wish(), by=scene.by, at=scene.at)


def _withdraw(scene: Scene) -> None:
    registrations.withdraw(scene.room, scene.registration, by=audit.PERSON, at=scene.at)


def _approve(scene: Scene) -> None:
    approvals.approve(scene.room, scene.registration, may_wait=True, by=scene.by, at=scene.at)


def _decline(scene: Scene) -> None:
    reason, shown = scene.event["reason"], scene.event["shown"]
    approvals.decline(scene.room, scene.registration, reason, shown=shown, by=scene.by, at=scene.at)


def _ask(scene: Scene) -> None:
    approvals.ask(scene.registration, scene.event["question"], by=scene.by, at=scene.at)


def _answer(scene: Scene) -> None:
    approvals.answer(scene.registration, scene.event["answer"], at=scene.at)


def _accept(scene: Scene) -> None:
    offers.accept(scene.registration, at=scene.at)


def _let_lapse(scene: Scene) -> None:
    """The offer ends when it said it would: the worker sees to that."""
    ends_at = scene.registration.offer_expires_at
    assert ends_at is not None
    due.catch_up(scene.room, at=ends_at)


def _change_cap(scene: Scene) -> None:
    group = Group(Kind(scene.event["kind"]), scene.event["key"])
    limits.change_caps(scene.room, {group: scene.event["cap"]}, by=scene.by, at=scene.at)


_DEEDS: dict[str, Callable[[Scene], None]] = {
    "register": _register,
    "add": _add,
    "withdraw": _withdraw,
    "approve": _approve,
    "decline": _decline,
    "ask": _ask,
    "answer": _answer,
    "accept": _accept,
    "let_lapse": _let_lapse,
    "change_cap": _change_cap,
}

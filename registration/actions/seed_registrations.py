"""The demonstration's people register: by the real actions, one after the other, over the past weeks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from registration.actions import audit, registrations, seats, seed_questions
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields
from registration.rules.seats import IN_PERSON, ONLINE
from registration.rules.standing import Admission
from registration.rules.statuses import Status


class Crowd:
    """Everybody there is. Each roundtable starts somewhere else, so that the same people are not everywhere."""

    def __init__(self, people: list[dict[str, Any]], asked: seed_questions.Asked) -> None:
        self._people = people
        self.asked = asked
        self._rounds = 0

    def of_types(self, wanted: dict[str, int], further: int) -> Iterator[dict[str, Any]]:
        """So many of each type, mixed; then more of any type."""
        start = self._rounds * 17 % len(self._people)
        self._rounds += 1
        left, others = dict(wanted), []
        for person in self._people[start:] + self._people[:start]:
            if left.get(person["type"], 0) > 0:
                left[person["type"]] -= 1
                yield person
            else:
                others.append(person)
        yield from others[:further]


def register(
    roundtable: Roundtable, fill: dict[str, Any], crowd: Crowd, *, by: audit.By, at: datetime
) -> None:
    """Register as many as `fill` says: those confirmed first, then those whom the rule lets wait.

    Where people wait, one more comes and one confirmed gives up, so that the history shows it.
    """
    waiting: int = fill["waitlisted"]
    people = list(crowd.of_types(fill["confirmed"], further=waiting + 1 if waiting else 0))
    if not people:
        return
    types = {kind.code: kind for kind in db.session.scalars(select(StakeholderType))}
    for number, (person, moment) in enumerate(
        zip(people, _moments(roundtable, len(people), at), strict=True)
    ):
        room = seats.lock(roundtable.id)
        asked = wish(room.roundtable, person, types[person["type"]], number)
        asked = replace(asked, own=crowd.asked.given(roundtable, number))
        if roundtable.admission is Admission.INVITATION:
            registrations.add(room, asked, by=by, at=moment)
        else:
            registrations.register(room, asked, key=str(uuid4()), at=moment)
    if waiting:
        _one_gives_up(roundtable, at=at - timedelta(hours=5))


def wish(roundtable: Roundtable, person: dict[str, Any], kind: StakeholderType, number: int) -> Wish:
    """Answers as the form would give them: only what this person is asked here."""
    answers: dict[str, object] = {
        field.key: person.get(field.key) or ""
        for field in (*(fields.BY_KEY[key] for key in kind.asks), *fields.OF_EVERYONE, fields.LANGUAGE)
    }
    answers["consent_listed"] = number % 3 != 0
    if roundtable.hybrid:
        answers["mode"] = ONLINE if number % 3 == 2 else IN_PERSON
    if roundtable.grounds_pass_asked:
        answers["grounds_pass"] = kind.code in ("member_state", "un_staff")
    return Wish(kind, answers, language=person["language"])


def _moments(roundtable: Roundtable, count: int, at: datetime) -> list[datetime]:
    """So many times, evenly between the opening of registration and its end or yesterday."""
    last = min(at - timedelta(hours=8), roundtable.closes_at or at, roundtable.starts_at or at)
    first = roundtable.opens_at or last - timedelta(days=14)
    step = (last - first) / (count + 1)
    return [first + step * number for number in range(1, count + 1)]


def _one_gives_up(roundtable: Roundtable, *, at: datetime) -> None:
    """Somebody cannot come after all, and the rule gives the place to the next."""
    room = seats.lock(roundtable.id)
    leaving = _those(roundtable, Status.CONFIRMED)[-1]
    registrations.withdraw(room, leaving, by=audit.PERSON, at=at)


def _those(roundtable: Roundtable, *wanted: Status) -> list[Registration]:
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.roundtable_id == roundtable.id, Registration.status.in_(wanted))
            .order_by(Registration.id)
        )
    )

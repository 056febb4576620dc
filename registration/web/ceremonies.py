"""What a visit holds for some minutes between two requests of signing in: a first step, a challenge, a new secret."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from flask import session

from registration.models.organizers import Organizer
from registration.rules.schedule import CEREMONY_LIFE, SECOND_STEP_LIFE
from registration.web.visits import FIRST_STEP, Session


@dataclass(frozen=True)
class FirstStep:
    """Somebody has shown a password or a link, and has yet to show a second factor."""

    organizer_id: int
    how: str
    wanted: str


def begin_first_step(organizer: Organizer, how: str, wanted: str, *, at: datetime) -> None:
    """Nobody is signed in yet: a new secret, nothing of the earlier visit kept."""
    visit = cast(Session, session)
    visit.clear()
    visit.renew()
    facts = {"organizer": organizer.id, "how": how, "wanted": wanted}
    _keep(FIRST_STEP, facts, until=at + SECOND_STEP_LIFE)


def first_step(now: datetime) -> FirstStep | None:
    found = _kept(FIRST_STEP, now)
    return FirstStep(found["organizer"], found["how"], found["wanted"]) if found else None


def keep(name: str, value: str, *, at: datetime, life: timedelta = CEREMONY_LIFE) -> None:
    _keep(name, {"value": value}, until=at + life)


def kept(name: str, now: datetime) -> str | None:
    """What was kept under this name, while it lasts."""
    found = _kept(name, now)
    return found["value"] if found else None


def forget(name: str) -> None:
    session.pop(name, None)


def _keep(name: str, facts: dict[str, Any], *, until: datetime) -> None:
    session[name] = {**facts, "until": until.isoformat()}


def _kept(name: str, now: datetime) -> dict[str, Any] | None:
    found: dict[str, Any] | None = session.get(name)
    return found if found and datetime.fromisoformat(found["until"]) > now else None

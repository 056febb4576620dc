"""The demonstration: the real series with fictional people, told as if it had happened over the last weeks."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from registration import folders
from registration.actions import (
    audit,
    letters,
    organizers,
    outbox,
    publication,
    seats,
    seed_agenda,
    seed_focal_points,
    seed_guests,
    seed_invitations,
    seed_mailings,
    seed_organizers,
    seed_programme,
    seed_questions,
    seed_registrations,
    seed_stories,
)
from registration.extensions import db
from registration.models.outbox import Message
from registration.models.roundtables import Roundtable
from registration.settings import Settings

ORGANIZER = "organizer@example.org"
# The latest mails really go to the mailbox page; earlier ones count as sent long ago.
MAILS_LEFT_TO_SEND = 13
_FOLDER = folders.DATA / "demo"


def fill(settings: Settings, at: datetime) -> None:
    """Everything the demonstration shows, in an empty database that has its essentials."""
    content = programme()
    seed_programme.create(content, _FOLDER, at=at)
    seed_organizers.create(_read("organizers.json"), at=at - timedelta(days=90))
    organizer = organizers.of_address(ORGANIZER)
    assert organizer is not None
    by = audit.organizer(organizer.id)
    seed_agenda.create(agenda(), by=by, at=at - timedelta(days=30))
    seed_organizers.invite(_read("organizers.json"), by=by, at=at - timedelta(days=1))
    everyone, told, invited = people(), stories(), invitations()
    asked = seed_questions.Asked()
    asked.ask(_read("questions.json"), _FOLDER, by=by, at=at - timedelta(days=40))
    crowd = seed_registrations.Crowd(everyone, asked)
    for facts in content["roundtables"]:
        roundtable = db.session.scalars(select(Roundtable).where(Roundtable.slug == facts["slug"])).one()
        cancelled_at = at - timedelta(days=2) if facts["state"] == "cancelled" else None
        if story := told.get(roundtable.slug):
            seed_stories.tell(story, roundtable, everyone, by=by, at=at)
        else:
            seed_registrations.register(roundtable, facts["fill"], crowd, by=by, at=cancelled_at or at)
        if told_of := invited.get(roundtable.slug):
            seed_invitations.invite(told_of, roundtable, everyone, by=by, at=at)
        if cancelled_at:
            publication.cancel(seats.lock(roundtable.id), facts["cancellation"], by=by, at=cancelled_at)
        if kept := _read("guests.json").get(roundtable.slug):
            seed_guests.keep(kept, roundtable, organizer_id=organizer.id, at=at)
    seed_mailings.write(_read("mailings.json"), by=by, at=at)
    seed_focal_points.name(_read("focal_points.json"), by=by, at=at - timedelta(minutes=30))
    db.session.flush()
    _settle_mail(settings, at)
    seed_mailings.settle(at - timedelta(days=2))


def programme() -> dict[str, Any]:
    """What the demonstration is made of: see `data/demo/programme.json`."""
    found: dict[str, Any] = _read("programme.json")
    return found


def agenda() -> dict[str, Any]:
    """What happens at some of the roundtables, and who speaks: see `data/demo/agenda.json`."""
    found: dict[str, Any] = _read("agenda.json")
    return found


def people() -> list[dict[str, Any]]:
    """Everybody who registers: see `data/demo/people.json`."""
    found: list[dict[str, Any]] = _read("people.json")
    return found


def stories() -> dict[str, list[dict[str, Any]]]:
    """Who did what when in roundtables that take in people by rules of their own: see `data/demo/stories.json`."""
    found: dict[str, list[dict[str, Any]]] = _read("stories.json")
    return found


def invitations() -> dict[str, list[dict[str, Any]]]:
    """Who is invited to which roundtable, and what they answered: see `data/demo/invitations.json`."""
    found: dict[str, list[dict[str, Any]]] = _read("invitations.json")
    return found


def is_filled() -> bool:
    return db.session.scalar(select(Roundtable.id).limit(1)) is not None


def sign_in_secret(at: datetime) -> str:
    """A sign-in link that works any number of times: only the demonstration has one."""
    organizer = organizers.of_address(ORGANIZER)
    assert organizer is not None
    return organizers.mint_sign_in(organizer, reusable=True, at=at)


def _settle_mail(settings: Settings, at: datetime) -> None:
    """All but the latest letters were sent when they were due, so that the mailbox begins with a handful."""
    newest_first = select(Message).order_by(Message.created_at.desc(), Message.id.desc())
    for number, message in enumerate(db.session.scalars(newest_first).all()):
        if number < MAILS_LEFT_TO_SEND:
            message.due_at = at
            continue
        written = letters.compose(message, settings, at=message.created_at)
        message.attempts = 1
        outbox.mark_sent(
            outbox.Claim(message.id, 1), subject=written.subject, text=written.text, at=message.due_at
        )


def _read(file_name: str) -> Any:
    return json.loads((_FOLDER / file_name).read_text("utf-8"))

"""The demonstration's invitations, one in every state: sent, answered, expired and taken back by the real actions."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from registration.actions import audit, due, invitations, replies, seats
from registration.actions.invitees import Terms
from registration.actions.wishes import Wish
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.organizations import Organization
from registration.models.roundtables import Roundtable
from registration.models.stakeholder_types import StakeholderType
from registration.rules import fields
from registration.rules.substitutions import CARRIED_OVER


def invite(
    told: list[dict[str, Any]],
    roundtable: Roundtable,
    people: list[dict[str, Any]],
    *,
    by: audit.By,
    at: datetime,
) -> None:
    """Whom it says when it says, and what they answered. Its shape is that of `data/demo/invitations.json`."""
    known = {person["email"]: person for person in people}
    for number, row in enumerate(told):
        sent_at = at - timedelta(days=row["days_ago"], minutes=40 - number)
        room = seats.lock(roundtable.id)
        invitation = invitations.create(room, _terms(row, known, at=at), by=by, at=sent_at)
        if row["then"] != "draft":
            invitations.send(room, invitation, by=by, at=sent_at)
            _answer(room, invitation, row, by=by, at=at - timedelta(days=row.get("answered_days_ago", 0)))


def _answer(
    room: seats.Room, invitation: Invitation, row: dict[str, Any], *, by: audit.By, at: datetime
) -> None:
    match row["then"]:
        case "accept":
            wish = _wish(invitation, dict(invitation.answers))
            replies.accept(room, invitation, wish, by=audit.PERSON, at=at)
        case "nominate":
            known = {name: invitation.answers[name] for name in CARRIED_OVER if name in invitation.answers}
            replies.nominate(
                room, invitation, _wish(invitation, known | row["instead"]), by=audit.PERSON, at=at
            )
        case "regret":
            replies.regret(room, invitation, row["word"], by=audit.PERSON, at=at)
        case "revoke":
            invitations.revoke(room, invitation, tell=True, by=by, at=at)
        case "expire":
            assert invitation.respond_by is not None
            due.catch_up(room, at=invitation.respond_by)
        case _:
            pass


def _terms(row: dict[str, Any], known: dict[str, dict[str, Any]], *, at: datetime) -> Terms:
    person = known[row["who"]] if "who" in row else row
    code = person["type"]
    kind = db.session.scalars(select(StakeholderType).where(StakeholderType.code == code)).one()
    host = select(Organization.id).where(Organization.slug == row.get("host"))
    asked = (*kind.asks, *(field.key for field in fields.OF_EVERYONE))
    answers = person.get("answers") or {key: person[key] for key in asked if person.get(key)}
    return Terms(
        kind,
        person["email"],
        person["language"],
        answers,
        office=row.get("office", ""),
        host_id=db.session.scalar(host),
        words=row.get("words", ""),
        seats=row.get("seats", 1),
        holds=row["holds"],
        respond_by=at + timedelta(days=row["respond_in_days"]),
    )


def _wish(invitation: Invitation, answers: dict[str, Any]) -> Wish:
    return Wish(
        invitation.stakeholder_type,
        answers | {"language": invitation.language, "consent_listed": True},
        language=invitation.language,
    )

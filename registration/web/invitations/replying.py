"""The invitation this visit may answer, and the form in which somebody is named for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from registration import clock
from registration.actions import invitations as actions
from registration.actions.wishes import Wish
from registration.models.invitations import Invitation
from registration.queries import invitations, registrations, submissions
from registration.queries import questions as own
from registration.rules import fields, schedule
from registration.rules.invitations import Reply, takes_reply
from registration.rules.questions import Kind, usable
from registration.rules.refusals import InvitationOver
from registration.rules.substitutions import CARRIED_OVER
from registration.web import access
from registration.web.forms import (
    Details,
    Own,
    Shown,
    asked,
    form_of,
    own_sections,
    shown,
    typed_from,
    typed_of,
)

# Of these an answer is known with the invitation: nobody changes for whom it is.
LOCKED = tuple(field.key for field in fields.DELEGATION_FIELDS)


class VisitEnded(Exception):
    """The visit is over, or the link was replaced: answered by the way back to the mail."""


def of_link(public_id: str, version: int) -> Invitation | None:
    """The invitation a link opens, once it was sent and until a month after the meeting."""
    found = invitations.of_link(public_id, version)
    if found is None or found.status in (Reply.DRAFT, Reply.REVOKED) or not found.roundtable.is_public:
        return None
    return None if schedule.personal_links_are_over(found.roundtable.ends_at, clock.now()) else found


def current() -> Invitation:
    """The invitation of this visit. Raises VisitEnded."""
    visit = access.replying()
    found = of_link(*visit) if visit else None
    if found is None:
        raise VisitEnded
    return found


def key() -> str | None:
    """What makes one sending of the form of it, however often it is sent: in the address from the start."""
    try:
        return str(UUID(request.args.get("reply", "")))
    except ValueError:
        return None


def can_reply(invitation: Invitation, at: datetime) -> bool:
    takes = takes_reply(invitation.status, invitation.respond_by, at)
    return takes and invitation.roundtable.takes_entries(at)


@dataclass(frozen=True)
class Room:
    """For how many people an invitation is, and how many came by it."""

    seats: int
    came: int

    @property
    def left(self) -> int:
        return max(0, self.seats - self.came)

    @property
    def next(self) -> int:
        """Which of them the next one is."""
        return self.came + 1


def room(invitation: Invitation) -> Room:
    return Room(invitation.seats, len(actions.came(invitation)))


def check(invitation: Invitation, at: datetime) -> None:
    """Raises InvitationOver where nobody can be registered by it now."""
    if not can_reply(invitation, at) or not room(invitation).left:
        raise InvitationOver


def was_sent(sending: str) -> bool:
    return submissions.sent(sending) is not None


def form(
    invitation: Invitation,
    language: str,
    typed: Mapping[str, Any],
    *,
    on_behalf: bool = False,
    with_registrant: bool = False,
) -> Details:
    """The questions to one person; what is known of the delegation is not asked."""
    kind, known = invitation.stakeholder_type, _locked(invitation)
    questions = asked(kind, invitation.roundtable, accompanying=invitation.accompanying)
    asks = tuple(one for one in own.of(invitation.roundtable_id) if one.kind is not Kind.FILE)
    made = form_of(
        kind,
        tuple(field for field in questions if field.key not in known),
        language=language,
        on_behalf=on_behalf,
        with_registrant=with_registrant,
        # A file is handed in on the own page, once there is a registration.
        own=Own(asks),
    )
    return made(data=typed)


def typed(invitation: Invitation, *, person: bool) -> dict[str, Any]:
    """What is known already: of the invitee, or only of the delegation somebody else belongs to.

    Earlier details in the series come from the link to them alone, never from that of the invitation.
    """
    answers = {**invitation.answers, "mode": invitation.mode}
    said = _brought(invitation, person=person)
    earlier = registrations.by_id(access.earlier()) if person else None
    if earlier is not None:
        return typed_of(answers) | said | {key: value for key, value in typed_from(earlier).items() if value}
    if not person:
        answers = {
            name: answers[name] for name in CARRIED_OVER if name in answers and name != "delegation_role"
        }
    return typed_of(answers) | said


def _brought(invitation: Invitation, *, person: bool) -> dict[str, Any]:
    """What a guest list answered to the roundtable's own questions."""
    if not invitation.own_answers:
        return {}
    questions = own.of(invitation.roundtable_id)
    return own_sections.typed(Own(questions), usable(questions, invitation.own_answers, invitee=person))


def refuse_more(form: Details) -> None:
    """The seat that is kept is for less, or for another attendance."""
    place = next(name for name in ("accompanying", "mode", "position") if name in form)
    form.refuse(place, _("No seat is kept for this: answer as you were invited, or write to the contact"))


def rows(invitation: Invitation, language: str) -> list[Shown]:
    """What is known and not asked."""
    locked = _locked(invitation)
    found = shown(
        invitation.stakeholder_type, invitation.roundtable, invitation.answers, language=language, terse=True
    )
    return [row for row in found if row.key in locked]


def wish(invitation: Invitation, form: Details) -> Wish:
    """What is asked for, once the form has been checked."""
    registrant = "registrant_name" in form
    return Wish(
        invitation.stakeholder_type,
        {**_locked(invitation), **form.answers()},
        language=str(form["language"].data),
        registrant_name=form["registrant_name"].data if registrant else "",
        registrant_email=form["registrant_email"].data if registrant else "",
        own=form.own_answers(),
    )


def _locked(invitation: Invitation) -> dict[str, object]:
    of_type = invitation.stakeholder_type.asks
    known = {name: invitation.answers.get(name) for name in LOCKED if name in of_type}
    return {name: value for name, value in known.items() if value}

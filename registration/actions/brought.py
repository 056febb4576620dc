"""What a guest list said of an invitee beside the form goes over to whoever comes: tags, and answers for organizers.

What people are asked themselves was filled in on the form, and is as they left it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from registration.actions import answers, audit, tags
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.queries import questions as stored
from registration.rules import questions


def hand_over(registration: Registration, *, invitee: bool, said: Collection[int] = (), at: datetime) -> None:
    """To somebody who is stored and has an invitation; to another than the invitee only what is of the delegation.

    `said`: the ids of the questions that a form has just asked, answered or not.
    """
    invitation = registration.invitation
    if invitation is None:
        return
    if invitation.own_answers:
        asked, known = stored.of(registration.roundtable_id), stored.given(registration)
        usable = questions.usable(asked, invitation.own_answers, invitee=invitee)
        given = {
            one.id: usable[one.key]
            for one in asked
            if one.organizer_only and one.key in usable and one.id not in known and one.id not in said
        }
        answers.give(registration, given, at=at)
    if invitee and invitation.tags:
        tags.give(registration, invitation.tags, by=audit.SYSTEM, at=at)


def forget(roundtable_id: int, key: str) -> None:
    """What lists answered to a question that is gone, or for fewer eyes from now on."""
    for invitation in db.session.scalars(select(Invitation).where(Invitation.roundtable_id == roundtable_id)):
        if key in invitation.own_answers:
            kept = {one: answer for one, answer in invitation.own_answers.items() if one != key}
            invitation.own_answers = kept

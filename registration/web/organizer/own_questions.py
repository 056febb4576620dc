"""A roundtable's own questions for the organizer who looks: sensitive ones only for those who may see them."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import questions, scope
from registration.rules.permissions import EVERYBODY, Permission
from registration.rules.questions import Audience, sees, usable
from registration.rules.refusals import NotFound
from registration.web import access, handed_in, languages
from registration.web.forms import Own, Shown, own_shown
from registration.web.organizer.blueprint import blueprint


@blueprint.get("/roundtables/<slug:slug>/registrations/<uuid:registration_id>/files/<row:question_id>")
@access.needs(Permission.REGISTRATIONS_CONTACT)
def registration_file(slug: str, registration_id: Any, question_id: int) -> ResponseReturnValue:
    """What somebody handed in. A file may say how to reach people: it takes the right to see that."""
    me = access.organizer()
    found = scope.registration(me, slug, str(registration_id), access.permission())
    question, file = questions.file(found, question_id)
    if not sees(_audience_about(found), question):
        raise NotFound
    return handed_in.answer(file)


def audience(roundtable: Roundtable) -> Audience:
    """Whose eyes the organizer has here, whomever it is about."""
    sensitive = scope.may_about_all(
        access.organizer(), roundtable, Permission.ANSWERS_SENSITIVE, (EVERYBODY,)
    )
    return Audience.TRUSTED if sensitive else Audience.ORGANIZER


def _audience_about(registration: Registration) -> Audience:
    """Whose eyes the organizer has for this person."""
    sensitive = scope.may_about(access.organizer(), registration, Permission.ANSWERS_SENSITIVE)
    return Audience.TRUSTED if sensitive else Audience.ORGANIZER


def asking(roundtable: Roundtable) -> Own:
    """What a form of the organizer asks here beside what all ask."""
    return Own(questions.of(roundtable.id), audience(roundtable))


def brought(invitation: Invitation) -> list[Shown]:
    """What a guest list answered for the invitee."""
    if not invitation.own_answers:
        return []
    own = asking(invitation.roundtable)
    known = usable(own.questions, invitation.own_answers, invitee=True)
    rows = own_shown.shown(own, invitation.stakeholder_type.code, known, languages.current())
    return [row for row in rows if row.key in known]


def answered(registration: Registration, *, contact: bool) -> list[Shown]:
    """What somebody answered; files can be had by those who may see how to reach people (`contact`)."""
    own = Own(questions.of(registration.roundtable_id), _audience_about(registration))

    def link(question_id: int) -> str:
        return url_for(
            "organizer.registration_file",
            slug=registration.roundtable.slug,
            registration_id=registration.public_id,
            question_id=question_id,
        )

    return own_shown.shown(
        own,
        registration.stakeholder_type.code,
        questions.answers(registration, own.questions),
        languages.current(),
        link=(lambda question: link(question.id)) if contact else None,
    )

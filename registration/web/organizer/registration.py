"""One registration: the answers, why it stands where it stands, what happened, which mail was sent."""

from datetime import datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from registration import clock
from registration.actions import audit, outbox, substitutions
from registration.extensions import db, transaction
from registration.models.invitations import Invitation
from registration.models.organizers import Organizer
from registration.models.outbox import Message
from registration.models.registrations import Registration
from registration.models.stakeholder_types import StakeholderType
from registration.models.tags import Tag
from registration.queries import duplicates, history, inquiries, notes, scope, tags
from registration.queries.duplicates import Because
from registration.queries.registrations import merged_from
from registration.rules import fields, schedule
from registration.rules.permissions import Permission
from registration.rules.refusals import NotFound
from registration.rules.statuses import Status
from registration.rules.substitutions import REPLACEABLE
from registration.web import access, languages
from registration.web.forms import Shown, shown
from registration.web.organizer import deciding, decisions, own_questions
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.events import described
from registration.web.organizer.groups import shown as shown_groups
from registration.web.organizer.guests.duplicates import REASONS
from registration.web.organizer.roundtable import permissions_about

# Whose place is offered to be given to somebody else; until there is one, a decision comes first.
_PASSED_ON = REPLACEABLE - {Status.PENDING}


@blueprint.get("/roundtables/<slug:slug>/registrations/<uuid:registration_id>")
@access.needs(Permission.REGISTRATIONS_VIEW)
def registration(slug: str, registration_id: UUID) -> ResponseReturnValue:
    me = access.organizer()
    found = scope.registration(me, slug, str(registration_id), access.permission())
    may = permissions_about(me, found)
    groups, decides = shown_groups(found.roundtable, found), may["registrations_decide"]
    knows = decides or may["history_view"]
    undecided = found.roundtable.takes_entries(clock.now())
    known = tags.of_people([found]).get(found.id, [])
    successor = substitutions.successor_of(found) if found.status is Status.SUBSTITUTED else None
    return render_template(
        "organizer/registration.html",
        roundtable=found.roundtable,
        registration=found,
        answers=[
            *_answers(found, contact=may["registrations_contact"]),
            *own_questions.answered(found, contact=may["registrations_contact"]),
        ],
        why=decisions.why(found, groups) if undecided and knows else "",
        kept=decisions.kept(found, groups) if knows else "",
        ends_at=_ends_at(found),
        # What is said about people is for those who decide about them.
        inquiries=inquiries.of(found) if decides else [],
        notes=notes.of(found) if decides else [],
        tags=known,
        same_person=_same_person(me, found) if may["registrations_edit"] and found.is_live else [],
        reasons=REASONS,
        merged_from=merged_from(found),
        other_tags=_other_tags(found, known) if decides else [],
        me=me,
        declined_before=deciding.declined_before(found) if decides and found.is_live else [],
        events=described(history.of_registration(found), groups, found.roundtable.zone),
        messages=_messages(found),
        predecessor=_seen(me, found.predecessor),
        successor=_seen(me, successor),
        invitation=_invitation(me, found),
        may=may,
        # Mail and history are not for the door.
        knows=knows,
        may_change=found.is_live and not found.roundtable.is_over(clock.now()),
        may_decide=decides and undecided,
        may_replace=undecided and found.status in _PASSED_ON and not found.checked_in_at,
        may_take_back=may["registrations_edit"] and undecided and successor is not None and successor.is_live,
    )


@blueprint.post("/roundtables/<slug:slug>/registrations/<uuid:registration_id>/messages/<row:message_id>")
@access.needs(Permission.REGISTRATIONS_EDIT)
def resend(slug: str, registration_id: UUID, message_id: int) -> ResponseReturnValue:
    """Send a letter once more, worded as things are now."""
    with transaction():
        me, at = access.organizer(), clock.now()
        found = scope.registration(me, slug, str(registration_id), access.permission())
        message = next((message for message in _messages(found) if message.id == message_id), None)
        if message is None:
            raise NotFound
        outbox.resend(message, by=audit.organizer(me.id), at=at)
    flash(_("The mail is being sent again."))
    return redirect(url_for("organizer.registration", slug=slug, registration_id=registration_id), 303)


def _seen(me: Organizer, other: Registration | None) -> Registration | None:
    """Whom the person substitutes for, or who took the place: if that is somebody the reader may see."""
    return other if other and scope.may_about(me, other, Permission.REGISTRATIONS_VIEW) else None


def _invitation(me: Organizer, registration: Registration) -> Invitation | None:
    """By which the person came, if the reader may see it."""
    found = registration.invitation
    seen = found is not None and scope.may_about_invitation(me, found, Permission.REGISTRATIONS_VIEW)
    return found if seen else None


def _same_person(me: Organizer, registration: Registration) -> list[tuple[Registration, Because]]:
    """Those with whom it might be merged."""
    return duplicates.of_person(
        registration, scope.reaches(me, registration.roundtable, Permission.REGISTRATIONS_EDIT)
    )


def _other_tags(registration: Registration, known: list[Tag]) -> list[Tag]:
    """Those of the roundtable that this person does not have."""
    return [tag for tag in tags.of_roundtable(registration.roundtable) if tag not in known]


def _ends_at(registration: Registration) -> datetime | None:
    """When an offer lapses, or the time to confirm an address."""
    match registration.status:
        case Status.OFFERED:
            return registration.offer_expires_at
        case Status.UNVERIFIED:
            return registration.created_at + schedule.ADDRESS_CHECK_LIFE
        case _:
            return None


def _answers(registration: Registration, *, contact: bool) -> list[Shown]:
    """Every answer, without addresses and numbers for those who may not see how to reach people."""
    kind: StakeholderType = registration.stakeholder_type
    given = {field.key: getattr(registration, field.key) for field in fields.FIELDS}
    rows = shown(kind, registration.roundtable, given, language=languages.current(), terse=True)
    return [row for row in rows if contact or not fields.BY_KEY[row.key].contact]


def _messages(registration: Registration) -> list[Message]:
    return list(
        db.session.scalars(
            select(Message)
            .where(Message.registration_id == registration.id)
            .order_by(Message.created_at.desc(), Message.id.desc())
        )
    )

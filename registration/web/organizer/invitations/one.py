"""One invitation: what it says, who came by it, its letters, what happened."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from registration import clock
from registration.actions.bulk_invitations import POSSIBLE, Deed
from registration.extensions import db
from registration.models.invitations import Invitation
from registration.models.registrations import Registration
from registration.queries import history, invitation_table, scope
from registration.rules import fields
from registration.rules.invitations import TAKES_REPLIES, Reply
from registration.rules.permissions import Permission, Reaches
from registration.web import access, languages
from registration.web.forms import Shown, shown
from registration.web.organizer import own_questions
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.events import described
from registration.web.organizer.groups import shown as shown_groups

# What stands elsewhere on the page, or is only known with the reply.
_NOT_SHOWN = frozenset(
    {"language", "mode", "accompanying", "grounds_pass", "consent_listed", "plate_name", "phone"}
)


@blueprint.get("/roundtables/<slug:slug>/invitations/<uuid:invitee_id>")
@access.needs(Permission.REGISTRATIONS_VIEW)
def invitation(slug: str, invitee_id: UUID) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.invitation(me, slug, str(invitee_id), access.permission())
    roundtable = found.roundtable
    reaches = scope.reaches(me, roundtable, access.permission())
    may = {
        permission.name.lower(): scope.may_about_invitation(me, found, permission)
        for permission in Permission
    }
    writes = may["registrations_edit"] and roundtable.takes_entries(now)
    messages = invitation_table.mail_of(found)
    # History and mail are for those who decide or look after everything.
    knows = may["registrations_decide"] or may["history_view"]
    events = history.of_invitation(found, reaches) if knows else []
    return render_template(
        "organizer/invitations/invitation.html",
        roundtable=roundtable,
        invitation=found,
        known=_known(found, contact=may["registrations_contact"]),
        guests=_guests(found, reaches),
        messages=messages,
        undelivered=invitation_table.is_undelivered(messages[0] if messages else None),
        events=described(events, shown_groups(roundtable, found), roundtable.zone, of_one_invitation=True),
        may=may,
        knows=knows,
        writes=writes,
        deeds=[deed for deed in Deed if found.status in POSSIBLE[deed]] if writes else [],
        takes_replies=writes and (found.status in TAKES_REPLIES or found.status is Reply.EXPIRED),
        takes_link=writes and found.status in (Reply.SENT, Reply.EXPIRED, Reply.REGRETS),
    )


def _known(invitation: Invitation, *, contact: bool) -> list[Shown]:
    """What is known of the invitee, as far as anything is; then what a list answered to own questions."""
    given = {field.key: invitation.answers.get(field.key) or None for field in fields.FIELDS}
    rows = shown(
        invitation.stakeholder_type, invitation.roundtable, given, language=languages.current(), terse=True
    )
    answered = own_questions.brought(invitation)
    return [
        row
        for row in rows
        if given[row.key] and row.key not in _NOT_SHOWN and (contact or not fields.BY_KEY[row.key].contact)
    ] + answered


def _guests(invitation: Invitation, reaches: Reaches) -> list[Registration]:
    """Everybody who came by it, as far as the reader may see them; those who left, too."""
    return list(
        db.session.scalars(
            select(Registration)
            .where(Registration.invitation_id == invitation.id, scope.within(reaches))
            .order_by(Registration.id)
        )
    )

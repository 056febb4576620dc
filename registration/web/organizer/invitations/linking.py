"""Link an invitation to somebody who has registered already: that is the reply."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, invitations
from registration.extensions import transaction
from registration.models.invitations import Invitation
from registration.queries import guest_table, scope
from registration.queries.guest_table import Filters
from registration.rules.invitations import Reply
from registration.rules.permissions import Permission
from registration.rules.refusals import NoLongerPossible, NotFound
from registration.web import access
from registration.web.organizer.blueprint import blueprint
from registration.web.organizer.filters import typed
from registration.web.organizer.guests import chosen

# As many as somebody looks through.
_MOST = 20
_TAKES_LINK = frozenset({Reply.SENT, Reply.EXPIRED, Reply.REGRETS})


@blueprint.route("/roundtables/<slug:slug>/invitations/<uuid:invitee_id>/link", methods=["GET", "POST"])
@access.needs(Permission.REGISTRATIONS_EDIT)
def link_invitation(slug: str, invitee_id: UUID) -> ResponseReturnValue:
    found = scope.invitation(access.organizer(), slug, str(invitee_id), access.permission())
    if found.status not in _TAKES_LINK or not found.roundtable.takes_entries(clock.now()):
        raise NoLongerPossible
    if request.method == "GET":
        return _page(found)
    people = chosen.ids("person")
    if len(people) != 1:
        raise NotFound
    with transaction():
        me, at = access.organizer(), clock.now()
        present = scope.invitation(me, slug, str(invitee_id), access.permission())
        person = scope.registration(me, slug, people[0], access.permission())
        room = invitations.lock_of(present)
        invitations.link(room, present, person, by=audit.organizer(me.id), at=at)
        name = person.full_name
    flash(_("The registration of %(name)s is the reply to this invitation.", name=name))
    return redirect(url_for("organizer.invitation", slug=slug, invitee_id=invitee_id), 303)


def _page(invitation: Invitation) -> str:
    """Begins with whoever has the name or the address of the invitee."""
    me, roundtable = access.organizer(), invitation.roundtable
    asked = typed(request.args, "q")
    search = asked or invitation.answers.get("family_name") or invitation.email
    reaches = scope.reaches(me, roundtable, access.permission())
    page = guest_table.page(roundtable, Filters(search=search, reaches=reaches), 1)
    people = [one for one in page.rows if one.is_live and one.invitation_id is None]
    return render_template(
        "organizer/invitations/link.html",
        roundtable=roundtable,
        invitation=invitation,
        search=search,
        people=people[:_MOST],
        more=page.pages > 1 or len(people) > _MOST,
    )

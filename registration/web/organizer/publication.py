"""Show a roundtable to the public, or take it off the public pages."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration import clock
from registration.actions import audit, publication, seats
from registration.extensions import transaction
from registration.queries import scope
from registration.rules.permissions import Permission
from registration.rules.refusals import NotReadyToPublish
from registration.web import access, errors
from registration.web.organizer.blueprint import blueprint
from registration.words.refusals import REFUSALS, Wording
from registration.words.roundtables import LABELS


@blueprint.post("/roundtables/<slug:slug>/publication")
@access.needs(Permission.ROUNDTABLES_PUBLISH)
def publish(slug: str) -> ResponseReturnValue:
    try:
        with transaction():
            me, at = access.organizer(), clock.now()
            room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
            undated = request.form.get("undated") == "yes"
            publication.publish(room, undated=undated, by=audit.organizer(me.id), at=at)
    except NotReadyToPublish as refusal:
        return not_ready(slug, refusal)
    flash(_("The roundtable is public now."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


@blueprint.post("/roundtables/<slug:slug>/unpublication")
@access.needs(Permission.ROUNDTABLES_PUBLISH)
def unpublish(slug: str) -> ResponseReturnValue:
    with transaction():
        me, at = access.organizer(), clock.now()
        room = seats.lock(scope.roundtable(me, slug, access.permission()).id)
        publication.unpublish(room, by=audit.organizer(me.id), at=at)
    flash(_("The roundtable has been taken off the public pages. Registrations and personal links remain."))
    return redirect(url_for("organizer.roundtable", slug=slug), 303)


def not_ready(slug: str, refusal: NotReadyToPublish) -> ResponseReturnValue:
    """What is still missing, and the way to it."""
    missing = refusal.facts["missing"]
    assert isinstance(missing, list)
    wording = Wording(
        REFUSALS[refusal.code].heading,
        _("Still missing: %(fields)s.", fields=_(", ").join(str(LABELS[name]) for name in missing)),
    )
    complete = (_("Complete the roundtable"), url_for("organizer.edit_roundtable", slug=slug))
    return errors.page(errors.STATUS[NotReadyToPublish], wording, actions=[complete])

"""End visits of one's own account in other browsers."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from registration import clock
from registration.actions import visits
from registration.extensions import transaction
from registration.rules.permissions import Permission
from registration.web import access
from registration.web.organizer.blueprint import blueprint


@blueprint.post("/account/visits/<row:visit_id>/end")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def end_visit(visit_id: int) -> ResponseReturnValue:
    with transaction():
        visits.end(access.organizer(), visit_id, at=clock.now())
    flash(_("This visit has been ended."))
    return redirect(url_for("organizer.account", _anchor="visits"), 303)


@blueprint.post("/account/visits/end")
@access.needs(Permission.SIGNED_IN)
@access.before_second_factor
def end_other_visits() -> ResponseReturnValue:
    with transaction():
        ended = visits.end_others(access.organizer(), but=access.visit_digest(), at=clock.now())
    flash(ngettext("%(num)d other visit has been ended.", "%(num)d other visits have been ended.", ended))
    return redirect(url_for("organizer.account", _anchor="visits"), 303)

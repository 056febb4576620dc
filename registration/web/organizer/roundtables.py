"""All roundtables of an organizer's organizations: upcoming, drafts, past."""

from datetime import datetime

from flask import render_template
from flask.typing import ResponseReturnValue

from registration import clock
from registration.extensions import db
from registration.models.roundtables import Roundtable
from registration.queries import programme, scope
from registration.queries.programme import Listed
from registration.rules.permissions import Permission
from registration.rules.standing import State
from registration.web import access
from registration.web.organizer.blueprint import blueprint


@blueprint.get("/")
@access.needs(Permission.SIGNED_IN)
def roundtables() -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    mine = scope.roundtables(me, Permission.ROUNDTABLES_VIEW)
    rows = db.session.scalars(
        mine.order_by(Roundtable.starts_at.is_(None), Roundtable.starts_at, Roundtable.id)
    ).all()
    groups = _grouped(programme.listed(rows, now), now)
    may_create = bool(scope.organizations(me, Permission.ROUNDTABLES_EDIT))
    counted = {row.id for row in rows if scope.may(me, row, Permission.SEATS_VIEW)}
    return render_template(
        "organizer/roundtables.html", groups=groups, may_create=may_create, counted=counted
    )


def _grouped(listed: list[Listed], now: datetime) -> dict[str, list[Listed]]:
    groups: dict[str, list[Listed]] = {"upcoming": [], "drafts": [], "past": []}
    for entry in listed:
        if entry.roundtable.is_over(now):
            groups["past"].insert(0, entry)
        elif entry.roundtable.state is State.DRAFT:
            groups["drafts"].append(entry)
        else:
            groups["upcoming"].append(entry)
    return groups

"""One roundtable at a glance: where it stands, how full it is, what to do next."""

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from registration import clock, links
from registration.actions import publication
from registration.models.organizers import Organizer
from registration.models.registrations import Registration
from registration.models.roundtables import Roundtable
from registration.queries import guest_table, occupancy, programme, scope
from registration.rules.permissions import Permission
from registration.rules.statuses import Status
from registration.web import access, languages
from registration.web.organizer.blueprint import blueprint
from registration.words.roundtables import LABELS

# Always offered; the others when somebody is in them.
_USUAL = (Status.CONFIRMED, Status.WAITLISTED, Status.WITHDRAWN)


@blueprint.get("/roundtables/<slug:slug>")
@access.needs(Permission.ROUNDTABLES_VIEW)
def roundtable(slug: str) -> ResponseReturnValue:
    me, now = access.organizer(), clock.now()
    found = scope.roundtable(me, slug, access.permission())
    counts = guest_table.status_counts(found, scope.reaches(me, found, Permission.REGISTRATIONS_VIEW))
    return render_template(
        "organizer/roundtable.html",
        roundtable=found,
        listed=programme.listed([found], now)[0],
        occupancy=occupancy.of(found),
        statuses=counts,
        statuses_shown=statuses_shown(counts),
        missing=[LABELS[name] for name in publication.missing_to_publish(found, undated=True)],
        may=permissions_on(me, found),
        may_be_cancelled=publication.may_be_cancelled(found, now),
        public_address=links.roundtable(found.slug, languages.current()),
    )


def statuses_shown(counts: Mapping[Status, int]) -> list[Status]:
    """The usual ones, then every other in which somebody is."""
    return [*_USUAL, *(status for status in Status if status not in _USUAL and counts.get(status))]


def permissions_on(me: Organizer, roundtable: Roundtable) -> dict[str, bool]:
    """What the organizer may do with this roundtable, by the permission's name in lower case."""
    return {permission.name.lower(): scope.may(me, roundtable, permission) for permission in Permission}


def permissions_about(me: Organizer, registration: Registration) -> dict[str, bool]:
    """What the organizer may do about this person, by the permission's name in lower case."""
    return {
        permission.name.lower(): scope.may_about(me, registration, permission) for permission in Permission
    }
